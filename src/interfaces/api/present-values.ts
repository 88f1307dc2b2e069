import type { UnixSeconds } from "../../lib/clock.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { valueOrNull } from "../../model/state-fields.ts";

export const dateOrNull = (time: UnixSeconds | null): string | null => (time === null ? null : formatRfc3339(time));

/** Acknowledgement flag; null if an import brought no value. */
export const acknowledgedOrNull = ({ handling }: ResourceState): boolean | null => {
  const acknowledgement = valueOrNull(handling, "acknowledgement");
  return acknowledgement === null ? null : acknowledgement !== "none";
};
