import { resolve } from "node:path";
import { Command } from "commander";
import { readChannels } from "../alerting/channels/read-channels.ts";
import { readConfiguration, withoutStore, type NamedInSettings } from "../app/configuration/configuration.ts";
import { createSettingMistakes, type SettingMistakes } from "../config/settings/setting-mistakes.ts";
import type { Settings } from "../config/settings/settings.ts";
import { configurationFolderOf } from "../config/objects/main-file.ts";
import { endWhenReadBlocks } from "../lib/blocked-read.ts";
import { counted } from "../lib/counted.ts";
import { isFile, isFolder } from "../lib/folder.ts";
import { printable } from "../lib/printable.ts";
import type { Inventory } from "../model/objects.ts";
import { CENTRAL_ID, unknownPollerName } from "../model/poller.ts";
import { readReports } from "../operations/reports/read-reports.ts";
import { Refusal } from "../model/refusal.ts";
import { readTlsFiles } from "../interfaces/api/tls-files.ts";
import type { ProcessContext } from "./process-context.ts";

/**
 * `vigie check-config [path]`: prints all errors of objects and access.yaml, or the warnings and a summary, then refuses
 * with all mistakes of vigie.yaml; exits with 1 if there are errors, otherwise with 0. `path` is a folder or a main file, such as /etc/nagios4/nagios.cfg; without it, the folder
 * of the settings is read.
 */
export function checkConfigCommand(context: ProcessContext): Command {
  return new Command("check-config")
    .description("validate the configuration without starting")
    .argument("[path]", "configuration folder or main file, such as /etc/nagios4/nagios.cfg (VIGIE_CONFIG)")
    .option("--verbose", "print every warning, not one of each kind")
    .action((path: string | undefined, { verbose = false }: { verbose?: boolean }) => {
      endWhenReadBlocks();
      if (path !== undefined && !isFile(path) && !isFolder(path))
        throw new Refusal("bad-configuration", `There is no configuration at '${path}'.`);
      const flags = path === undefined ? {} : { config: configurationFolderOf(resolve(path)) };
      const from = path === undefined ? context.configFolder() : resolve(path);
      const mistakes = createSettingMistakes();
      const settings = mistakes.keep(() => context.settings(flags), null);
      const named = settings && mistakes.keep(() => checkSettings(settings, mistakes), null);
      const { accepted, summary } = readConfiguration(from, withoutStore(settings ?? { pollerGroups: [] }), named, {
        isVerbose: verbose,
      });
      process.stdout.write(summary);
      if (accepted !== null) process.stdout.write(namedPollersText(accepted.inventory));
      process.exitCode = accepted === null ? 1 : 0;
      mistakes.end();
    });
}

/** Pollers that hosts name: whether they were added, only the store knows. Empty if there are none. */
function namedPollersText({ hosts, pollerGroups }: Inventory): string {
  const groups = new Set([...pollerGroups.values()].map(({ name }) => name));
  const named = hosts.map(({ pollerName }) => pollerName).filter((name) => !groups.has(name));
  const counts = [...Map.groupBy(named, (name) => name)].filter(([name]) => name !== unknownPollerName(CENTRAL_ID));
  if (counts.length === 0) return "";
  const list = counts.map(([name, { length }]) => `${printable(name)} (${counted(length, "host")})`).join(", ");
  return `Pollers that hosts name: ${list}. A server refuses those that were not added: vigie poller list\n`;
}

/** Channels and reports to be checked against the objects; null if the channels are wrong. */
function checkSettings(
  { channels: section, reports, tls }: Settings,
  { keep }: SettingMistakes,
): NamedInSettings | null {
  if (tls !== null) keep(() => void readTlsFiles(tls), undefined);
  const channels = keep(() => readChannels(section), null);
  return channels === null ? null : { channels, reports: keep(() => readReports(reports, channels), []) };
}
