import type { Role } from "./caller.ts";

/** Action allowed by each role of contract §6.3 and, for later versions, §3.4, in the order of the table of rights. */
export const roles: Readonly<Record<Role, { readonly allows: string; readonly on: "host" | "service" | "server" }>> = {
  host_acknowledgement: { allows: "acknowledge a problem", on: "host" },
  host_disacknowledgement: { allows: "cancel an acknowledgement", on: "host" },
  service_acknowledgement: { allows: "acknowledge a problem", on: "service" },
  service_disacknowledgement: { allows: "cancel an acknowledgement", on: "service" },
  host_schedule_downtime: { allows: "add and cancel downtimes", on: "host" },
  service_schedule_downtime: { allows: "add and cancel downtimes", on: "service" },
  host_submit_result: { allows: "submit a check result", on: "host" },
  service_submit_result: { allows: "submit a check result", on: "service" },
  service_display_command: { allows: "see the command line of a check", on: "service" },
  host_schedule_check: { allows: "request a check", on: "host" },
  host_schedule_forced_check: { allows: "request a check outside its check period", on: "host" },
  service_schedule_check: { allows: "request a check", on: "service" },
  service_schedule_forced_check: { allows: "request a check outside its check period", on: "service" },
  host_comment: { allows: "add a comment", on: "host" },
  service_comment: { allows: "add a comment", on: "service" },
  generate_cfg: { allows: "check and reload the configuration", on: "server" },
};

export const roleNames = Object.keys(roles) as readonly Role[];

export const isRole = (name: string): name is Role => Object.hasOwn(roles, name);
