import { namesOf } from "../../model/inventory-index.ts";
import type { ConfigError, Inventory, Resource } from "../../model/objects.ts";
import { MAX_MEMBERS } from "../availability/report-limits.ts";
import type { ReportedGroup } from "../availability/reported-group.ts";
import type { ReportDefinition, ReportedEntry, ReportedTarget } from "./report-definition.ts";

/** What an entry of a report names, in the configuration in effect. */
export interface ReportedObjects {
  readonly title: string;
  readonly resources: readonly Resource[];
  /** Null for one host or service. */
  readonly group: ReportedGroup | null;
}

/** Null if there is no such object. */
export function objectsOf({ target, title }: ReportedEntry, inventory: Inventory): ReportedObjects | null {
  const found = foundIn(target, inventory);
  return found === null ? null : { ...found, title: title ?? found.title };
}

function foundIn(target: ReportedTarget, inventory: Inventory): ReportedObjects | null {
  const names = namesOf(inventory);
  switch (target.kind) {
    case "host": {
      const host = names.hosts.get(target.host);
      return host === undefined ? null : { title: host.hostName, resources: [host], group: null };
    }
    case "service": {
      const service = names.service(target.host, target.service);
      const title = `${target.host}/${target.service}`;
      return service === undefined ? null : { title, resources: [service], group: null };
    }
    case "hostgroup": {
      const group = names.hostGroups.get(target.group);
      const hosts = group?.hostIds.map((id) => names.hostById.get(id)).filter((host) => host !== undefined);
      return group === undefined ? null : ofGroup("hostgroup", group, hosts!);
    }
    case "servicegroup": {
      const group = names.serviceGroups.get(target.group);
      const services = group?.members.map((key) => names.resourceByKey.get(key)).filter((one) => one !== undefined);
      return group === undefined ? null : ofGroup("servicegroup", group, services!);
    }
  }
}

const ofGroup = (
  kind: ReportedGroup["kind"],
  { id, name, alias }: { readonly id: number; readonly name: string; readonly alias: string },
  resources: readonly Resource[],
): ReportedObjects => ({ title: alias || name, resources, group: { kind, id, name } });

/** Configuration errors: names in reports that are missing in the object files, and reports of too many objects. */
export function unknownReported(inventory: Inventory, reports: readonly ReportDefinition[]): readonly ConfigError[] {
  return reports.flatMap((report) => {
    const { name, of, period } = report;
    const found = of.map((entry) => objectsOf(entry, inventory));
    const total = found.reduce((sum, objects) => sum + (objects?.resources.length ?? 0), 0);
    const first = of[0]!.place;
    return [
      ...of.flatMap(({ target, place }, index) =>
        found[index] === null
          ? [{ ...place, directive: "of", message: `report '${name}': there is no ${wordsOf(target)}` }]
          : [],
      ),
      ...(period !== null && !inventory.timePeriods.has(period.name)
        ? [
            {
              ...period.place,
              directive: "time_period",
              message: `report '${name}': there is no time period '${period.name}'`,
            },
          ]
        : []),
      ...(total > MAX_MEMBERS
        ? [
            {
              ...first,
              directive: "of",
              message: `report '${name}': ${total} hosts and services; a report has at most ${MAX_MEMBERS}`,
            },
          ]
        : []),
    ];
  });
}

/** Words such as `host group 'web'`. */
export function wordsOf(target: ReportedTarget): string {
  switch (target.kind) {
    case "host":
      return `host '${target.host}'`;
    case "service":
      return `service '${target.service}' on host '${target.host}'`;
    case "hostgroup":
      return `host group '${target.group}'`;
    case "servicegroup":
      return `service group '${target.group}'`;
  }
}
