<?php
/*
 * Writes the tables of a Centreon installation that `vigie import centreon` reads to standard output, as JSON with one
 * row a line. Run it on the central server, as a user who may read the file with the names and passwords of the
 * databases:
 *
 *   (umask 077; php centreon-dump.php > dump.json)
 *
 * Another such file may be given as argument; it sets $conf_centreon with hostCentreon, hostCentstorage, port, user,
 * password, db and dbcstg. Tables and columns that the installed version does not have are left out. Needs PHP 7.2 or
 * newer with pdo_mysql, as every Centreon has since 19.10.
 */

const TABLES = [
    'storage' => [
        'hosts' => '
            acknowledged acknowledgement_type action_url active_checks address alias check_attempt check_command
            check_interval check_period check_type checked command_line display_name enabled event_handler
            event_handler_enabled execution_time first_notification_delay flapping host_id icon_image
            icon_image_alt instance_id last_check last_hard_state last_hard_state_change last_notification
            last_state_change last_time_down last_time_unreachable last_time_up last_update latency
            max_check_attempts name next_check next_host_notification notes notes_url notification_interval
            notification_number notification_period notify notify_on_down notify_on_downtime notify_on_flapping
            notify_on_recovery notify_on_unreachable output passive_checks percent_state_change perfdata
            retry_interval scheduled_downtime_depth state state_type timezone',
        'services' => '
            acknowledged acknowledgement_type action_url active_checks check_attempt check_command
            check_interval check_period check_type checked command_line description display_name enabled
            event_handler event_handler_enabled execution_time first_notification_delay flapping host_id
            icon_image icon_image_alt last_check last_hard_state last_hard_state_change last_notification
            last_state_change last_time_critical last_time_ok last_time_unknown last_time_warning last_update
            latency max_check_attempts next_check next_notification notes notes_url notification_interval
            notification_number notification_period notify notify_on_critical notify_on_downtime
            notify_on_flapping notify_on_recovery notify_on_unknown notify_on_warning output passive_checks
            percent_state_change perfdata retry_interval scheduled_downtime_depth service_id state state_type
            volatile',
        'hostgroups' => 'hostgroup_id name',
        'hosts_hostgroups' => 'host_id hostgroup_id',
        'servicegroups' => 'name servicegroup_id',
        'services_servicegroups' => 'host_id service_id servicegroup_id',
        'hosts_hosts_parents' => 'child_id parent_id',
        'acknowledgements' => '
            acknowledgement_id author comment_data deletion_time entry_time host_id instance_id notify_contacts
            persistent_comment service_id state sticky',
        'downtimes' => '
            actual_end_time actual_start_time author cancelled comment_data deletion_time downtime_id duration
            end_time entry_time fixed host_id instance_id service_id start_time started triggered_by',
        'comments' => 'author comment_id data deletion_time entry_time entry_type host_id persistent service_id',
        'centreon_acl' => 'group_id host_id service_id',
    ],
    'configuration' => [
        'acl_groups' => 'acl_group_activate acl_group_alias acl_group_id acl_group_name',
        'acl_group_contacts_relations' => 'acl_group_id contact_contact_id',
        'acl_group_contactgroups_relations' => 'acl_group_id cg_cg_id',
        'acl_actions' => 'acl_action_activate acl_action_id',
        'acl_actions_rules' => 'acl_action_name acl_action_rule_id',
        'acl_group_actions_relations' => 'acl_action_id acl_group_id',
        'acl_resources' => 'acl_res_activate acl_res_id acl_res_name all_hostgroups all_hosts all_servicegroups',
        'acl_res_group_relations' => 'acl_group_id acl_res_id',
        'acl_resources_hg_relations' => 'acl_res_id hg_hg_id',
        'acl_resources_sg_relations' => 'acl_res_id sg_id',
        'contact' => '
            contact_activate contact_address1 contact_address2 contact_address3 contact_address4
            contact_address5 contact_address6 contact_admin contact_alias contact_auth_type contact_email
            contact_enable_notifications contact_host_notification_options contact_id contact_location
            contact_name contact_pager contact_passwd contact_register contact_service_notification_options
            contact_template_id reach_api_rt timeperiod_tp_id timeperiod_tp_id2',
        'contact_hostcommands_relation' => 'command_command_id contact_contact_id',
        'contact_servicecommands_relation' => 'command_command_id contact_contact_id',
        'contactgroup' => 'cg_activate cg_alias cg_id cg_name',
        'contactgroup_contact_relation' => 'contact_contact_id contactgroup_cg_id',
        'timezone' => 'timezone_id timezone_name',
        'command' => 'command_activate command_id command_line command_name enable_shell',
        'cfg_resource' => 'resource_activate resource_id resource_line resource_name',
        'cfg_resource_instance_relations' => 'instance_id resource_id',
        'options' => 'key value',
        'timeperiod' => '
            tp_alias tp_friday tp_id tp_monday tp_name tp_saturday tp_sunday tp_thursday tp_tuesday tp_wednesday',
        'timeperiod_exceptions' => 'days timeperiod_id timerange',
        'timeperiod_exclude_relations' => 'timeperiod_exclude_id timeperiod_id',
        'timeperiod_include_relations' => 'timeperiod_id timeperiod_include_id',
        'host' => '
            cg_additive_inheritance contact_additive_inheritance host_acknowledgement_timeout host_id
            host_notifications_enabled host_recovery_notification_delay host_snmp_community host_snmp_version',
        'host_template_relation' => 'host_host_id host_tpl_id order',
        'contact_host_relation' => 'contact_id host_host_id',
        'contactgroup_host_relation' => 'contactgroup_cg_id host_host_id',
        'on_demand_macro_host' => 'host_host_id host_macro_name host_macro_value is_password',
        'service' => '
            cg_additive_inheritance contact_additive_inheritance service_acknowledgement_timeout service_id
            service_notifications_enabled service_recovery_notification_delay service_template_model_stm_id
            service_use_only_contacts_from_host',
        'contact_service_relation' => 'contact_id service_service_id',
        'contactgroup_service_relation' => 'contactgroup_cg_id service_service_id',
        'on_demand_macro_service' => 'is_password svc_macro_name svc_macro_value svc_svc_id',
        'escalation' => '
            esc_id esc_name escalation_options1 escalation_options2 escalation_period first_notification
            host_inheritance_to_services hostgroup_inheritance_to_services last_notification
            notification_interval',
        'escalation_contactgroup_relation' => 'contactgroup_cg_id escalation_esc_id',
        'escalation_host_relation' => 'escalation_esc_id host_host_id',
        'escalation_hostgroup_relation' => 'escalation_esc_id hostgroup_hg_id',
        'escalation_service_relation' => 'escalation_esc_id host_host_id service_service_id',
        'escalation_servicegroup_relation' => 'escalation_esc_id servicegroup_sg_id',
        'dependency' => 'dep_id dep_name execution_failure_criteria inherits_parent notification_failure_criteria',
        'dependency_hostParent_relation' => 'dependency_dep_id host_host_id',
        'dependency_hostChild_relation' => 'dependency_dep_id host_host_id',
        'dependency_hostgroupParent_relation' => 'dependency_dep_id hostgroup_hg_id',
        'dependency_hostgroupChild_relation' => 'dependency_dep_id hostgroup_hg_id',
        'dependency_serviceParent_relation' => 'dependency_dep_id host_host_id service_service_id',
        'dependency_serviceChild_relation' => 'dependency_dep_id host_host_id service_service_id',
        'dependency_servicegroupParent_relation' => 'dependency_dep_id servicegroup_sg_id',
        'dependency_servicegroupChild_relation' => 'dependency_dep_id servicegroup_sg_id',
    ],
];

/** Rows of tables that also hold what the import does not need, such as passwords of other systems. */
const ONLY = ['options' => "`key` IN ('inheritance_mode', 'mailer_path_bin')"];

// Warnings must not end up in the dump.
ini_set('display_errors', 'stderr');
exit(main($argv[1] ?? '/etc/centreon/centreon.conf.php'));

function main(string $file): int
{
    try {
        if (!is_readable($file)) {
            throw new RuntimeException("$file cannot be read");
        }
        dump(settings($file));
        return 0;
    } catch (Throwable $error) {
        // Not the trace, which may show the password.
        fwrite(STDERR, 'centreon-dump: ' . $error->getMessage() . "\n");
        return 1;
    }
}

/** The array that Centreon's own file sets. */
function settings(string $file): array
{
    $conf_centreon = [];
    require $file;
    return $conf_centreon;
}

function dump(array $settings): void
{
    $databases = [
        'storage' => connect($settings, $settings['hostCentstorage'] ?? $settings['hostCentreon'], $settings['dbcstg']),
        'configuration' => connect($settings, $settings['hostCentreon'], $settings['db']),
    ];
    echo '{';
    foreach (TABLES as $area => $tables) {
        echo $area === 'storage' ? '' : ',', "\n", json($area), ': {';
        $separator = '';
        foreach ($tables as $table => $columns) {
            $existing = existingColumns($databases[$area], $table, preg_split('/\s+/', trim($columns)));
            if ($existing === []) {
                continue;
            }
            echo $separator, "\n", json($table), ': [';
            rows($databases[$area], $table, $existing);
            echo ']';
            $separator = ',';
        }
        echo '}';
    }
    echo "}\n";
}

/** All tables of a database are read as they are at one moment. */
function connect(array $settings, string $host, string $database): PDO
{
    $port = $settings['port'] ?? '3306';
    $connection = new PDO(
        "mysql:host=$host;port=$port;dbname=$database;charset=utf8mb4",
        $settings['user'],
        $settings['password'],
        [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::MYSQL_ATTR_USE_BUFFERED_QUERY => false]
    );
    $connection->exec('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    $connection->exec('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    return $connection;
}

function existingColumns(PDO $database, string $table, array $columns): array
{
    $query = $database->prepare(
        'SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?'
    );
    $query->execute([$table]);
    return array_values(array_intersect($columns, $query->fetchAll(PDO::FETCH_COLUMN)));
}

function rows(PDO $database, string $table, array $columns): void
{
    $condition = isset(ONLY[$table]) ? ' WHERE ' . ONLY[$table] : '';
    $result = $database->query('SELECT `' . implode('`, `', $columns) . "` FROM `$table`$condition");
    $separator = '';
    while (($row = $result->fetch(PDO::FETCH_ASSOC)) !== false) {
        echo $separator, "\n", json($row);
        $separator = ',';
    }
}

function json($value): string
{
    $text = json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    if ($text === false) {
        throw new RuntimeException(json_last_error_msg());
    }
    return $text;
}
