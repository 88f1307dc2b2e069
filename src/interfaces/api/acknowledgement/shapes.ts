import type { Operation } from "../operation.ts";
import { type TargetKind, TARGETS } from "../target.ts";
import type { Release } from "../versions.ts";

type Paths = Operation["paths"];

/** Differences between releases in the operations that all of them have. */
export interface AcknowledgementShape {
  /** Release that introduced the shape; undefined for the original one (contract §7.4). */
  readonly since?: Release;
  readonly listPaths: (kind: TargetKind) => Paths;
  readonly onePaths: (kind: TargetKind) => Paths;
}

export const SHAPES: readonly AcknowledgementShape[] = [
  {
    // Both spellings (contract §1.5).
    listPaths: (kind) => [`/acknowledgments/${TARGETS[kind].plural}`, `/acknowledgements/${TARGETS[kind].plural}`],
    onePaths: (kind) => [`/acknowledgments${TARGETS[kind].path}`, `/acknowledgements${TARGETS[kind].path}`],
  },
  {
    since: "20.04",
    listPaths: (kind) => [`/monitoring/${TARGETS[kind].plural}/acknowledgements`],
    onePaths: (kind) => [`/monitoring${TARGETS[kind].path}/acknowledgements`],
  },
];
