import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import type { ConfigWarning } from "../model/configuration-warnings.ts";
import { warningLines } from "../config/objects/summary.ts";
import { refusalTextOf } from "./api-client.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import type { ReloadCounts } from "../config/reload-outcome.ts";

/**
 * `vigie reload`: makes the running server read its configuration again. If there are errors, prints one per line and
 * exits with 1.
 */
export function reloadCommand(
  context: Pick<ProcessContext, "api">,
  { stdout, stderr }: CommandStreams = processStreams,
): Command {
  return new Command("reload").description("make the running server read its configuration again").action(async () => {
    const answer = await (await context.api()).send({ method: "POST", path: "/api/reload" });
    if (answer.status === 200) {
      stdout.write(reportOf(answer.body as ReloadBody));
      return;
    }
    stderr.write(`${printableLines(refusalTextOf(answer))}\n`);
    stderr.write("The configuration was not reloaded; the previous one stays in effect.\n");
    process.exitCode = 1;
  });
}

interface ReloadBody {
  readonly hosts: ReloadCounts;
  readonly services: ReloadCounts;
  readonly seconds: number;
  readonly warnings: readonly ConfigWarning[];
  readonly needs_restart: readonly string[];
}

function reportOf({ hosts, services, seconds, warnings, needs_restart: needsRestart }: ReloadBody): string {
  return [
    ...warningLines(warnings),
    ...needsRestart.map((name) => `${name} was changed and needs a restart`),
    `Reloaded in ${seconds.toFixed(1)} s.`,
    `  hosts     ${inWords(hosts)}`,
    `  services  ${inWords(services)}`,
    "",
  ].join("\n");
}

const inWords = ({ total, added, removed, changed }: ReloadCounts): string =>
  `${total}: ${added} added, ${removed} removed, ${changed} changed`;
