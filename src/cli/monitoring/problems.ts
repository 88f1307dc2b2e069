import { Command } from "commander";
import { isProblem } from "../../model/state-code.ts";
import type { ServerApi } from "../api-client.ts";
import { requireNamed } from "./find-resource.ts";
import { readHandling, type Handling } from "./handled.ts";
import { DEFAULT_LIMIT, limitOption } from "./options.ts";
import { noteRest, outputOf, type MonitoringContext } from "./output.ts";
import { jsonOf, nameCondition, readHosts, readServices, type Resource } from "./resources.ts";
import { stateOf } from "./state-words.ts";
import { ageOf } from "./times.ts";

export interface Problem {
  readonly resource: Resource;
  readonly handling: Handling | null;
}

interface Flags {
  readonly unhandled?: true;
  readonly host?: string;
  readonly limit: number;
  readonly json?: true;
}

/** `vigie problems`: hosts and services that are not UP, OK or PENDING; those that nobody has taken come first. */
export function problemsCommand(context: MonitoringContext): Command {
  return new Command("problems")
    .description("list what is not UP or OK; what nobody has taken comes first")
    .option("--unhandled", "only problems that are neither acknowledged nor in a downtime")
    .option("--host <name>", "only of this host; * is a wildcard")
    .option("--limit <number>", "show at most this many", limitOption, DEFAULT_LIMIT)
    .option("--json", "as JSON")
    .action(async (flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      await requireNamed(api, flags.host);
      const all = await readProblems(api, flags.host);
      const wanted = flags.unhandled ? all.filter(({ handling }) => handling === null) : all;
      const shown = wanted.slice(0, flags.limit);
      if (flags.json)
        return output.json(shown.map((problem) => ({ ...jsonOf(problem.resource), handling: problem.handling })));
      if (shown.length === 0) return output.text(flags.unhandled ? "No unhandled problem.\n" : "No problem.\n");
      output.table(["HOST", "SERVICE", "STATE", "SINCE", "HANDLING", "OUTPUT"], shown.map(rowOf));
      noteRest(output, shown.length, wanted.length);
    });
}

const MAX_PROBLEMS = 100_000;

export async function readProblems(api: ServerApi, host?: string): Promise<readonly Problem[]> {
  const named = host === undefined ? [] : [nameCondition("host.name", host)];
  const [hosts, services, handlingOf] = await Promise.all([
    readHosts(api, { conditions: [{ "host.state": { $in: [1, 2] } }, ...named], limit: MAX_PROBLEMS }),
    readServices(api, { conditions: [{ "service.state": { $in: [1, 2, 3] } }, ...named], limit: MAX_PROBLEMS }),
    readHandling(api),
  ]);
  return [...hosts.items, ...services.items]
    .filter(({ state }) => isProblem(state))
    .map((resource) => ({ resource, handling: handlingOf(resource) }))
    .toSorted(
      (one, other) =>
        Number(one.handling !== null) - Number(other.handling !== null) ||
        weightOf(other.resource) - weightOf(one.resource) ||
        (other.resource.since ?? "").localeCompare(one.resource.since ?? ""),
    );
}

/** Hosts before services, CRITICAL before UNKNOWN before WARNING. */
const weightOf = ({ kind, state }: Resource): number => (kind === "host" ? 10 - state : ([0, 1, 3, 2][state] ?? 0));

const rowOf = ({ resource, handling }: Problem) => [
  resource.host,
  resource.service ?? "",
  stateOf(resource),
  ageOf(resource.since),
  handling ?? "",
  resource.output,
];
