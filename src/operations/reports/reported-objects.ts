import type { Place } from "../../config/settings/section.ts";
import { type ConfigError, errorOf, type ErrorText } from "../../model/configuration-errors.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { type ReportedName, reportedWords } from "../../model/setting-errors.ts";
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
  return reports.flatMap(({ name: report, of, period }) => {
    const found = of.map((entry) => objectsOf(entry, inventory));
    const count = found.reduce((sum, objects) => sum + (objects?.resources.length ?? 0), 0);
    const inOf = (place: Place, error: ErrorText): ConfigError => ({ ...place, directive: "of", ...error });
    const errors = of.flatMap(({ target, place }, index) =>
      found[index] === null ? [inOf(place, errorOf("reported-missing", { report, ...nameOf(target) }))] : [],
    );
    if (period !== null && !inventory.timePeriods.has(period.name)) {
      const missing = errorOf("report-period-missing", { report, period: period.name });
      errors.push({ ...period.place, directive: "time_period", ...missing });
    }
    if (count > MAX_MEMBERS)
      errors.push(inOf(of[0]!.place, errorOf("report-too-wide", { report, count, most: MAX_MEMBERS })));
    return errors;
  });
}

/** Words such as `host group 'web'`. */
export const wordsOf = (target: ReportedTarget): string => reportedWords(nameOf(target));

function nameOf(target: ReportedTarget): ReportedName {
  switch (target.kind) {
    case "host":
      return { type: target.kind, name: target.host, service: null };
    case "service":
      return { type: target.kind, name: target.host, service: target.service };
    case "hostgroup":
    case "servicegroup":
      return { type: target.kind, name: target.group, service: null };
  }
}
