import type { StateCode } from "../../model/resource-state.ts";
import type { ResourceKind } from "../../model/state-code.ts";

export const HOST_STATUSES = ["up", "down", "unreachable"] as const;
export const SERVICE_STATUSES = ["ok", "warning", "critical", "unknown"] as const;

/** Status at an instant. `pending`: before the first result; `unmonitored`: nobody looked. */
export type Status = (typeof HOST_STATUSES)[number] | (typeof SERVICE_STATUSES)[number] | "pending" | "unmonitored";

/** All statuses of a kind, in the order of a report. */
export const statusesOf = (kind: ResourceKind): readonly Status[] => [
  ...(kind === "host" ? HOST_STATUSES : SERVICE_STATUSES),
  "pending",
  "unmonitored",
];

export const statusOfState = (kind: ResourceKind, state: StateCode): Status => statusesOf(kind)[state] ?? "pending";
