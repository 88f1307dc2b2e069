import type { Caller, Role } from "../../../access/caller.ts";
import type { ResourceKind } from "../../../model/state-code.ts";
import { ACTION_NAMES, type ActionName } from "../action/kinds.ts";

/** End of the role that an action needs on a resource; `administrator`: there is no role for it. */
const ROLES = {
  acknowledge: "acknowledgement",
  "end-acknowledgement": "disacknowledgement",
  "schedule-downtime": "schedule_downtime",
  "extend-downtime": "schedule_downtime",
  "cancel-downtime": "schedule_downtime",
  check: "schedule_check",
  comment: "comment",
  "delete-comment": "comment",
  submit: "submit_result",
  notify: "administrator",
  set: "administrator",
} as const satisfies Readonly<Record<ActionName, string>>;

/** Actions of `POST /api/actions` that the caller may take on a resource of this kind. */
export const allowedActions = (caller: Caller, kind: ResourceKind): readonly ActionName[] =>
  ACTION_NAMES.filter((action) => {
    const role = ROLES[action];
    if (role === "administrator") return caller.isAdmin;
    return (
      caller.hasRole(`${kind}_${role}` as Role) ||
      (action === "check" && caller.hasRole(`${kind}_schedule_forced_check`))
    );
  });
