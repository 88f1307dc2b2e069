import type { Column, RowOf } from "./dump-column.ts";
import { flag, id, integer, number, oneOf, optional, orNull, serviceIdOrNone, text, time } from "./dump-column.ts";
import { configuration, storage } from "./dump-table.ts";
import { notificationTables } from "./notification-tables.ts";

const state: Column<0 | 1 | 2 | 3 | 4> = oneOf(0, 1, 2, 3, 4);
const stateType: Column<0 | 1> = oneOf(0, 1);

/** Columns of both host and service rows. */
const checkable = {
  enabled: flag,
  acknowledged: orNull(flag),
  acknowledgement_type: optional(integer),
  active_checks: orNull(flag),
  check_attempt: orNull(integer),
  check_command: orNull(text),
  check_interval: orNull(number),
  check_period: orNull(text),
  check_type: orNull(oneOf<0 | 1>(0, 1)),
  checked: orNull(flag),
  command_line: optional(text),
  display_name: orNull(text),
  execution_time: orNull(number),
  icon_image: orNull(text),
  icon_image_alt: orNull(text),
  last_check: time,
  last_hard_state: optional(state),
  last_hard_state_change: time,
  last_notification: time,
  last_state_change: time,
  last_update: time,
  latency: orNull(number),
  max_check_attempts: orNull(integer),
  next_check: time,
  output: orNull(text),
  perfdata: orNull(text),
  scheduled_downtime_depth: orNull(integer),
  state: orNull(state),
  state_type: orNull(stateType),
  action_url: optional(text),
  event_handler: optional(text),
  event_handler_enabled: optional(flag),
  first_notification_delay: optional(number),
  flapping: optional(flag),
  notes: optional(text),
  notes_url: optional(text),
  notification_interval: optional(number),
  notification_number: optional(integer),
  notification_period: optional(text),
  notify: optional(flag),
  notify_on_downtime: optional(flag),
  notify_on_flapping: optional(flag),
  notify_on_recovery: optional(flag),
  passive_checks: optional(flag),
  percent_state_change: optional(number),
  retry_interval: optional(number),
} as const;

/**
 * Tables and columns that the import reads (contract, appendix A; optional ones as in Centreon's own schema). Columns
 * that the API shows are required, even if every value is NULL; the others may be absent.
 */
export const centreonTables = {
  hosts: storage(
    "hosts",
    {
      ...checkable,
      host_id: id,
      name: text,
      instance_id: id,
      address: orNull(text),
      alias: orNull(text),
      timezone: optional(text),
      last_time_up: time,
      last_time_down: time,
      last_time_unreachable: time,
      next_host_notification: optional(integer),
      notify_on_down: optional(flag),
      notify_on_unreachable: optional(flag),
    },
    true,
  ),
  services: storage(
    "services",
    {
      ...checkable,
      host_id: id,
      service_id: id,
      description: text,
      last_time_ok: time,
      last_time_warning: time,
      last_time_critical: time,
      last_time_unknown: time,
      next_notification: optional(integer),
      volatile: optional(flag),
      notify_on_warning: optional(flag),
      notify_on_critical: optional(flag),
      notify_on_unknown: optional(flag),
    },
    true,
  ),
  hostGroups: storage("hostgroups", { hostgroup_id: id, name: text }),
  hostGroupMembers: storage("hosts_hostgroups", { host_id: id, hostgroup_id: id }),
  serviceGroups: storage("servicegroups", { servicegroup_id: id, name: text }),
  serviceGroupMembers: storage("services_servicegroups", { host_id: id, service_id: id, servicegroup_id: id }),
  parents: storage("hosts_hosts_parents", { child_id: id, parent_id: id }),
  acknowledgements: storage("acknowledgements", {
    acknowledgement_id: id,
    entry_time: time,
    host_id: id,
    service_id: serviceIdOrNone,
    author: orNull(text),
    comment_data: orNull(text),
    deletion_time: time,
    instance_id: orNull(integer),
    notify_contacts: orNull(flag),
    persistent_comment: orNull(flag),
    state: orNull(state),
    sticky: orNull(oneOf(0, 1, 2)),
  }),
  downtimes: storage("downtimes", {
    downtime_id: id,
    entry_time: time,
    host_id: id,
    service_id: serviceIdOrNone,
    author: orNull(text),
    cancelled: orNull(flag),
    comment_data: orNull(text),
    deletion_time: time,
    duration: orNull(integer),
    end_time: time,
    fixed: orNull(flag),
    instance_id: orNull(integer),
    start_time: time,
    actual_start_time: time,
    actual_end_time: time,
    started: orNull(flag),
    triggered_by: orNull(integer),
  }),
  comments: storage("comments", {
    comment_id: id,
    entry_time: time,
    host_id: id,
    service_id: serviceIdOrNone,
    author: orNull(text),
    data: orNull(text),
    deletion_time: time,
    entry_type: orNull(integer),
    persistent: orNull(flag),
  }),
  acl: storage("centreon_acl", { group_id: id, host_id: id, service_id: serviceIdOrNone }),

  aclGroups: configuration(["acl_groups"], {
    acl_group_id: id,
    acl_group_name: orNull(text),
    acl_group_alias: orNull(text),
    acl_group_activate: orNull(flag),
  }),
  aclGroupContacts: configuration(["acl_group_contacts_relations"], {
    contact_contact_id: orNull(id),
    acl_group_id: orNull(id),
  }),
  aclGroupContactGroups: configuration(["acl_group_contactgroups_relations"], {
    cg_cg_id: orNull(id),
    acl_group_id: orNull(id),
  }),
  aclActions: configuration(["acl_actions"], { acl_action_id: id, acl_action_activate: orNull(flag) }),
  aclActionRules: configuration(["acl_actions_rules"], {
    acl_action_rule_id: orNull(id),
    acl_action_name: orNull(text),
  }),
  aclGroupActions: configuration(["acl_group_actions_relations"], {
    acl_action_id: orNull(id),
    acl_group_id: orNull(id),
  }),
  aclResources: configuration(["acl_resources"], {
    acl_res_id: id,
    acl_res_name: orNull(text),
    acl_res_activate: orNull(flag),
    all_hosts: optional(flag),
    all_hostgroups: optional(flag),
    all_servicegroups: optional(flag),
  }),
  aclResourceGroups: configuration(["acl_res_group_relations"], { acl_res_id: orNull(id), acl_group_id: orNull(id) }),
  aclResourceHostGroups: configuration(["acl_resources_hg_relations"], {
    hg_hg_id: orNull(id),
    acl_res_id: orNull(id),
  }),
  aclResourceServiceGroups: configuration(["acl_resources_sg_relations"], {
    sg_id: orNull(id),
    acl_res_id: orNull(id),
  }),
  ...notificationTables,
};

type Tables = typeof centreonTables;
export type TableKey = keyof Tables;
/** Rows of every table; empty for an absent optional table. */
export type CentreonDump = { readonly [Key in TableKey]: readonly RowOf<Tables[Key]["columns"]>[] };
export type HostRow = CentreonDump["hosts"][number];
export type ServiceRow = CentreonDump["services"][number];
