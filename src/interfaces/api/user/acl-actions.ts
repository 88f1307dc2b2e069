import Type from "typebox";
import type { Caller } from "../../../access/caller.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";

const actions = Type.Object({
  check: Type.Boolean(),
  forced_check: Type.Boolean(),
  acknowledgement: Type.Boolean(),
  disacknowledgement: Type.Boolean(),
  downtime: Type.Boolean(),
  submit_status: Type.Boolean(),
  comment: Type.Boolean(),
});

/** Actions that the account may do (later versions §10, §3.4). */
export const aclActions: Operation = {
  id: "acl-actions",
  surface: "centreon",
  method: "GET",
  paths: ["/users/acl/actions"],
  right: "api-access",
  tag: "Users",
  summary: "What the account may do to the hosts and services that it sees",
  answers: { 200: Type.Object({ host: actions, service: actions, metaservice: actions }, { title: "AclActions" }) },
  handle: (request) => {
    const caller = callerOf(request);
    const [host, service] = [actionsOn("host", caller), actionsOn("service", caller)];
    // Meta services use the roles of services.
    return { host, service, metaservice: service };
  },
};

const actionsOn = (kind: "host" | "service", { hasRole }: Caller) => ({
  check: hasRole(`${kind}_schedule_check`),
  forced_check: hasRole(`${kind}_schedule_forced_check`),
  acknowledgement: hasRole(`${kind}_acknowledgement`),
  disacknowledgement: hasRole(`${kind}_disacknowledgement`),
  downtime: hasRole(`${kind}_schedule_downtime`),
  submit_status: hasRole(`${kind}_submit_result`),
  comment: hasRole(`${kind}_comment`),
});
