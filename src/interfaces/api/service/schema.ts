import Type from "typebox";
import { currentRecords } from "../current-records.ts";
import { hostMin } from "../host/schema.ts";
import { status } from "../resource/schema.ts";
import { nullableDate, nullableInteger, nullableNumber, nullableString } from "../schema-types.ts";

const id = Type.Integer();
const check_attempt = Type.Unsafe<number | string>({
  type: ["integer", "string"],
  description: "Current attempt; text from `v20.04`",
});
const description = Type.String({ description: "Technical name, unique on the host" });
const display_name = Type.String({ description: "Display name" });
const icon_image = nullableString("File name");
const icon_image_alt = nullableString("Text for the icon");
const last_check = nullableDate("Last check");
const last_state_change = nullableDate("Last state change, soft or hard");
const max_check_attempts = Type.Integer({ description: "Attempts until a state is hard" });
const output = Type.String({ description: "Text of the plugin; lines end with \\n" });
const state = Type.Integer({ description: "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, 4 PENDING" });
const state_type = Type.Integer({ description: "0 SOFT, 1 HARD" });

const mainRest = {
  icon_image,
  icon_image_alt,
  last_check,
  last_state_change,
  max_check_attempts,
  output,
  state,
  state_type,
};

/** Members of later versions §8.3. */
const later = {
  duration: Type.Optional(nullableString("Time since the last change of state, such as `1d 3h`; from `v20.04`")),
  criticality: Type.Optional(nullableInteger("Null; from `v20.04`")),
  status: Type.Optional(status),
};
const laterRest = {
  is_acknowledged: Type.Optional(Type.Boolean({ description: "The current problem is acknowledged; from `v20.04`" })),
  scheduled_downtime_depth: Type.Optional(Type.Integer({ description: "Number of running downtimes; from `v20.04`" })),
};

/** Service in the listing of a host (contract §7.2 ServiceMain). */
export const serviceMain = Type.Object(
  { id, check_attempt, description, display_name, ...mainRest, ...later, ...laterRest },
  { title: "ServiceMain" },
);

/** Service in the listing of all services. */
export const serviceWithHost = Type.Object(
  { id, check_attempt, description, display_name, host: hostMin, ...mainRest, ...later, ...laterRest },
  { title: "ServiceWithHost" },
);

/** Single service (contract §7.2 ServiceFull). */
export const serviceFull = Type.Object(
  {
    id,
    check_attempt,
    check_command: nullableString("Command and arguments, as configured"),
    check_interval: nullableNumber("In interval units (minutes)"),
    check_period: nullableString("Time period"),
    check_type: nullableInteger("0 active, 1 passive"),
    command_line: nullableString(
      "The last command line; secrets are left as macros. Null also without the role `service_display_command`, " +
        "from `v22.04` on or as the setting `hide_command_line` says",
    ),
    description,
    display_name,
    execution_time: nullableNumber("Of the last check, in seconds"),
    icon_image,
    icon_image_alt,
    is_acknowledged: Type.Boolean({ description: "The current problem is acknowledged" }),
    is_active_check: Type.Boolean({ description: "Active checks are enabled" }),
    is_checked: Type.Boolean({ description: "Has ever been checked" }),
    scheduled_downtime_depth: Type.Integer({ description: "Number of running downtimes" }),
    last_check,
    last_hard_state_change: nullableDate("Last change of the hard state"),
    last_notification: nullableDate("Last notification"),
    last_time_critical: nullableDate("Last seen CRITICAL"),
    last_time_ok: nullableDate("Last seen OK"),
    last_time_unknown: nullableDate("Last seen UNKNOWN"),
    last_time_warning: nullableDate("Last seen WARNING"),
    last_update: nullableDate("Last write of this state"),
    last_state_change,
    latency: nullableNumber("Seconds the last check started late"),
    max_check_attempts,
    next_check: nullableDate("Next check"),
    output,
    performance_data: Type.String({ description: "As printed by the plugin" }),
    state,
    state_type,
    ...later,
    flapping: Type.Optional(Type.Boolean({ description: "From `v20.04`, as are the next ones" })),
    groups: Type.Optional(Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() }))),
    ...currentRecords,
  },
  { title: "ServiceFull" },
);
