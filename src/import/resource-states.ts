import { hostKey, serviceKey } from "../model/resource-key.ts";
import { newState } from "../model/initial-state.ts";
import { PENDING, type ResourceState } from "../model/resource-state.ts";
import { fieldsOf, stateOfFields, type StateFields } from "../model/state-fields.ts";
import type { CentreonDump, HostRow, ServiceRow } from "./centreon-tables.ts";
import type { Change } from "../model/change.ts";

/** Current state of every enabled and disabled host and service of the dump. NULL means that a value is missing. */
export function stateChanges(dump: CentreonDump): readonly Change[] {
  return [
    ...dump.hosts.map((row): Change => ({ kind: "state", key: hostKey(row.host_id), state: stateOfHost(row) })),
    ...dump.services.map((row): Change => ({
      kind: "state",
      key: serviceKey(row.host_id, row.service_id),
      state: stateOfService(row),
    })),
  ];
}

export const stateOfHost = (row: HostRow): ResourceState =>
  stateOfFields({
    ...fieldsOfRow(row),
    lastTimeInState0: row.last_time_up,
    lastTimeInState1: row.last_time_down,
    lastTimeInState2: row.last_time_unreachable,
    // Kept unchanged: the API distinguishes 0 ("none") and NULL (contract §7.1).
    nextNotification: row.next_host_notification,
  });

export const stateOfService = (row: ServiceRow): ResourceState =>
  stateOfFields({
    ...fieldsOfRow(row),
    lastTimeInState0: row.last_time_ok,
    lastTimeInState1: row.last_time_warning,
    lastTimeInState2: row.last_time_critical,
    lastTimeInState3: row.last_time_unknown,
    nextNotification: row.next_notification,
  });

function fieldsOfRow(row: HostRow | ServiceRow): StateFields {
  return {
    ...fieldsOf(newState(PENDING)),
    state: row.state ?? PENDING,
    stateType: row.state_type,
    checkAttempt: row.check_attempt,
    hasBeenChecked: row.checked,
    lastHardState: row.last_hard_state,
    lastCheck: row.last_check,
    nextCheck: row.next_check,
    lastStateChange: row.last_state_change,
    lastHardStateChange: row.last_hard_state_change,
    lastUpdate: row.last_update,
    output: row.output,
    perfdata: row.perfdata,
    executionTime: row.execution_time,
    latency: row.latency,
    checkType: row.check_type,
    commandLine: row.command_line,
    acknowledgement: acknowledgementOf(row),
    scheduledDowntimeDepth: row.scheduled_downtime_depth,
    lastNotification: row.last_notification,
    notificationNumber: row.notification_number,
    isFlapping: row.flapping ?? false,
    flapsSinceProblem: false,
    percentStateChange: row.percent_state_change ?? 0,
  };
}

const STICKY = 2;

function acknowledgementOf(row: HostRow | ServiceRow): StateFields["acknowledgement"] {
  if (row.acknowledged === null) return null;
  if (!row.acknowledged) return "none";
  return row.acknowledgement_type === STICKY ? "sticky" : "normal";
}
