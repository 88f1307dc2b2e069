import type { Host, Inventory, Service } from "../model/objects.ts";
import { hostKey } from "../model/resource-key.ts";
import type { ActiveObjects } from "./active-objects.ts";
import type { HostRow, ServiceRow } from "./centreon-tables.ts";

/**
 * Differences between the dump and the configuration that was written, one sentence for each: an empty alias, for
 * example, which the object language treats as absent. Shown to the operator, so that no difference is silent.
 */
export function readBackDifferences(active: ActiveObjects, inventory: Inventory): readonly string[] {
  const hosts = new Map(inventory.hosts.map((host) => [host.key, host]));
  const services = new Map(inventory.services.map((service) => [service.key, service]));
  return [
    ...[...active.hosts.values()].flatMap((row) => hostDifferences(row, hosts.get(hostKey(row.host_id)))),
    ...[...active.services].flatMap(([key, row]) =>
      serviceDifferences(row, active.hosts.get(row.host_id)?.name ?? "", services.get(key)),
    ),
  ];
}

type Pair = readonly [what: string, inDump: unknown, readBack: unknown];

function hostDifferences(row: HostRow, host: Host | undefined): readonly string[] {
  if (host === undefined) return [`host ${row.name}: cannot be read back`];
  return sentences(`host ${row.name}`, [
    ["host_name", row.name, host.hostName],
    ["alias", row.alias, host.alias],
    ["address", row.address, host.address],
    ["poller id", row.instance_id, host.pollerId],
    ["timezone", row.timezone, host.timezone],
    ...checkablePairs(row, host),
  ]);
}

function serviceDifferences(row: ServiceRow, hostName: string, service: Service | undefined): readonly string[] {
  const what = `service ${row.description} of ${hostName}`;
  if (service === undefined) return [`${what}: cannot be read back`];
  return sentences(what, [
    ["service_description", row.description, service.description],
    ...checkablePairs(row, service),
  ]);
}

function checkablePairs(row: HostRow | ServiceRow, read: Host | Service): readonly Pair[] {
  return [
    ["display_name", row.display_name, read.displayName],
    ["check_command", row.check_command, read.checkCommand?.raw ?? null],
    ["check_interval", row.check_interval, read.checkInterval],
    ["check_period", row.check_period, read.checkPeriod],
    ["max_check_attempts", row.max_check_attempts, read.maxCheckAttempts],
    ["active_checks_enabled", row.active_checks, read.activeChecks],
    ["passive_checks_enabled", row.passive_checks, read.passiveChecks],
    ["notifications_enabled", row.notify, read.notificationsEnabled],
    ["notification_interval", row.notification_interval, read.notificationInterval],
    ["notification_period", row.notification_period, read.notificationPeriod],
    ["icon_image", row.icon_image, read.iconImage],
    ["icon_image_alt", row.icon_image_alt, read.iconImageAlt],
  ];
}

const sentences = (what: string, pairs: readonly Pair[]): readonly string[] =>
  pairs
    .filter(([, inDump, readBack]) => inDump !== readBack)
    .map(
      ([directive, inDump, readBack]) =>
        `${what}: ${directive} ${JSON.stringify(inDump)} becomes ${JSON.stringify(readBack)}`,
    );
