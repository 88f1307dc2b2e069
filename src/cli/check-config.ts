import { resolve } from "node:path";
import { Command } from "commander";
import { readChannels } from "../alerting/channels/read-channels.ts";
import { readConfiguration } from "../app/configuration/configuration.ts";
import { configurationFolderOf } from "../config/objects/main-file.ts";
import { endWhenReadBlocks } from "../lib/blocked-read.ts";
import { isFile, isFolder } from "../lib/folder.ts";
import { readReports } from "../operations/reports/read-reports.ts";
import { Refusal } from "../model/refusal.ts";
import { readTlsFiles } from "../interfaces/api/tls-files.ts";
import type { ProcessContext } from "./process-context.ts";

/**
 * `vigie check-config [path]`: prints all errors of the configuration and exits with 1, or prints the warnings and a
 * summary and exits with 0. `path` is a folder or a main file, such as /etc/nagios4/nagios.cfg; without it, the folder
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
      const { configFolder, channels: sections, reports, tls } = context.settings(flags);
      if (tls !== null) readTlsFiles(tls);
      const from = path === undefined ? configFolder : resolve(path);
      const channels = readChannels(sections);
      const named = { channels, reports: readReports(reports, channels) };
      const { accepted, summary } = readConfiguration(from, [], named, { isVerbose: verbose });
      process.stdout.write(summary);
      process.exitCode = accepted === null ? 1 : 0;
    });
}
