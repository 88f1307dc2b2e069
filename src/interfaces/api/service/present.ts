import type { ServiceRow } from "../../../data/realtime/realtime.ts";
import { presentHostMin } from "../host/present.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import { withoutSecrets } from "../../../model/known-secrets.ts";
import type { Inventory } from "../../../model/objects.ts";
import { valueOrNull } from "../../../model/state-fields.ts";
import { dateOrNull } from "../present-values.ts";
import { elapsed } from "../resource/duration-words.ts";
import { statusOf } from "../resource/present.ts";
import type { ApiVersion } from "../versions.ts";

/** What the services of an answer depend on besides their rows. */
export interface ServiceShape {
  readonly version: ApiVersion;
  /** Unix seconds. */
  readonly now: number;
}

export const presentServiceMain = (row: ServiceRow, shape: ServiceShape) => presentWith(row, shape);

export const presentServiceWithHost = (row: ServiceRow, shape: ServiceShape) =>
  presentWith(row, shape, presentHostMin(row.host));

/**
 * Presents a service. `host` undefined omits the member, as does every value that is undefined. Without a spread: a page
 * may have 10,000 of these.
 */
function presentWith(
  { service, state }: ServiceRow,
  { version, now }: ServiceShape,
  host?: ReturnType<typeof presentHostMin>,
): PresentedService {
  // The contract has no null here: values that an import lacks are shown as 0.
  const attempt = valueOrNull(state.check, "checkAttempt") ?? 0;
  const presented: PresentedService = {
    id: service.serviceId,
    check_attempt: version.serviceCheckAttempt === "text" ? String(attempt) : attempt,
    description: service.description,
    display_name: service.displayName ?? service.description,
    host,
    icon_image: service.iconImage,
    icon_image_alt: service.iconImageAlt,
    last_check: dateOrNull(state.check.lastCheck),
    last_state_change: dateOrNull(state.check.lastStateChange),
    max_check_attempts: service.maxCheckAttempts ?? 0,
    output: state.check.output,
    state: state.check.state,
    state_type: state.check.stateType,
  };
  if (version.fields === "all") {
    presented.duration = elapsed(state.check.lastStateChange, now);
    presented.is_acknowledged = isAcknowledged(state);
    presented.scheduled_downtime_depth = state.handling.scheduledDowntimeDepth;
    presented.criticality = null;
    presented.status = statusOf("service", state);
  }
  return presented;
}

interface PresentedService {
  readonly id: number;
  readonly check_attempt: number | string;
  readonly description: string;
  readonly display_name: string;
  readonly host: ReturnType<typeof presentHostMin> | undefined;
  readonly icon_image: string | null;
  readonly icon_image_alt: string | null;
  readonly last_check: string | null;
  readonly last_state_change: string | null;
  readonly max_check_attempts: number;
  readonly output: string;
  readonly state: number;
  readonly state_type: number;
  duration?: string | null;
  is_acknowledged?: boolean;
  scheduled_downtime_depth?: number;
  criticality?: null;
  status?: ReturnType<typeof statusOf>;
}

export function presentServiceFull(
  row: ServiceRow,
  showsCommandLine: boolean,
  shape: ServiceShape,
  inventory: Inventory,
) {
  const { service, state } = row;
  return {
    ...presentServiceMain(row, shape),
    check_command: withoutSecrets(service.checkCommand?.raw ?? null, service, inventory),
    check_interval: service.checkInterval,
    check_period: service.checkPeriod,
    check_type: valueOrNull(state.check, "checkType"),
    command_line: showsCommandLine ? withoutSecrets(state.check.commandLine, service, inventory) : null,
    execution_time: state.check.executionTime,
    is_acknowledged: isAcknowledged(state),
    is_active_check: service.activeChecks ?? false,
    is_checked: state.check.hasBeenChecked,
    scheduled_downtime_depth: state.handling.scheduledDowntimeDepth,
    last_hard_state_change: dateOrNull(state.check.lastHardStateChange),
    last_notification: dateOrNull(state.notification.lastNotification),
    last_time_critical: dateOrNull(state.check.lastTimeInState2),
    last_time_ok: dateOrNull(state.check.lastTimeInState0),
    last_time_unknown: dateOrNull(state.check.lastTimeInState3),
    last_time_warning: dateOrNull(state.check.lastTimeInState1),
    last_update: dateOrNull(state.lastUpdate),
    latency: state.check.latency,
    next_check: dateOrNull(state.plan.nextCheck),
    performance_data: state.check.perfdata,
  };
}
