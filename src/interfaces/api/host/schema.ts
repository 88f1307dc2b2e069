import Type from "typebox";
import { nullableBoolean, nullableDate, nullableInteger, nullableNumber, nullableString } from "../schema-types.ts";
import { currentRecords } from "../current-records.ts";
import { serviceMin } from "./service-min.ts";

const STATE = "0 UP, 1 DOWN, 2 UNREACHABLE, 4 PENDING";

/** Host inside another object (contract §7.1 HostMin). */
export const hostMin = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    alias: nullableString("Long name"),
    display_name: nullableString("Name to show"),
    services: Type.Optional(Type.Array(serviceMin, { description: "Only with show_service" })),
    state: nullableInteger(STATE),
  },
  { title: "HostMin" },
);

const first = {
  id: Type.Integer(),
  poller_id: Type.Integer({ description: "Monitoring poller" }),
  name: Type.String({ description: "Unique technical name" }),
  acknowledged: nullableBoolean("The current problem is acknowledged"),
};
const address_ip = nullableString("IP address or DNS name");
const alias = nullableString("Long name");
const check_attempt = nullableInteger("Current attempt");
const checked = nullableBoolean("Has ever been checked");
const display_name = nullableString("Display name");
const execution_time = nullableNumber("Of the last check, in seconds");
const icon_image = nullableString("File name");
const icon_image_alt = nullableString("Text for the icon");
const last_check = nullableDate("Last check");
const last_hard_state_change = nullableDate("Last change of the hard state");
const times = {
  last_state_change: nullableDate("Last change, soft or hard"),
  last_time_down: nullableDate("Last seen DOWN"),
  last_time_unreachable: nullableDate("Last seen UNREACHABLE"),
  last_time_up: nullableDate("Last seen UP"),
  last_update: nullableDate("Last write of this state"),
};
const max_check_attempts = nullableInteger("Attempts until a state is hard");
const output = nullableString("Text of the plugin; lines end with \\n");
const passive_checks = nullableBoolean("Passive results are accepted");
const last = {
  state: nullableInteger(STATE),
  state_type: nullableInteger("0 SOFT, 1 HARD"),
  timezone: nullableString("IANA zone, under the original tokens with a leading colon; or empty"),
};
/** Members of later versions §8.3. */
const later = {
  scheduled_downtime_depth: Type.Optional(Type.Integer({ description: "Number of running downtimes; from `v20.04`" })),
  criticality: Type.Optional(nullableInteger("Null; from `v20.04`")),
};

/** Host of the listing (contract §7.1 HostMain). */
export const hostMain = Type.Object(
  {
    ...first,
    address_ip,
    alias,
    check_attempt,
    checked,
    display_name,
    execution_time,
    icon_image,
    icon_image_alt,
    last_check,
    last_hard_state_change,
    ...times,
    max_check_attempts,
    output,
    passive_checks,
    services: Type.Optional(Type.Array(serviceMin, { description: "Only with show_service" })),
    ...last,
    ...later,
  },
  { title: "HostMain" },
);

/** Single host (contract §7.1 HostFull). */
export const hostFull = Type.Object(
  {
    ...first,
    active_checks: nullableBoolean("Active checks are enabled"),
    address_ip,
    alias,
    check_attempt,
    check_command: nullableString("Command and arguments, as configured"),
    check_interval: nullableNumber("In interval units (minutes)"),
    check_period: nullableString("Time period"),
    check_type: nullableInteger("0 active, 1 passive"),
    checked,
    display_name,
    execution_time,
    icon_image,
    icon_image_alt,
    last_check,
    last_hard_state: Type.Unsafe<string | number | null>({
      type: ["string", "integer", "null"],
      description: "Time of the last hard state; for version tokens from v20.04 the state itself (0, 1, 2)",
    }),
    last_hard_state_change,
    last_notification: nullableDate("Last notification"),
    ...times,
    latency: nullableNumber("Seconds the last check started late"),
    max_check_attempts,
    next_check: nullableDate("Next check"),
    next_host_notification: nullableInteger("Unix seconds; 0 when none is planned"),
    notification_interval: nullableNumber("In interval units (minutes); 0 notifies once"),
    notification_number: nullableInteger("Notifications about the current problem"),
    notification_period: nullableString("Time period"),
    notify: nullableBoolean("Notifications are enabled"),
    notify_on_down: nullableBoolean("Notifies when DOWN"),
    notify_on_downtime: nullableBoolean("Notifies when a downtime starts or ends"),
    notify_on_flapping: nullableBoolean("Notifies when flapping starts or ends"),
    notify_on_recovery: nullableBoolean("Notifies when UP again"),
    notify_on_unreachable: nullableBoolean("Notifies when UNREACHABLE"),
    output,
    passive_checks,
    services: Type.Array(serviceMin),
    ...last,
    ...later,
    enabled: Type.Optional(Type.Boolean({ description: "True; from `v20.04`, as are the next ones" })),
    flapping: Type.Optional(Type.Boolean()),
    percent_state_change: Type.Optional(Type.Number({ description: "Of the last 21 checks, weighted" })),
    poller_name: Type.Optional(Type.String({ description: "Monitoring poller" })),
    categories: Type.Optional(Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() }))),
    ...currentRecords,
  },
  { title: "HostFull" },
);
