import { withoutSecrets } from "../../../model/known-secrets.ts";
import type { Inventory, NotifyOption } from "../../../model/objects.ts";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { valueOrNull } from "../../../model/state-fields.ts";
import { dateOrNull, acknowledgedOrNull } from "../present-values.ts";
import { presentServiceMin } from "./service-min.ts";
import type { ApiVersion } from "../versions.ts";

/** Presents a host inside another object. `services` undefined omits the member. */
export function presentHostMin(row: HostRow, services?: readonly ServiceRow[]) {
  const { host } = row;
  return {
    id: host.hostId,
    name: host.hostName,
    alias: host.alias,
    display_name: shownName(row),
    services: services?.map(presentServiceMin),
    state: shownState(row),
  };
}

/**
 * Presents a host of the listing. `services` undefined omits the member, as does every value that is undefined. Without
 * a spread: a page may have 10,000 of these.
 */
export function presentHostMain(row: HostRow, services: readonly ServiceRow[] | undefined, version: ApiVersion) {
  const { host, state } = row;
  const presented = {
    id: host.hostId,
    poller_id: host.pollerId,
    name: host.hostName,
    acknowledged: acknowledgedOrNull(state),
    address_ip: host.address,
    alias: host.alias,
    check_attempt: valueOrNull(state.check, "checkAttempt"),
    checked: valueOrNull(state.check, "hasBeenChecked"),
    display_name: shownName(row),
    execution_time: state.check.executionTime,
    icon_image: host.iconImage,
    icon_image_alt: host.iconImageAlt,
    last_check: dateOrNull(state.check.lastCheck),
    last_hard_state_change: dateOrNull(state.check.lastHardStateChange),
    last_state_change: dateOrNull(state.check.lastStateChange),
    last_time_down: dateOrNull(state.check.lastTimeInState1),
    last_time_unreachable: dateOrNull(state.check.lastTimeInState2),
    last_time_up: dateOrNull(state.check.lastTimeInState0),
    last_update: dateOrNull(state.lastUpdate),
    max_check_attempts: host.maxCheckAttempts,
    output: valueOrNull(state.check, "output"),
    passive_checks: host.passiveChecks,
    services: services?.map(presentServiceMin),
    state: shownState(row),
    state_type: valueOrNull(state.check, "stateType"),
    timezone: version.hasColonInTimezone ? host.timezone : withoutColon(host.timezone),
  };
  if (version.fields === "original") return presented;
  return Object.assign(presented, {
    scheduled_downtime_depth: state.handling.scheduledDowntimeDepth,
    criticality: null,
  });
}

export function presentHostFull(
  row: HostRow,
  services: readonly ServiceRow[],
  version: ApiVersion,
  inventory: Inventory,
) {
  const { host, state } = row;
  const notifiesOn = (option: NotifyOption): boolean | null => host.notifyOn?.has(option) ?? null;
  return {
    ...presentHostMain(row, services, version),
    active_checks: host.activeChecks,
    check_command: withoutSecrets(host.checkCommand?.raw ?? null, host, inventory),
    check_interval: host.checkInterval,
    check_period: host.checkPeriod,
    check_type: valueOrNull(state.check, "checkType"),
    last_hard_state:
      version.lastHardState === "code"
        ? valueOrNull(state.check, "lastHardState")
        : dateOrNull(state.check.lastHardStateChange),
    last_notification: dateOrNull(state.notification.lastNotification),
    latency: state.check.latency,
    next_check: dateOrNull(state.plan.nextCheck),
    next_host_notification: valueOrNull(state.notification, "nextNotification"),
    notification_interval: host.notificationInterval,
    notification_number: valueOrNull(state.notification, "notificationNumber"),
    notification_period: host.notificationPeriod,
    notify: host.notificationsEnabled,
    notify_on_down: notifiesOn("down"),
    notify_on_downtime: notifiesOn("downtime"),
    notify_on_flapping: notifiesOn("flapping"),
    notify_on_recovery: notifiesOn("recovery"),
    notify_on_unreachable: notifiesOn("unreachable"),
  };
}

const withoutColon = (timezone: string | null): string | null =>
  timezone?.startsWith(":") === true ? timezone.slice(1) : timezone;

// The technical host of the meta services is shown as `Meta` and always UP (contract §5).
const isMetaHost = ({ host }: HostRow): boolean => host.displayName?.startsWith("_Module_Meta") ?? false;
const shownName = (row: HostRow): string | null => (isMetaHost(row) ? "Meta" : row.host.displayName);
const shownState = (row: HostRow): number => (isMetaHost(row) ? 0 : row.state.check.state);
