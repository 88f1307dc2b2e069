import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import { Refusal } from "../../../model/refusal.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, notFoundAnswer, notFoundMessage } from "../schema-types.ts";
import { foundTarget, type Target, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import type { AcknowledgementShape } from "./shapes.ts";

export function cancellation(kind: TargetKind, { since, onePaths }: AcknowledgementShape): Operation {
  const { parameters } = TARGETS[kind];
  return {
    id: `cancel-${kind}-acknowledgement`,
    surface: "centreon",
    ...(since && { since }),
    method: "DELETE",
    paths: onePaths(kind),
    right: `${kind}_disacknowledgement`,
    tag: "Acknowledgements",
    summary: `Cancel the acknowledgement of a ${kind}`,
    parameters,
    answers: { ...doneAnswer, ...(since === undefined ? notFoundAnswer : notFoundMessage) },
    handle: async (request, parts) => {
      const { visibility } = callerOf(request);
      const target = foundTarget(targetOfPath(parts.realtime, kind, request, visibility), kind);
      const latest = cancellable(parts, target);
      if (latest === undefined)
        throw new Refusal("acknowledgement-not-found", `No acknowledgement found for this ${kind}`);
      if (latest.deletionTime !== null)
        throw new Refusal("acknowledgement-already-cancelled", `Acknowledgement already cancelled for this ${kind}`);
      await parts.operations.cancelAcknowledgement(target.resource.key, actorOf(request));
    },
  };
}

/**
 * The acknowledgement to cancel. As in the reference, an ended acknowledgement whose author is not a contact is listed
 * but cannot be cancelled; one in effect can be cancelled regardless of its author.
 */
function cancellable({ realtime, access }: ApiParts, { resource, state }: Target): Acknowledgement | undefined {
  const latest = realtime.latestAcknowledgement(resource.key);
  const author = latest?.author ?? null;
  if (author !== null && access.accountByAlias(author) !== undefined) return latest;
  return isAcknowledged(state) ? latest : undefined;
}
