import type { UnixSeconds } from "../../lib/clock.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { ResourceState } from "../../model/resource-state.ts";

export const dateOrNull = (time: UnixSeconds | null): string | null => (time === null ? null : formatRfc3339(time));

/** Null where an import brought no value. */
export function isAcknowledged({ acknowledgement }: ResourceState): boolean | null {
  return acknowledgement === null ? null : acknowledgement !== "none";
}
