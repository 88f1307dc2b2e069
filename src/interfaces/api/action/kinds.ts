import type { ActionKind } from "./action-kind.ts";
import { acknowledge, endAcknowledgement } from "./kinds/acknowledge.ts";
import { check } from "./kinds/check.ts";
import { scheduleDowntime } from "./kinds/downtime.ts";

/** Every action of an operator, by its name in the body. */
export const ACTION_KINDS = {
  acknowledge,
  "end-acknowledgement": endAcknowledgement,
  "schedule-downtime": scheduleDowntime,
  check,
} satisfies Readonly<Record<string, ActionKind>>;

export type ActionName = keyof typeof ACTION_KINDS;

export const ACTION_NAMES = Object.keys(ACTION_KINDS) as readonly ActionName[];
