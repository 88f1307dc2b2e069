import { isProblemState } from "../states.ts";
import type { ActionRequest, LiveRow } from "../wire.ts";
import type { AskedAction } from "./action-store.ts";

export type RowActionId =
  | "acknowledge"
  | "end-acknowledgement"
  | "schedule-downtime"
  | "cancel-downtime"
  | "check"
  | "comment"
  | "submit"
  | "notify"
  | "notifications-on"
  | "notifications-off"
  | "checks-on"
  | "checks-off";

/** What can be done with a row: a dialog that asks first, or what is done at once. */
export type RowAction =
  | { readonly id: RowActionId; readonly asks: AskedAction }
  | { readonly id: RowActionId; readonly does: Pick<ActionRequest, "action" | "options"> };

type ActingRow = Pick<LiveRow, "type" | "state" | "acknowledgement" | "downtime" | "notifies" | "checks">;

export interface Rights {
  readonly isAdmin: boolean;
  readonly may: (role: string) => boolean;
}

/** Actions that make sense for a row and that the account may take, in the order of a menu. */
export function actionsOfRow(row: ActingRow, { isAdmin, may }: Rights): readonly RowAction[] {
  const { type, acknowledgement, downtime, notifies, checks } = row;
  const mayOf = (action: string): boolean => may(`${type}_${action}`);
  const actions: (RowAction | false)[] = [
    acknowledgement === null &&
      isProblemState(row.state) &&
      mayOf("acknowledgement") && { id: "acknowledge", asks: "acknowledge" },
    acknowledgement !== null &&
      mayOf("disacknowledgement") && { id: "end-acknowledgement", does: { action: "end-acknowledgement" } },
    mayOf("schedule_downtime") && { id: "schedule-downtime", asks: "schedule-downtime" },
    downtime !== null && mayOf("schedule_downtime") && { id: "cancel-downtime", does: { action: "cancel-downtime" } },
    (mayOf("schedule_check") || mayOf("schedule_forced_check")) && { id: "check", does: { action: "check" } },
    mayOf("comment") && { id: "comment", asks: "comment" },
    mayOf("submit_result") && { id: "submit", asks: "submit" },
    isAdmin && { id: "notify", asks: "notify" },
    isAdmin && {
      id: notifies ? "notifications-off" : "notifications-on",
      does: { action: "set", options: { notifications: !notifies } },
    },
    isAdmin && {
      id: checks === "active" ? "checks-off" : "checks-on",
      does: { action: "set", options: { active_checks: checks !== "active" } },
    },
  ];
  return actions.filter((action) => action !== false);
}
