import type { ServiceRow } from "../../../data/realtime/realtime.ts";
import { presentHostMin } from "../host/present.ts";
import { dateOrNull, isAcknowledged } from "../present-values.ts";

// The contract has no null in these members: what an import did not bring shows as the value before the first check.
const HARD = 1;

export const presentServiceMain = (row: ServiceRow) => presentWith(row);

export const presentServiceWithHost = (row: ServiceRow) => presentWith(row, presentHostMin(row.host));

/** `host` undefined leaves the member out. Without a spread: a page may have 10,000 of these. */
function presentWith({ service, state }: ServiceRow, host?: ReturnType<typeof presentHostMin>) {
  return {
    id: service.serviceId,
    check_attempt: state.checkAttempt ?? 0,
    description: service.description,
    display_name: service.displayName ?? service.description,
    host,
    icon_image: service.iconImage,
    icon_image_alt: service.iconImageAlt,
    last_check: dateOrNull(state.lastCheck),
    last_state_change: dateOrNull(state.lastStateChange),
    max_check_attempts: service.maxCheckAttempts ?? 0,
    output: state.output ?? "",
    state: state.state,
    state_type: state.stateType ?? HARD,
  };
}

export function presentServiceFull(row: ServiceRow) {
  const { service, state } = row;
  return {
    ...presentServiceMain(row),
    check_command: service.checkCommand?.raw ?? null,
    check_interval: service.checkInterval,
    check_period: service.checkPeriod,
    check_type: state.checkType,
    command_line: state.commandLine,
    execution_time: state.executionTime,
    is_acknowledged: isAcknowledged(state) ?? false,
    is_active_check: service.activeChecks ?? false,
    is_checked: state.hasBeenChecked ?? false,
    scheduled_downtime_depth: state.scheduledDowntimeDepth ?? 0,
    last_hard_state_change: dateOrNull(state.lastHardStateChange),
    last_notification: dateOrNull(state.lastNotification),
    last_time_critical: dateOrNull(state.lastTimeInState2),
    last_time_ok: dateOrNull(state.lastTimeInState0),
    last_time_unknown: dateOrNull(state.lastTimeInState3),
    last_time_warning: dateOrNull(state.lastTimeInState1),
    last_update: dateOrNull(state.lastUpdate),
    latency: state.latency,
    next_check: dateOrNull(state.nextCheck),
    performance_data: state.perfdata ?? "",
  };
}
