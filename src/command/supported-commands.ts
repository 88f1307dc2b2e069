import type { ArgumentName } from './command-arguments.ts'

/** One external command of Nagios that Vigie executes. */
export interface CommandRule {
  readonly args: readonly ArgumentName[]
  /** For people, as in docs/external-commands.md. */
  readonly does: string
}

/** Names and order of arguments as documented for Nagios Core 4. */
export const SUPPORTED_COMMANDS = {
  PROCESS_HOST_CHECK_RESULT: { args: ['host', 'host_code', 'output'], does: 'takes a passive result of a host, given by name or address' },
  PROCESS_SERVICE_CHECK_RESULT: { args: ['host', 'service', 'return_code', 'output'], does: 'takes a passive result of a service' },

  ACKNOWLEDGE_HOST_PROBLEM: { args: ['host', 'sticky', 'notify', 'persistent', 'author', 'comment'], does: 'acknowledges the problem of a host' },
  ACKNOWLEDGE_SVC_PROBLEM: { args: ['host', 'service', 'sticky', 'notify', 'persistent', 'author', 'comment'], does: 'acknowledges the problem of a service' },
  REMOVE_HOST_ACKNOWLEDGEMENT: { args: ['host'], does: 'cancels the acknowledgement of a host' },
  REMOVE_SVC_ACKNOWLEDGEMENT: { args: ['host', 'service'], does: 'cancels the acknowledgement of a service' },

  SCHEDULE_HOST_DOWNTIME: { args: ['host', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of a host' },
  SCHEDULE_SVC_DOWNTIME: { args: ['host', 'service', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of a service' },
  SCHEDULE_HOST_SVC_DOWNTIME: { args: ['host', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of every service of a host' },
  SCHEDULE_HOSTGROUP_HOST_DOWNTIME: { args: ['hostgroup', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of every host of a group' },
  SCHEDULE_HOSTGROUP_SVC_DOWNTIME: { args: ['hostgroup', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of every service of the hosts of a group' },
  SCHEDULE_SERVICEGROUP_HOST_DOWNTIME: { args: ['servicegroup', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of every host that has a service in a group' },
  SCHEDULE_SERVICEGROUP_SVC_DOWNTIME: { args: ['servicegroup', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of every service of a group' },
  SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME: { args: ['host', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'schedules a downtime of a host and of all hosts behind it' },
  SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME: { args: ['host', 'start', 'end', 'fixed', 'trigger', 'duration', 'author', 'comment'], does: 'the same; those of the hosts behind it begin with that of the host' },
  DEL_HOST_DOWNTIME: { args: ['downtime_id'], does: 'cancels a downtime of a host' },
  DEL_SVC_DOWNTIME: { args: ['downtime_id'], does: 'cancels a downtime of a service' },
  DEL_DOWNTIME_BY_HOST_NAME: { args: ['host', 'filter_service', 'filter_start', 'filter_comment'], does: 'cancels the downtimes of a host and its services, or of one service' },
  DEL_DOWNTIME_BY_HOSTGROUP_NAME: { args: ['hostgroup', 'filter_host', 'filter_service', 'filter_start', 'filter_comment'], does: 'the same for every host of a group, or one of them' },
  DEL_DOWNTIME_BY_START_TIME_COMMENT: { args: ['filter_start', 'filter_comment'], does: 'cancels the downtimes with this start, this comment, or both' },

  ADD_HOST_COMMENT: { args: ['host', 'persistent', 'author', 'comment'], does: 'adds a comment to a host' },
  ADD_SVC_COMMENT: { args: ['host', 'service', 'persistent', 'author', 'comment'], does: 'adds a comment to a service' },
  DEL_HOST_COMMENT: { args: ['comment_id'], does: 'deletes a comment of a host' },
  DEL_SVC_COMMENT: { args: ['comment_id'], does: 'deletes a comment of a service' },
  DEL_ALL_HOST_COMMENTS: { args: ['host'], does: 'deletes every comment of a host' },
  DEL_ALL_SVC_COMMENTS: { args: ['host', 'service'], does: 'deletes every comment of a service' },

  SCHEDULE_HOST_CHECK: { args: ['host', 'check_time'], does: 'checks a host at a time, within its check period, if active checks are on' },
  SCHEDULE_FORCED_HOST_CHECK: { args: ['host', 'check_time'], does: 'checks a host at a time, whatever the period and the switches' },
  SCHEDULE_SVC_CHECK: { args: ['host', 'service', 'check_time'], does: 'checks a service at a time, within its check period, if active checks are on' },
  SCHEDULE_FORCED_SVC_CHECK: { args: ['host', 'service', 'check_time'], does: 'checks a service at a time, whatever the period and the switches' },
  SCHEDULE_HOST_SVC_CHECKS: { args: ['host', 'check_time'], does: 'the same as `SCHEDULE_SVC_CHECK` for every service of a host' },
  SCHEDULE_FORCED_HOST_SVC_CHECKS: { args: ['host', 'check_time'], does: 'the same as `SCHEDULE_FORCED_SVC_CHECK` for every service of a host' },
} as const satisfies Record<string, CommandRule>
