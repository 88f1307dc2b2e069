import type { ArgumentName } from "./command-arguments.ts";

/** External command that Vigie executes. */
export interface CommandRule {
  readonly args: readonly ArgumentName[];
  /** Description for people, as in docs/external-commands.md. */
  readonly does: string;
}

/**
 * Names and order of arguments as documented for Nagios Core 4; `…_EXPIRE` as for Icinga 1. The others are in
 * adaptive-commands.ts.
 */
export const SUPPORTED_COMMANDS = {
  PROCESS_HOST_CHECK_RESULT: {
    args: ["host", "host_code", "output"],
    does: "takes a passive result of a host, given by name or address",
  },
  PROCESS_SERVICE_CHECK_RESULT: {
    args: ["host", "service", "return_code", "output"],
    does: "takes a passive result of a service",
  },

  ACKNOWLEDGE_HOST_PROBLEM: {
    args: ["host", "sticky", "notify", "persistent", "author", "comment"],
    does: "acknowledges the problem of a host",
  },
  ACKNOWLEDGE_SVC_PROBLEM: {
    args: ["host", "service", "sticky", "notify", "persistent", "author", "comment"],
    does: "acknowledges the problem of a service",
  },
  ACKNOWLEDGE_HOST_PROBLEM_EXPIRE: {
    args: ["host", "sticky", "notify", "persistent", "expires", "author", "comment"],
    does: "acknowledges the problem of a host until a time",
  },
  ACKNOWLEDGE_SVC_PROBLEM_EXPIRE: {
    args: ["host", "service", "sticky", "notify", "persistent", "expires", "author", "comment"],
    does: "acknowledges the problem of a service until a time",
  },
  REMOVE_HOST_ACKNOWLEDGEMENT: { args: ["host"], does: "cancels the acknowledgement of a host" },
  REMOVE_SVC_ACKNOWLEDGEMENT: { args: ["host", "service"], does: "cancels the acknowledgement of a service" },

  SCHEDULE_HOST_DOWNTIME: {
    args: ["host", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of a host",
  },
  SCHEDULE_SVC_DOWNTIME: {
    args: ["host", "service", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of a service",
  },
  SCHEDULE_HOST_SVC_DOWNTIME: {
    args: ["host", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of every service of a host",
  },
  SCHEDULE_HOSTGROUP_HOST_DOWNTIME: {
    args: ["hostgroup", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of every host of a group",
  },
  SCHEDULE_HOSTGROUP_SVC_DOWNTIME: {
    args: ["hostgroup", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of every service of the hosts of a group",
  },
  SCHEDULE_SERVICEGROUP_HOST_DOWNTIME: {
    args: ["servicegroup", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of every host that has a service in a group",
  },
  SCHEDULE_SERVICEGROUP_SVC_DOWNTIME: {
    args: ["servicegroup", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of every service of a group",
  },
  SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME: {
    args: ["host", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "schedules a downtime of a host and of all hosts behind it",
  },
  SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME: {
    args: ["host", "start", "end", "fixed", "trigger", "duration", "author", "comment"],
    does: "the same; those of the hosts behind it begin with that of the host",
  },
  DEL_HOST_DOWNTIME: { args: ["downtime_id"], does: "cancels a downtime of a host" },
  DEL_SVC_DOWNTIME: { args: ["downtime_id"], does: "cancels a downtime of a service" },
  DEL_DOWNTIME_BY_HOST_NAME: {
    args: ["host", "filter_service", "filter_start", "filter_comment"],
    does: "cancels the downtimes of a host and its services, or of one service",
  },
  DEL_DOWNTIME_BY_HOSTGROUP_NAME: {
    args: ["hostgroup", "filter_host", "filter_service", "filter_start", "filter_comment"],
    does: "the same for every host of a group, or one of them",
  },
  DEL_DOWNTIME_BY_START_TIME_COMMENT: {
    args: ["filter_start", "filter_comment"],
    does: "cancels the downtimes with this start, this comment, or both",
  },

  ADD_HOST_COMMENT: { args: ["host", "persistent", "author", "comment"], does: "adds a comment to a host" },
  ADD_SVC_COMMENT: {
    args: ["host", "service", "persistent", "author", "comment"],
    does: "adds a comment to a service",
  },
  DEL_HOST_COMMENT: { args: ["comment_id"], does: "deletes a comment of a host" },
  DEL_SVC_COMMENT: { args: ["comment_id"], does: "deletes a comment of a service" },
  DEL_ALL_HOST_COMMENTS: { args: ["host"], does: "deletes every comment of a host" },
  DEL_ALL_SVC_COMMENTS: { args: ["host", "service"], does: "deletes every comment of a service" },

  SCHEDULE_HOST_CHECK: {
    args: ["host", "check_time"],
    does: "checks a host at a time, within its check period, if active checks are on",
  },
  SCHEDULE_FORCED_HOST_CHECK: {
    args: ["host", "check_time"],
    does: "checks a host at a time, regardless of the period and the switches",
  },
  SCHEDULE_SVC_CHECK: {
    args: ["host", "service", "check_time"],
    does: "checks a service at a time, within its check period, if active checks are on",
  },
  SCHEDULE_FORCED_SVC_CHECK: {
    args: ["host", "service", "check_time"],
    does: "checks a service at a time, regardless of the period and the switches",
  },
  SCHEDULE_HOST_SVC_CHECKS: {
    args: ["host", "check_time"],
    does: "the same as `SCHEDULE_SVC_CHECK` for every service of a host",
  },
  SCHEDULE_FORCED_HOST_SVC_CHECKS: {
    args: ["host", "check_time"],
    does: "the same as `SCHEDULE_FORCED_SVC_CHECK` for every service of a host",
  },

  SEND_CUSTOM_HOST_NOTIFICATION: {
    args: ["host", "options", "author", "comment"],
    does: "sends a custom notification to the contacts of a host",
  },
  SEND_CUSTOM_SVC_NOTIFICATION: {
    args: ["host", "service", "options", "author", "comment"],
    does: "sends a custom notification to the contacts of a service",
  },
  DELAY_HOST_NOTIFICATION: {
    args: ["host", "notification_time"],
    does: "delays notifications about the problem of a host until a time",
  },
  DELAY_SVC_NOTIFICATION: {
    args: ["host", "service", "notification_time"],
    does: "delays notifications about the problem of a service until a time",
  },
  SET_HOST_NOTIFICATION_NUMBER: {
    args: ["host", "number"],
    does: "sets the number of the last notification of a host, which escalations go by",
  },
  SET_SVC_NOTIFICATION_NUMBER: {
    args: ["host", "service", "number"],
    does: "sets the number of the last notification of a service, which escalations go by",
  },

  CLEAR_HOST_FLAPPING_STATE: {
    args: ["host"],
    does: "ends the flapping of a host and forgets the states it came from",
  },
  CLEAR_SVC_FLAPPING_STATE: {
    args: ["host", "service"],
    does: "ends the flapping of a service and forgets the states it came from",
  },

  CHANGE_HOST_MODATTR: { args: ["host", "attributes"], does: "takes back the changes of a host but those of the bits" },
  CHANGE_SVC_MODATTR: {
    args: ["host", "service", "attributes"],
    does: "takes back the changes of a service but those of the bits",
  },
  CHANGE_CONTACT_MODATTR: {
    args: ["contact", "attributes"],
    does: "takes back the changed custom variables of a contact unless their bit (32768) is set",
  },
  CHANGE_CONTACT_MODHATTR: {
    args: ["contact", "attributes"],
    does: "takes back the changes about host notifications of a contact but those of the bits",
  },
  CHANGE_CONTACT_MODSATTR: {
    args: ["contact", "attributes"],
    does: "takes back the changes about service notifications of a contact but those of the bits",
  },

  PROCESS_FILE: { args: ["file", "delete"], does: "executes the commands of a file, and deletes it when asked to" },
  RESTART_PROGRAM: { args: [], does: "reloads the configuration, like `vigie reload`" },
  RESTART_PROCESS: { args: [], does: "the same" },
  SHUTDOWN_PROGRAM: { args: [], does: "stops the server" },
  SHUTDOWN_PROCESS: { args: [], does: "the same" },
  SAVE_STATE_INFORMATION: { args: [], does: "nothing: every state is on disk already" },
  READ_STATE_INFORMATION: { args: [], does: "nothing: every state is in memory already" },
} as const satisfies Record<string, CommandRule>;
