import { contactRow, hostRow, serviceRow, type Dump } from "./centreon-dump.ts";

const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const hoursOf = (hours: (day: string) => string | null): Record<string, string | null> =>
  Object.fromEntries(WEEK.map((day) => [`tp_${day}`, hours(day)]));
const isWeekend = (day: string): boolean => day.startsWith("s");

/** A hash takes a tenth of a second to import. */
const NO_PASSWORD = { contact_passwd: null };
const FROM_TEMPLATE = { ...NO_PASSWORD, contact_template_id: 30, contact_enable_notifications: "2" };
const CHECK_LINE = "/usr/lib/nagios/plugins/check_tcp -H 192.0.2.12 -p 22";

/**
 * A small Centreon installation. Only ann has a password, `secret`. Host `web` (12) and its service `HTTP` (101) depend on `router` (13). Contact group
 * `operators` (ann, who is notified as the contact template says) comes from a template; `managers` (bob) by an
 * escalation from the third notification on; carl is disabled; dora is notified of `HTTP` in office hours.
 */
export const centreonSite: Dump = {
  storage: {
    hosts: [
      hostRow(12, {
        name: "web",
        check_command: "check_port!22",
        command_line: CHECK_LINE,
        check_period: "24x7",
        event_handler: "restart!web",
        event_handler_enabled: 1,
        execution_time: 0.000001,
      }),
      hostRow(13, { name: "router", check_command: "check_port!23", command_line: null }),
    ],
    services: [
      serviceRow(12, 101, {
        description: "HTTP",
        check_command: "check_http!/a b!'x & y'",
        command_line: "/usr/lib/nagios/plugins/check_http -H 192.0.2.12 -u /a b 'x & y' -e public",
        check_period: "office",
        notification_period: "office",
      }),
    ],
    hostgroups: [{ hostgroup_id: 53, name: "network" }],
    hosts_hostgroups: [{ host_id: 13, hostgroup_id: 53 }],
    servicegroups: [],
    services_servicegroups: [],
    hosts_hosts_parents: [],
    acknowledgements: [],
    downtimes: [],
    comments: [],
    centreon_acl: [],
  },
  configuration: {
    contact: [
      contactRow(1, "admin", { ...NO_PASSWORD, contact_admin: "1", contact_enable_notifications: "0" }),
      contactRow(20, "ann", {
        ...FROM_TEMPLATE,
        contact_pager: "+331",
        contact_passwd: "md5__5ebe2294ecd0e0f08eab7690d2a6ee69",
      }),
      contactRow(21, "bob", { ...FROM_TEMPLATE }),
      contactRow(22, "carl", { ...FROM_TEMPLATE, contact_activate: "0" }),
      contactRow(23, "dora", {
        ...FROM_TEMPLATE,
        timeperiod_tp_id2: 2,
        contact_service_notification_options: "c,r",
        contact_location: 7,
      }),
      contactRow(30, "", {
        ...NO_PASSWORD,
        contact_alias: "contact_template",
        contact_email: null,
        contact_register: 0,
        contact_enable_notifications: "1",
        timeperiod_tp_id: 1,
        timeperiod_tp_id2: 1,
        contact_host_notification_options: "d,u,r",
        contact_service_notification_options: "w,u,c,r",
      }),
    ],
    contact_hostcommands_relation: [{ contact_contact_id: 30, command_command_id: 3 }],
    contact_servicecommands_relation: [{ contact_contact_id: 30, command_command_id: 3 }],
    contactgroup: [
      { cg_id: 1, cg_name: "operators", cg_alias: "Operators", cg_activate: "1" },
      { cg_id: 2, cg_name: "managers", cg_alias: null, cg_activate: "1" },
      { cg_id: 3, cg_name: "gone", cg_alias: null, cg_activate: "0" },
    ],
    contactgroup_contact_relation: [
      { contact_contact_id: 20, contactgroup_cg_id: 1 },
      { contact_contact_id: 22, contactgroup_cg_id: 1 },
      { contact_contact_id: 21, contactgroup_cg_id: 2 },
    ],
    timezone: [
      { timezone_id: 7, timezone_name: "America/Lima", timezone_offset: "-05:00", timezone_dst_offset: "-05:00" },
    ],
    command: [
      { command_id: 1, command_name: "check_port", command_line: "$USER1$/check_tcp -H $HOSTADDRESS$ -p $ARG1$" },
      {
        command_id: 2,
        command_name: "check_http",
        command_line: "$USER1$/check_http -H $HOSTADDRESS$ -u $ARG1$ $ARG2$\r\n-e $_HOSTSNMPCOMMUNITY$",
      },
      {
        command_id: 3,
        command_name: "mail",
        enable_shell: 1,
        command_line:
          "/usr/bin/printf &quot;%b&quot; &quot;$HOSTNAME$#BR#$HOSTSTATE$&quot; | @MAILER@ -s &quot;$HOSTSTATE$&quot; $CONTACTEMAIL$",
      },
      { command_id: 4, command_name: "restart", command_line: "/usr/local/bin/restart $ARG1$" },
    ],
    cfg_resource: [
      {
        resource_id: 1,
        resource_name: "$USER1$",
        resource_line: "/usr/lib/nagios/plugins",
        resource_activate: "1",
      },
    ],
    cfg_resource_instance_relations: [{ resource_id: 1, instance_id: 1 }],
    options: [
      { key: "mailer_path_bin", value: "/usr/bin/mail" },
      { key: "inheritance_mode", value: "3" },
    ],
    timeperiod: [
      { tp_id: 1, tp_name: "24x7", tp_alias: "Always", ...hoursOf(() => "00:00-24:00") },
      {
        tp_id: 2,
        tp_name: "office",
        tp_alias: "Office hours",
        ...hoursOf((day) => (isWeekend(day) ? null : "09:00-12:00,13:00-18:00")),
      },
      { tp_id: 3, tp_name: "closed", tp_alias: null, ...hoursOf(() => "") },
      {
        tp_id: 4,
        tp_name: "saturdays",
        tp_alias: null,
        ...hoursOf((day) => (day === "saturday" ? "10:00-11:00" : "")),
      },
    ],
    timeperiod_exceptions: [
      { exception_id: 1, timeperiod_id: 2, days: "december 25", timerange: "00:00-00:00" },
      { exception_id: 2, timeperiod_id: 3, days: "2026-12-24", timerange: "12:00-24:00" },
    ],
    timeperiod_exclude_relations: [{ exclude_id: 1, timeperiod_id: 2, timeperiod_exclude_id: 3 }],
    timeperiod_include_relations: [{ include_id: 1, timeperiod_id: 2, timeperiod_include_id: 4 }],
    host: [
      { host_id: 12, host_notifications_enabled: "2", host_register: "1" },
      { host_id: 13, host_notifications_enabled: "0", host_register: "1" },
      {
        host_id: 100,
        host_notifications_enabled: "2",
        host_register: "0",
        host_snmp_community: "public",
        host_recovery_notification_delay: 5,
      },
    ],
    host_template_relation: [
      { host_host_id: 12, host_tpl_id: 100, order: 1 },
      { host_host_id: 13, host_tpl_id: 100, order: 1 },
    ],
    contact_host_relation: [{ host_host_id: 100, contact_id: 22 }],
    contactgroup_host_relation: [
      { host_host_id: 100, contactgroup_cg_id: 1 },
      { host_host_id: 12, contactgroup_cg_id: 3 },
    ],
    on_demand_macro_host: [
      { host_macro_id: 1, host_macro_name: "$_HOSTRACK$", host_macro_value: "7", host_host_id: 100 },
      { host_macro_id: 2, host_macro_name: "$_HOSTRACK$", host_macro_value: "8", host_host_id: 12 },
      {
        host_macro_id: 3,
        host_macro_name: "$_HOSTLOGIN$",
        host_macro_value: "hunter2-hunter2",
        is_password: "1",
        host_host_id: 100,
      },
    ],
    service: [
      { service_id: 101, service_template_model_stm_id: 200, service_register: "1" },
      {
        service_id: 200,
        service_template_model_stm_id: null,
        service_register: "0",
        service_acknowledgement_timeout: 60,
      },
    ],
    contact_service_relation: [{ service_service_id: 200, contact_id: 23 }],
    contactgroup_service_relation: [],
    on_demand_macro_service: [
      { svc_macro_id: 1, svc_macro_name: "$_SERVICEPATH$", svc_macro_value: "/a; b", svc_svc_id: 200 },
    ],
    escalation: [
      {
        esc_id: 1,
        esc_name: "after-three",
        first_notification: 3,
        last_notification: 0,
        notification_interval: 10,
        escalation_period: 1,
        escalation_options1: "d,r",
        escalation_options2: "c,r",
        host_inheritance_to_services: 1,
      },
      {
        esc_id: 2,
        esc_name: "to-nobody",
        first_notification: 1,
        last_notification: 0,
        notification_interval: null,
        escalation_period: null,
        escalation_options1: null,
        escalation_options2: null,
      },
    ],
    escalation_contactgroup_relation: [
      { escalation_esc_id: 1, contactgroup_cg_id: 2 },
      { escalation_esc_id: 2, contactgroup_cg_id: 3 },
    ],
    escalation_host_relation: [{ escalation_esc_id: 1, host_host_id: 12 }],
    escalation_hostgroup_relation: [],
    escalation_service_relation: [],
    escalation_servicegroup_relation: [],
    dependency: [
      {
        dep_id: 1,
        dep_name: "web-needs-router",
        inherits_parent: "1",
        execution_failure_criteria: "n",
        notification_failure_criteria: "d,u",
      },
    ],
    dependency_hostParent_relation: [{ dependency_dep_id: 1, host_host_id: 13 }],
    dependency_hostChild_relation: [{ dependency_dep_id: 1, host_host_id: 12 }],
    dependency_hostgroupParent_relation: [],
    dependency_hostgroupChild_relation: [],
    dependency_serviceParent_relation: [],
    dependency_serviceChild_relation: [],
    dependency_servicegroupParent_relation: [],
    dependency_servicegroupChild_relation: [],
  },
};
