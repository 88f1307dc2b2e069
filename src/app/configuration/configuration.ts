import { join } from "node:path";
import { readAccessGroups, type AccessGroup } from "../../access/access-groups.ts";
import { configurationFolderOf } from "../../config/objects/main-file.ts";
import { countedIncompleteObjects, incompleteObjects } from "../../config/objects/incomplete-objects.ts";
import { loadInventory, type IdSource, type LoadResult } from "../../config/objects/load-inventory.ts";
import type { ConfigWarning } from "../../model/configuration-warnings.ts";
import type { ConfigError } from "../../model/configuration-errors.ts";
import type { Inventory, SourceFile } from "../../model/objects.ts";
import { summaryText } from "../../config/objects/summary.ts";
import type { Channel } from "../../alerting/delivery/channel.ts";
import { unknownChannels } from "../../alerting/delivery/unknown-channels.ts";
import type { ReportDefinition } from "../../operations/reports/report-definition.ts";
import { unknownReported } from "../../operations/reports/reported-objects.ts";
import { foreseenRefusals } from "./foreseen-refusals.ts";
import { missingPlugins } from "./missing-plugins.ts";
import type { Settings } from "../../config/settings/settings.ts";

/** Access groups, next to the main object file. */
const ACCESS_FILE = "access.yaml";

/** Contents of the configuration folder: monitored objects and access groups, or all errors. */
export interface Configuration {
  /** Null if there are errors. */
  readonly accepted: { readonly inventory: Inventory; readonly accessGroups: readonly AccessGroup[] } | null;
  readonly errors: readonly ConfigError[];
  readonly warnings: readonly ConfigWarning[];
  /** New ids, to be stored before they are used. */
  readonly newIds: LoadResult["newIds"];
  /** Output of `vigie check-config`. */
  readonly summary: string;
}

/** What the object files refer to. */
export interface ConfigurationContext extends IdSource {
  readonly pollerGroups: Settings["pollerGroups"];
}

/** Where the store is not read. */
export const withoutStore = ({ pollerGroups }: Pick<Settings, "pollerGroups">): ConfigurationContext => ({
  known: [],
  isWithoutStore: true,
  pollerGroups,
});

/** Parts of vigie.yaml that name objects, or are named by them. */
export interface NamedInSettings {
  readonly channels: readonly Channel[];
  readonly reports: readonly ReportDefinition[];
}

/** Names in vigie.yaml that the object files do not have, and the other way round. */
export const unknownNames = (inventory: Inventory, { channels, reports }: NamedInSettings): readonly ConfigError[] => [
  ...unknownChannels(inventory, channels),
  ...unknownReported(inventory, reports),
];

/**
 * Reads the object files, then access.yaml, whose names must exist in them. `folder` may also be a main file. With the channels and reports of vigie.yaml, commands that name a missing channel and reports of missing
 * objects are also errors.
 * `verification`: warns of each incomplete object instead of once for each reason, of missing plugins and of commands
 * that would be refused; with `isVerbose` the summary has every warning, not one of each kind.
 */
export function readConfiguration(
  folder: string,
  { pollerGroups, ...ids }: ConfigurationContext,
  named: NamedInSettings | null = null,
  verification: { readonly isVerbose: boolean } | null = null,
): Configuration {
  const objects = loadInventory(folder, ids, pollerGroups);
  const access =
    objects.inventory === null
      ? { groups: [], errors: [], warnings: [], file: null }
      : readAccessGroups(join(configurationFolderOf(folder), ACCESS_FILE), objects.inventory);
  const unknown = objects.inventory === null || named === null ? [] : unknownNames(objects.inventory, named);
  const errors = [...objects.errors, ...access.errors, ...unknown];
  const advice = objects.inventory === null ? [] : adviceOn(objects.inventory, verification !== null);
  const warnings = [...objects.warnings, ...access.warnings, ...advice].toSorted(byPlace);
  const inventory = errors.length > 0 || objects.inventory === null ? null : withFile(objects.inventory, access.file);
  return {
    accepted: inventory === null ? null : { inventory, accessGroups: access.groups },
    errors,
    warnings,
    newIds: objects.newIds,
    summary: summaryText({ ...objects, inventory, errors, warnings }, folder, verification?.isVerbose),
  };
}

const withFile = (inventory: Inventory, file: SourceFile | null): Inventory =>
  file === null ? inventory : Object.freeze({ ...inventory, files: Object.freeze([...inventory.files, file]) });

// As for other problems: nobody reads more than these.
const MAX_ADVICE = 10_000;

const adviceOn = (inventory: Inventory, isVerification: boolean): readonly ConfigWarning[] =>
  isVerification
    ? [...incompleteObjects(inventory).take(MAX_ADVICE), ...missingPlugins(inventory), ...foreseenRefusals(inventory)]
    : countedIncompleteObjects(inventory);

const byPlace = (a: ConfigWarning, b: ConfigWarning): number =>
  a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
