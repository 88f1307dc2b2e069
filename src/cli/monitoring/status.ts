import { Command } from "commander";
import { counted } from "../../lib/counted.ts";
import { printable } from "../../lib/printable.ts";
import { Refusal } from "../../model/refusal.ts";
import type { StateCode } from "../../model/resource-state.ts";
import { stateName, type ResourceKind } from "../../model/state-code.ts";
import { refusalTextOf, type ServerApi } from "../api-client.ts";
import { inStyle } from "../../lib/table.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import { countList } from "./pages.ts";
import { readProblems } from "./problems.ts";
import { stateCell } from "./state-words.ts";
import { ageOf, localTime } from "./times.ts";

const CODES = { host: [0, 1, 2, 4], service: [0, 1, 2, 3, 4] } as const satisfies Record<
  ResourceKind,
  readonly StateCode[]
>;

/** `vigie status`: numbers of hosts and services by state, and of problems; what does not work in the server. */
export function statusCommand(context: MonitoringContext): Command {
  return new Command("status")
    .description("count hosts, services and problems")
    .option("--json", "as JSON")
    .action(async (flags: { readonly json?: true }) => {
      const output = outputOf(context);
      const api = await context.api();
      const [hosts, services, problems, health] = await Promise.all([
        countsOf(api, "host"),
        countsOf(api, "service"),
        readProblems(api),
        healthOf(api),
      ]);
      const unhandled = problems.filter(({ handling }) => handling === null).length;
      if (flags.json) {
        return output.json({
          version: health.version,
          status: health.status,
          hosts: Object.fromEntries(hosts),
          services: Object.fromEntries(services),
          problems: { total: problems.length, unhandled },
          server_problems: health.problems,
          last_commit: health.last_commit,
          checks: health.checks,
        });
      }
      const line = (kind: ResourceKind, counts: Counts): string =>
        CODES[kind]
          .map((code) => {
            const cell = stateCell(kind, code);
            const text = `${counts.get(stateName(kind, code))} ${stateName(kind, code)}`;
            return counts.get(stateName(kind, code)) === 0 || typeof cell === "string"
              ? text
              : inStyle(cell.style, text, output.screen);
          })
          .join("  ");
      output.text(
        [
          `hosts     ${line("host", hosts)}`,
          `services  ${line("service", services)}`,
          `problems  ${unhandled} unhandled, ${problems.length - unhandled} acknowledged or in downtime`,
          `server    Vigie ${health.version}, ${health.status}, ${counted(health.checks.running, "check")} running, ` +
            `${health.checks.waiting} waiting, last commit ${localTime(health.last_commit) || "never"}`,
          ...health.problems.map((problem) => `failing   ${failureText(problem)}`),
          "",
        ].join("\n"),
      );
    });
}

type Counts = ReadonlyMap<string, number>;

async function countsOf(api: ServerApi, kind: ResourceKind): Promise<Counts> {
  const counts = await Promise.all(
    CODES[kind].map(async (code): Promise<[string, number]> => [
      stateName(kind, code),
      await countList(api, `/monitoring/${kind}s`, [{ [`${kind}.state`]: { $eq: code } }]),
    ]),
  );
  return new Map(counts);
}

/** The server answers with its health also when it is not well. */
async function healthOf(api: ServerApi): Promise<Health> {
  const answer = await api.send({ method: "GET", path: "/api/health" });
  const health = (answer.body ?? {}) as Partial<Health>;
  if (health.version === undefined) throw new Refusal("server-refused", refusalTextOf(answer));
  return health as Health;
}

const failureText = ({ part, code, since }: ServerProblem): string =>
  printable(`${part}: ${code}, since ${localTime(since)} (${ageOf(since)} ago)`);

interface ServerProblem {
  readonly part: string;
  readonly code: string;
  readonly since: string;
}

interface Health {
  readonly status: string;
  readonly version: string;
  readonly problems: readonly ServerProblem[];
  readonly last_commit: string | null;
  readonly checks: { readonly done: number; readonly running: number; readonly waiting: number };
}
