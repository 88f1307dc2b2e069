/** Versions of Centreon whose tables can be made. `24.10` stands for the later ones. */
export type CentreonVersion = "19.10" | "24.10";

type Tables = Readonly<Record<string, string>>;

/** Statements that make the tables of both databases that the import reads, with the columns of the version. */
export function centreonSchema(version: CentreonVersion): { readonly storage: string; readonly configuration: string } {
  return { storage: statements(storageTables(version)), configuration: statements(configurationTables(version)) };
}

const statements = (tables: Tables): string =>
  Object.entries(tables)
    .map(([name, columns]) => `CREATE TABLE \`${name}\` (${columns.trim()}) DEFAULT CHARSET=utf8;`)
    .join("\n");

/** A column list with one type, of columns that are NULL by default. */
const columns = (type: string, names: string): string =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `\`${name}\` ${type} DEFAULT NULL`)
    .join(", ");

const flags = (names: string): string => columns("tinyint(1)", names);
const integers = (names: string): string => columns("int(11)", names);
const threeWay = (names: string): string => columns("enum('0','1','2')", names);
const text200 = (names: string): string => columns("varchar(200)", names);
const relation = (...names: readonly string[]): string => integers(names.join(" "));

const checkable = [
  flags("acknowledged active_checks checked check_freshness default_active_checks default_event_handler_enabled"),
  flags("default_failure_prediction default_flap_detection default_notify default_passive_checks"),
  flags("default_process_perfdata event_handler_enabled failure_prediction flap_detection flapping"),
  flags("no_more_notifications notify notify_on_downtime notify_on_flapping notify_on_recovery passive_checks"),
  flags("process_perfdata retain_nonstatus_information retain_status_information should_be_scheduled"),
  columns("smallint(6)", "acknowledgement_type check_attempt check_type last_hard_state max_check_attempts"),
  columns("smallint(6)", "scheduled_downtime_depth state state_type real_state"),
  columns("double", "check_interval execution_time first_notification_delay freshness_threshold high_flap_threshold"),
  columns("double", "latency low_flap_threshold notification_interval percent_state_change retry_interval"),
  integers("last_check last_hard_state_change last_notification last_state_change last_update modified_attributes"),
  integers("next_check"),
  columns("text", "check_command command_line output perfdata"),
  columns("varchar(75)", "check_period notification_period"),
  columns("varchar(255)", "event_handler icon_image icon_image_alt"),
  columns("varchar(2048)", "action_url notes_url"),
  "`notes` varchar(512) DEFAULT NULL",
  "`notification_number` bigint(20) unsigned DEFAULT NULL",
  "`enabled` tinyint(1) NOT NULL DEFAULT '1'",
].join(", ");

function storageTables(version: CentreonVersion): Tables {
  const isOld = version === "19.10";
  return {
    hosts: `host_id int(11) NOT NULL UNIQUE, name varchar(255) NOT NULL, instance_id int(11) NOT NULL, ${checkable},
      address varchar(75) DEFAULT NULL, ${columns("varchar(100)", "alias display_name")},
      ${flags("flap_detection_on_down flap_detection_on_unreachable flap_detection_on_up notify_on_down")},
      ${flags("notify_on_unreachable obsess_over_host stalk_on_down stalk_on_unreachable stalk_on_up")},
      ${integers("last_time_down last_time_unreachable last_time_up next_host_notification")},
      statusmap_image varchar(255) DEFAULT NULL, timezone varchar(64) DEFAULT NULL`,
    services: `host_id int(11) NOT NULL, description varchar(255) NOT NULL, service_id int(11) NOT NULL, ${checkable},
      display_name varchar(160) DEFAULT NULL, failure_prediction_options varchar(64) DEFAULT NULL,
      ${flags("flap_detection_on_critical flap_detection_on_ok flap_detection_on_unknown flap_detection_on_warning")},
      ${flags("notify_on_critical notify_on_unknown notify_on_warning obsess_over_service stalk_on_critical")},
      ${flags("stalk_on_ok stalk_on_unknown stalk_on_warning volatile")},
      ${integers("last_time_critical last_time_ok last_time_unknown last_time_warning next_notification")},
      UNIQUE KEY (host_id, service_id)`,
    hostgroups: "hostgroup_id int(11) NOT NULL PRIMARY KEY, name varchar(255) NOT NULL",
    hosts_hostgroups: "host_id int(11) NOT NULL, hostgroup_id int(11) NOT NULL",
    servicegroups: "servicegroup_id int(11) NOT NULL PRIMARY KEY, name varchar(255) NOT NULL",
    services_servicegroups: "host_id int(11) NOT NULL, service_id int(11) NOT NULL, servicegroup_id int(11) NOT NULL",
    hosts_hosts_parents: "child_id int(11) NOT NULL, parent_id int(11) NOT NULL",
    acknowledgements: `acknowledgement_id int(11) NOT NULL PRIMARY KEY, entry_time int(11) NOT NULL,
      host_id int(11) NOT NULL, service_id int(11) DEFAULT NULL, author varchar(64) DEFAULT NULL,
      comment_data varchar(255) DEFAULT NULL, ${integers("deletion_time instance_id")},
      ${flags("notify_contacts persistent_comment sticky")}, ${columns("smallint(6)", "state type")}`,
    downtimes: `downtime_id int(11) NOT NULL PRIMARY KEY, ${columns("int(11) unsigned", "entry_time deletion_time")},
      host_id int(11) NOT NULL, service_id int(11) ${isOld ? "DEFAULT NULL" : "NOT NULL"},
      author varchar(64) DEFAULT NULL, ${flags("cancelled fixed started")}, comment_data text,
      ${columns("int(11) unsigned", "duration end_time start_time actual_start_time actual_end_time")},
      ${integers("instance_id internal_id triggered_by")}, type smallint(6) DEFAULT NULL`,
    comments: `comment_id int(11) NOT NULL PRIMARY KEY, entry_time int(11) NOT NULL, host_id int(11) NOT NULL,
      service_id int(11) ${isOld ? "DEFAULT NULL" : "NOT NULL"}, author varchar(64) DEFAULT NULL, data text,
      ${integers("deletion_time expire_time instance_id")}, internal_id int(11) NOT NULL,
      ${columns("smallint(6)", "entry_type source type")}, ${flags("expires persistent")}`,
    centreon_acl: "group_id int(11) NOT NULL, host_id int(11) NOT NULL, service_id int(11) DEFAULT NULL",
  };
}

function configurationTables(version: CentreonVersion): Tables {
  return { ...contactTables(version), ...aclTables(version), ...objectTables, ...ruleTables };
}

const contactTables = (version: CentreonVersion): Tables => ({
  contact: `contact_id int(11) NOT NULL PRIMARY KEY, ${integers("timeperiod_tp_id timeperiod_tp_id2")},
    ${text200("contact_name contact_alias contact_host_notification_options contact_service_notification_options")},
    ${version === "19.10" ? "contact_passwd varchar(255) DEFAULT NULL," : ""}
    ${text200("contact_email contact_pager contact_address1 contact_address2 contact_address3 contact_address4")},
    ${text200("contact_address5 contact_address6")}, contact_lang varchar(255) DEFAULT 'browser', contact_comment text,
    contact_js_effects enum('0','1') DEFAULT '0', contact_location int(11) DEFAULT '0',
    contact_oreon enum('0','1') DEFAULT NULL, reach_api int(11) DEFAULT '0', reach_api_rt int(1) DEFAULT 0,
    contact_enable_notifications enum('0','1','2') DEFAULT '2', contact_template_id int(11) DEFAULT NULL,
    contact_admin enum('0','1') DEFAULT '0', contact_type_msg enum('txt','html','pdf') DEFAULT 'txt',
    contact_activate enum('0','1') DEFAULT NULL, contact_auth_type varchar(255) DEFAULT '', contact_ldap_dn text,
    ${integers("ar_id default_page")}, ${columns("varchar(255)", "contact_acl_group_list contact_autologin_key")},
    contact_charset varchar(255) DEFAULT NULL, contact_register tinyint(6) NOT NULL DEFAULT '1'`,
  ...(version === "19.10"
    ? {}
    : {
        contact_password: `id int(11) NOT NULL PRIMARY KEY, password varchar(255) NOT NULL, contact_id int(11) NOT NULL,
          creation_date bigint unsigned NOT NULL`,
      }),
  contact_host_relation: relation("host_host_id", "contact_id"),
  contact_hostcommands_relation: relation("contact_contact_id", "command_command_id"),
  contact_service_relation: relation("service_service_id", "contact_id"),
  contact_servicecommands_relation: relation("contact_contact_id", "command_command_id"),
  contactgroup: `cg_id int(11) NOT NULL PRIMARY KEY, ${text200("cg_name cg_alias")}, cg_comment text,
    cg_activate enum('0','1') DEFAULT NULL, cg_type varchar(10) DEFAULT 'local',
    cg_ldap_dn varchar(255) DEFAULT NULL, ar_id int(11) DEFAULT NULL`,
  contactgroup_contact_relation: relation("contact_contact_id", "contactgroup_cg_id"),
  contactgroup_host_relation: relation("host_host_id", "contactgroup_cg_id"),
  contactgroup_service_relation: relation("contactgroup_cg_id", "service_service_id"),
  timezone: `timezone_id int(11) unsigned NOT NULL PRIMARY KEY, timezone_name varchar(200) NOT NULL,
    timezone_offset varchar(200) NOT NULL, timezone_dst_offset varchar(200) NOT NULL`,
});

const aclTables = (version: CentreonVersion): Tables => ({
  acl_groups: `acl_group_id int(11) NOT NULL PRIMARY KEY, ${columns("varchar(255)", "acl_group_name acl_group_alias")},
    acl_group_changed int(11) NOT NULL DEFAULT 1, ${threeWay("acl_group_activate")}`,
  acl_group_contacts_relations: relation("contact_contact_id", "acl_group_id"),
  acl_group_contactgroups_relations: relation("cg_cg_id", "acl_group_id"),
  acl_actions: `acl_action_id int(11) NOT NULL PRIMARY KEY, ${threeWay("acl_action_activate")},
    ${columns("varchar(255)", "acl_action_name acl_action_description")}`,
  acl_actions_rules: `aar_id int(11) NOT NULL PRIMARY KEY, acl_action_rule_id int(11) DEFAULT NULL,
    acl_action_name varchar(255) DEFAULT NULL`,
  acl_group_actions_relations: relation("acl_action_id", "acl_group_id"),
  acl_resources: `acl_res_id int(11) NOT NULL PRIMARY KEY, ${columns("varchar(255)", "acl_res_name acl_res_alias")},
    ${columns("enum('0','1')", "all_hosts all_hostgroups all_servicegroups acl_res_status")}, acl_res_comment text,
    ${threeWay("acl_res_activate")}, changed int(11) DEFAULT NULL, locked tinyint(1) NOT NULL DEFAULT 0`,
  acl_res_group_relations:
    relation("acl_res_id", "acl_group_id") + (version === "19.10" ? "" : ", `order` int(11) NOT NULL DEFAULT 0"),
  acl_resources_hg_relations: relation("hg_hg_id", "acl_res_id"),
  acl_resources_sg_relations: relation("sg_id", "acl_res_id"),
});

const objectTables: Tables = {
  command: `command_id int(11) NOT NULL PRIMARY KEY, connector_id int(10) unsigned DEFAULT NULL,
    command_name varchar(200) DEFAULT NULL, command_line text, command_example varchar(254) DEFAULT NULL,
    command_type tinyint(4) DEFAULT NULL, enable_shell int(1) unsigned NOT NULL DEFAULT '0', command_comment text,
    command_activate enum('0','1') DEFAULT '1', ${integers("graph_id cmd_cat_id")}, command_locked boolean DEFAULT 0`,
  cfg_resource: `resource_id int(11) NOT NULL PRIMARY KEY, resource_activate enum('0','1') DEFAULT NULL,
    ${columns("varchar(255)", "resource_name resource_line resource_comment")}`,
  cfg_resource_instance_relations: "resource_id int(11) NOT NULL, instance_id int(11) NOT NULL",
  options: columns("varchar(255)", "key value"),
  timeperiod: `tp_id int(11) NOT NULL PRIMARY KEY, ${text200("tp_name tp_alias")},
    ${columns("varchar(2048)", "tp_sunday tp_monday tp_tuesday tp_wednesday tp_thursday tp_friday tp_saturday")}`,
  timeperiod_exceptions: `exception_id int(11) NOT NULL PRIMARY KEY, timeperiod_id int(11) NOT NULL,
    days varchar(255) NOT NULL, timerange varchar(255) NOT NULL`,
  timeperiod_exclude_relations: `exclude_id int(11) NOT NULL PRIMARY KEY, timeperiod_id int(11) NOT NULL,
    timeperiod_exclude_id int(11) NOT NULL`,
  timeperiod_include_relations: `include_id int(11) NOT NULL PRIMARY KEY, timeperiod_id int(11) NOT NULL,
    timeperiod_include_id int(11) NOT NULL`,
  host: `host_id int(11) NOT NULL PRIMARY KEY, ${text200("host_name host_alias host_notification_options")},
    ${integers("command_command_id timeperiod_tp_id timeperiod_tp_id2 command_command_id2 host_notification_interval")},
    ${integers("host_recovery_notification_delay host_acknowledgement_timeout")},
    ${columns("varchar(255)", "host_address display_name host_snmp_community host_snmp_version")},
    ${threeWay("host_notifications_enabled host_active_checks_enabled host_passive_checks_enabled")},
    contact_additive_inheritance boolean DEFAULT 0, cg_additive_inheritance boolean DEFAULT 0,
    command_command_id_arg1 text, host_register enum('0','1','2','3') DEFAULT NULL,
    host_activate enum('0','1','2') DEFAULT '1'`,
  host_template_relation: "host_host_id int(11) NOT NULL, host_tpl_id int(11) NOT NULL, `order` int(11) DEFAULT NULL",
  on_demand_macro_host: `host_macro_id int(11) NOT NULL PRIMARY KEY, host_macro_name varchar(255) NOT NULL,
    host_macro_value varchar(4096) NOT NULL, is_password tinyint(2) DEFAULT 0, host_host_id int(11) NOT NULL`,
  service: `service_id int(11) NOT NULL PRIMARY KEY, ${text200("service_description service_notification_options")},
    ${integers("service_template_model_stm_id command_command_id timeperiod_tp_id timeperiod_tp_id2")},
    ${integers("service_recovery_notification_delay service_acknowledgement_timeout")},
    service_notifications_enabled enum('0','1','2') DEFAULT '2',
    contact_additive_inheritance boolean DEFAULT 0, cg_additive_inheritance boolean DEFAULT 0,
    service_inherit_contacts_from_host enum('0','1') DEFAULT '1',
    service_use_only_contacts_from_host enum('0','1') DEFAULT '0', command_command_id_arg text,
    service_register enum('0','1','2','3') NOT NULL DEFAULT '0', service_activate enum('0','1') NOT NULL DEFAULT '1'`,
  on_demand_macro_service: `svc_macro_id int(11) NOT NULL PRIMARY KEY, svc_macro_name varchar(255) NOT NULL,
    svc_macro_value varchar(4096) NOT NULL, is_password tinyint(2) DEFAULT 0, svc_svc_id int(11) NOT NULL`,
};

const ruleTables: Tables = {
  escalation: `esc_id int(11) NOT NULL PRIMARY KEY, ${columns("varchar(255)", "esc_name esc_alias")},
    ${integers("first_notification last_notification notification_interval escalation_period")},
    ${columns("varchar(255)", "escalation_options1 escalation_options2")}, esc_comment text,
    host_inheritance_to_services tinyint(1) NOT NULL DEFAULT 0,
    hostgroup_inheritance_to_services tinyint(1) NOT NULL DEFAULT 0`,
  escalation_contactgroup_relation: relation("escalation_esc_id", "contactgroup_cg_id"),
  escalation_host_relation: relation("escalation_esc_id", "host_host_id"),
  escalation_hostgroup_relation: relation("escalation_esc_id", "hostgroup_hg_id"),
  escalation_service_relation: relation("escalation_esc_id", "service_service_id", "host_host_id"),
  escalation_servicegroup_relation: relation("escalation_esc_id", "servicegroup_sg_id"),
  dependency: `dep_id int(11) NOT NULL PRIMARY KEY, ${columns("varchar(255)", "dep_name dep_description")},
    inherits_parent enum('0','1') DEFAULT NULL, dep_comment text,
    ${columns("varchar(255)", "execution_failure_criteria notification_failure_criteria")}`,
  dependency_hostParent_relation: relation("dependency_dep_id", "host_host_id"),
  dependency_hostChild_relation: relation("dependency_dep_id", "host_host_id"),
  dependency_hostgroupParent_relation: relation("dependency_dep_id", "hostgroup_hg_id"),
  dependency_hostgroupChild_relation: relation("dependency_dep_id", "hostgroup_hg_id"),
  dependency_serviceParent_relation: relation("dependency_dep_id", "service_service_id", "host_host_id"),
  dependency_serviceChild_relation: relation("dependency_dep_id", "service_service_id", "host_host_id"),
  dependency_servicegroupParent_relation: relation("dependency_dep_id", "servicegroup_sg_id"),
  dependency_servicegroupChild_relation: relation("dependency_dep_id", "servicegroup_sg_id"),
};
