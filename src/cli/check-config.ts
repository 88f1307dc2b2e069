import { Command } from "commander";
import { readChannels } from "../alerting/channels/read-channels.ts";
import { readConfiguration } from "../app/configuration/configuration.ts";
import { readTlsFiles } from "../interfaces/api/tls-files.ts";
import type { ProcessContext } from "./process-context.ts";

/**
 * `vigie check-config`: prints all errors of the configuration and exits with 1, or prints a summary and exits with 0.
 */
export function checkConfigCommand(context: ProcessContext): Command {
  return new Command("check-config").description("validate the configuration without starting").action(() => {
    const { configFolder, channels, tls } = context.settings();
    if (tls !== null) readTlsFiles(tls);
    const { accepted, summary } = readConfiguration(configFolder, [], readChannels(channels));
    process.stdout.write(summary);
    process.exitCode = accepted === null ? 1 : 0;
  });
}
