type Row = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<string, readonly Row[]>>;
export interface Dump {
  readonly storage: Tables;
  readonly configuration: Tables;
}

const CHECKED_AT = 1_700_000_000;

const checkable: Row = {
  enabled: 1,
  acknowledged: 0,
  acknowledgement_type: 0,
  active_checks: 1,
  check_attempt: 1,
  check_interval: 5,
  check_period: "24x7",
  check_type: 0,
  checked: 1,
  execution_time: 0.25,
  icon_image: "",
  icon_image_alt: "",
  last_check: CHECKED_AT,
  last_hard_state: 0,
  last_hard_state_change: CHECKED_AT - 3600,
  last_notification: null,
  last_state_change: CHECKED_AT - 3600,
  last_update: CHECKED_AT + 5,
  latency: 0.5,
  max_check_attempts: 3,
  next_check: CHECKED_AT + 300,
  output: "OK - fine\n",
  perfdata: "time=1s",
  scheduled_downtime_depth: 0,
  state: 0,
  state_type: 1,
  notify: 1,
  notify_on_recovery: 1,
  notify_on_flapping: 0,
  notify_on_downtime: 0,
  notification_interval: 30,
  notification_number: 0,
  notification_period: "24x7",
  passive_checks: 0,
  retry_interval: 1,
  flapping: 0,
  percent_state_change: 0,
};

/** Row of storage.hosts: an UP host checked by ping, changed by `columns`. */
export function hostRow(id: number, columns: Row = {}): Row {
  const name = `host-${id}`;
  return {
    ...checkable,
    host_id: id,
    name,
    instance_id: 1,
    address: `192.0.2.${id % 256}`,
    alias: `Host ${id}`,
    display_name: name,
    check_command: "host_alive",
    command_line: `/plugins/check_ping -H 192.0.2.${id % 256}`,
    timezone: ":Europe/Paris",
    last_time_up: CHECKED_AT,
    last_time_down: null,
    last_time_unreachable: null,
    next_host_notification: 0,
    notify_on_down: 1,
    notify_on_unreachable: 0,
    ...columns,
  };
}

/** Row of storage.services: an OK service, changed by `columns`. */
export function serviceRow(hostId: number, id: number, columns: Row = {}): Row {
  const description = `service-${id}`;
  return {
    ...checkable,
    host_id: hostId,
    service_id: id,
    description,
    display_name: description,
    check_command: `check_it!${id}`,
    command_line: `/plugins/check_it -n ${id}`,
    last_time_ok: CHECKED_AT,
    last_time_warning: null,
    last_time_critical: null,
    last_time_unknown: null,
    next_notification: 0,
    notify_on_warning: 1,
    notify_on_critical: 1,
    notify_on_unknown: 1,
    volatile: 0,
    ...columns,
  };
}

/** Row of configuration.contact: an enabled user with API access and the password `secret`, changed by `columns`. */
export function contactRow(id: number, alias: string, columns: Row = {}): Row {
  return {
    contact_id: id,
    contact_name: `Name of ${alias}`,
    contact_alias: alias,
    contact_email: `${alias}@example.test`,
    contact_passwd: "md5__5ebe2294ecd0e0f08eab7690d2a6ee69",
    contact_admin: "0",
    contact_activate: "1",
    contact_register: 1,
    contact_auth_type: "local",
    reach_api_rt: 1,
    ...columns,
  };
}

/** Dump with the three required tables, empty by default. */
export function dumpOf(storage: Tables = {}, configuration: Tables = {}): Dump {
  return { storage: { hosts: [], services: [], ...storage }, configuration: { contact: [], ...configuration } };
}
