import {
  dateLine,
  dayTimes,
  flag,
  hostOptions,
  id,
  integer,
  oneOf,
  optional,
  orNull,
  serviceOptions,
  text,
} from "./dump-column.ts";
import { configuration, type Table } from "./dump-table.ts";

/** 0 no, 1 yes, 2 as the template says. */
const threeWay = optional(oneOf<0 | 1 | 2>(0, 1, 2));
const reference = orNull(id);

/** A table that links rows of two others; NULL on either side links nothing. */
const relation = <Left extends string, Right extends string>(
  name: string,
  left: Left,
  right: Right,
): Table<Readonly<Record<Left | Right, typeof reference>>> =>
  configuration([name], { [left]: reference, [right]: reference } as Readonly<Record<Left | Right, typeof reference>>);

/** The same, for a service of one host. */
const serviceRelation = <Owner extends string>(
  name: string,
  owner: Owner,
): Table<Readonly<Record<Owner | "service_service_id" | "host_host_id", typeof reference>>> =>
  configuration([name], {
    [owner]: reference,
    service_service_id: reference,
    host_host_id: reference,
  } as Readonly<Record<Owner | "service_service_id" | "host_host_id", typeof reference>>);

/**
 * Tables of `centreon` that say who is notified, when and how: contacts, groups, commands, time periods, escalations,
 * dependencies, and of hosts, services and their templates what links them to these.
 */
export const notificationTables = {
  contacts: configuration(
    ["contact", "contacts"],
    {
      contact_id: id,
      contact_name: orNull(text),
      contact_alias: orNull(text),
      contact_email: orNull(text),
      contact_passwd: optional(text),
      contact_auth_type: optional(text),
      contact_admin: orNull(flag),
      contact_activate: orNull(flag),
      contact_register: orNull(flag),
      reach_api_rt: orNull(flag),
      contact_template_id: optional(id),
      contact_enable_notifications: threeWay,
      timeperiod_tp_id: optional(id),
      timeperiod_tp_id2: optional(id),
      contact_host_notification_options: optional(hostOptions),
      contact_service_notification_options: optional(serviceOptions),
      contact_pager: optional(text),
      contact_address1: optional(text),
      contact_address2: optional(text),
      contact_address3: optional(text),
      contact_address4: optional(text),
      contact_address5: optional(text),
      contact_address6: optional(text),
      contact_location: optional(integer),
    },
    true,
  ),
  contactHostCommands: relation("contact_hostcommands_relation", "contact_contact_id", "command_command_id"),
  contactServiceCommands: relation("contact_servicecommands_relation", "contact_contact_id", "command_command_id"),
  contactGroups: configuration(["contactgroup"], {
    cg_id: id,
    cg_name: orNull(text),
    cg_alias: optional(text),
    cg_activate: orNull(flag),
  }),
  contactGroupMembers: relation("contactgroup_contact_relation", "contact_contact_id", "contactgroup_cg_id"),
  timezones: configuration(["timezone"], { timezone_id: id, timezone_name: text }),

  commands: configuration(["command"], {
    command_id: id,
    command_name: orNull(text),
    command_line: orNull(text),
    command_activate: optional(flag),
    enable_shell: optional(flag),
  }),
  resourceMacros: configuration(["cfg_resource"], {
    resource_id: id,
    resource_name: orNull(text),
    resource_line: orNull(text),
    resource_activate: optional(flag),
  }),
  resourceMacroPollers: configuration(["cfg_resource_instance_relations"], { resource_id: id, instance_id: id }),
  options: configuration(["options"], { key: orNull(text), value: orNull(text) }),

  timePeriods: configuration(["timeperiod"], {
    tp_id: id,
    tp_name: orNull(text),
    tp_alias: orNull(text),
    tp_sunday: orNull(dayTimes),
    tp_monday: orNull(dayTimes),
    tp_tuesday: orNull(dayTimes),
    tp_wednesday: orNull(dayTimes),
    tp_thursday: orNull(dayTimes),
    tp_friday: orNull(dayTimes),
    tp_saturday: orNull(dayTimes),
  }),
  timePeriodExceptions: configuration(["timeperiod_exceptions"], {
    timeperiod_id: id,
    days: dateLine,
    timerange: dayTimes,
  }),
  timePeriodExclusions: relation("timeperiod_exclude_relations", "timeperiod_id", "timeperiod_exclude_id"),
  timePeriodInclusions: relation("timeperiod_include_relations", "timeperiod_id", "timeperiod_include_id"),

  configuredHosts: configuration(["host"], {
    host_id: id,
    host_notifications_enabled: threeWay,
    contact_additive_inheritance: optional(flag),
    cg_additive_inheritance: optional(flag),
    host_recovery_notification_delay: optional(integer),
    host_acknowledgement_timeout: optional(integer),
    host_snmp_community: optional(text),
    host_snmp_version: optional(text),
  }),
  hostTemplates: configuration(["host_template_relation"], {
    host_host_id: id,
    host_tpl_id: id,
    order: orNull(integer),
  }),
  hostContacts: relation("contact_host_relation", "host_host_id", "contact_id"),
  hostContactGroups: relation("contactgroup_host_relation", "host_host_id", "contactgroup_cg_id"),
  hostMacros: configuration(["on_demand_macro_host"], {
    host_host_id: id,
    host_macro_name: text,
    host_macro_value: orNull(text),
    is_password: optional(flag),
  }),
  configuredServices: configuration(["service"], {
    service_id: id,
    service_template_model_stm_id: orNull(id),
    service_notifications_enabled: threeWay,
    service_use_only_contacts_from_host: optional(flag),
    service_recovery_notification_delay: optional(integer),
    service_acknowledgement_timeout: optional(integer),
    contact_additive_inheritance: optional(flag),
    cg_additive_inheritance: optional(flag),
  }),
  serviceContacts: relation("contact_service_relation", "service_service_id", "contact_id"),
  serviceContactGroups: relation("contactgroup_service_relation", "service_service_id", "contactgroup_cg_id"),
  serviceMacros: configuration(["on_demand_macro_service"], {
    svc_svc_id: id,
    svc_macro_name: text,
    svc_macro_value: orNull(text),
    is_password: optional(flag),
  }),

  escalations: configuration(["escalation"], {
    esc_id: id,
    esc_name: orNull(text),
    first_notification: orNull(integer),
    last_notification: orNull(integer),
    notification_interval: orNull(integer),
    escalation_period: orNull(id),
    escalation_options1: orNull(text),
    escalation_options2: orNull(text),
    host_inheritance_to_services: optional(flag),
    hostgroup_inheritance_to_services: optional(flag),
  }),
  escalationContactGroups: relation("escalation_contactgroup_relation", "escalation_esc_id", "contactgroup_cg_id"),
  escalationHosts: relation("escalation_host_relation", "escalation_esc_id", "host_host_id"),
  escalationHostGroups: relation("escalation_hostgroup_relation", "escalation_esc_id", "hostgroup_hg_id"),
  escalationServices: serviceRelation("escalation_service_relation", "escalation_esc_id"),
  escalationServiceGroups: relation("escalation_servicegroup_relation", "escalation_esc_id", "servicegroup_sg_id"),

  dependencies: configuration(["dependency"], {
    dep_id: id,
    dep_name: orNull(text),
    inherits_parent: orNull(flag),
    execution_failure_criteria: orNull(text),
    notification_failure_criteria: orNull(text),
  }),
  dependencyHosts: relation("dependency_hostParent_relation", "dependency_dep_id", "host_host_id"),
  dependentHosts: relation("dependency_hostChild_relation", "dependency_dep_id", "host_host_id"),
  dependencyHostGroups: relation("dependency_hostgroupParent_relation", "dependency_dep_id", "hostgroup_hg_id"),
  dependentHostGroups: relation("dependency_hostgroupChild_relation", "dependency_dep_id", "hostgroup_hg_id"),
  dependencyServices: serviceRelation("dependency_serviceParent_relation", "dependency_dep_id"),
  dependentServices: serviceRelation("dependency_serviceChild_relation", "dependency_dep_id"),
  dependencyServiceGroups: relation(
    "dependency_servicegroupParent_relation",
    "dependency_dep_id",
    "servicegroup_sg_id",
  ),
  dependentServiceGroups: relation("dependency_servicegroupChild_relation", "dependency_dep_id", "servicegroup_sg_id"),
};
