import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { zonedTime } from "./local-time.ts";
import { stateName } from "../model/state-code.ts";
import { explainClient, type Decisions, type Target } from "./explain-client.ts";
import type { ProcessContext } from "./process-context.ts";
import { simulationText } from "./simulation-text.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

interface ExplainFlags {
  readonly if?: string;
  readonly at?: string;
  readonly hours?: string;
  readonly limit: string;
  readonly verbose?: true;
}

/**
 * `vigie explain HOST [SERVICE]`: prints the state, who was notified about it, who was not, and why; with `--if STATE`,
 * who would be notified and when. Refuses with `no-server`, `not-found`, and the refusals of the server.
 */
export function explainCommand(
  context: Pick<ProcessContext, "api">,
  { stdout }: Pick<CommandStreams, "stdout"> = processStreams,
): Command {
  return new Command("explain")
    .description("show who was notified about a host or service, who was not, and why")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .option("--limit <number>", "number of decisions, newest first", "20")
    .option("--if <state>", "show who would be notified if it went DOWN, UNREACHABLE, WARNING, CRITICAL or UNKNOWN")
    .option(
      "--at <time>",
      "with --if: start of the problem, such as 03:00 (the next one) or '2026-11-24 03:00' in the zone of the host, " +
        "or 2026-11-24T03:00:00+01:00; default: now",
    )
    .option("--hours <number>", "with --if: how many hours to simulate", "24")
    .option("--verbose", "with --if: every decision by time, not each different one once")
    .action(async (host: string, service: string | undefined, flags: ExplainFlags) => {
      const server = explainClient(await context.api());
      const target = await server.find(host, service);
      const state = flags.if?.toUpperCase();
      stdout.write(
        printableLines(
          state === undefined
            ? explanation(target, await server.decisions(target, flags.limit))
            : simulationText(
                target,
                state,
                await server.simulation(target, { state, at: flags.at, hours: flags.hours ?? "24" }),
                flags.verbose ?? false,
              ),
        ),
      );
    });
}

function explanation(target: Target, { result, present, meta: { zone } }: Decisions): string {
  const { name, kind, state, isHard, since } = target;
  const type = state === 0 || state === 4 ? "" : isHard ? " (hard)" : " (soft)";
  return [
    `${name} is ${stateName(kind, state)}${type}${since === null ? "" : ` since ${zonedTime(since, zone)}`}`,
    ...present.map(({ text }) => `  now: ${text}${TIME_OF_DAY.test(text) ? ` (${zone})` : ""}`),
    "",
    ...(result.length === 0
      ? ["No notification has been decided for it yet."]
      : result.map(
          ({ time, kind: about, state: then, text }) =>
            `${zonedTime(time, zone)}  ${about === "problem" || about === "recovery" ? stateName(kind, then) : about}: ${text}`,
        )),
    "",
  ].join("\n");
}

const TIME_OF_DAY = /\d\d:\d\d/;
