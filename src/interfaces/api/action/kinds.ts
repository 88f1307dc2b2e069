import type { ActionKind } from "./action-kind.ts";
import { acknowledge, endAcknowledgement } from "./kinds/acknowledge.ts";
import { check } from "./kinds/check.ts";
import { comment, deleteComment } from "./kinds/comment.ts";
import { scheduleDowntime } from "./kinds/downtime.ts";
import { cancelDowntime, extendDowntime } from "./kinds/end-downtime.ts";
import { notify } from "./kinds/notify.ts";
import { set } from "./kinds/set.ts";
import { submit } from "./kinds/submit.ts";

/** Every action of an operator, by its name in the body. */
export const ACTION_KINDS = {
  acknowledge,
  "end-acknowledgement": endAcknowledgement,
  "schedule-downtime": scheduleDowntime,
  "extend-downtime": extendDowntime,
  "cancel-downtime": cancelDowntime,
  check,
  comment,
  "delete-comment": deleteComment,
  submit,
  notify,
  set,
} satisfies Readonly<Record<string, ActionKind>>;

export type ActionName = keyof typeof ACTION_KINDS;

export const ACTION_NAMES = Object.keys(ACTION_KINDS) as readonly ActionName[];
