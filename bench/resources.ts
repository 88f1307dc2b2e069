import { Agent, get } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LARGE, writeLargeConfiguration } from "./support/large-configuration.ts";
import { writeLargeStore } from "./support/large-store.ts";
import { addLimitedUser, LIMITED, writeLimitedAccess } from "./support/limited-user.ts";
import { useOfTree } from "./support/process-tree.ts";
import { machine, percentilesOf, table } from "./support/report.ts";
import { login, startServer } from "./support/server.ts";

// Times of the lists and counts of the console at 10,000 hosts and 100,000 services, one request at a time, as
// administrator and as a contact who sees 5 %; beside them, in the same rounds, the service list of the contract. The
// budgets: a window of 100 of a view in at most 3 ms, of a new view in 25 ms, a summary in 2 ms (medians).
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "40" }, only: { type: "string", default: "" } },
});
const ROUNDS = Number(values.rounds);

interface Case {
  readonly name: string;
  /** Called before each request, not measured. */
  readonly path: (get: (path: string) => Promise<string>) => string | Promise<string>;
  readonly budgetMs?: number;
}

const q = (text: string): string => `q=${encodeURIComponent(text)}`;
const list = (text: string): string => `/api/resources?${q(text)}&limit=100`;
const viewIn = (body: string): string => (JSON.parse(body) as { meta: { view: string } }).meta.view;
const totalIn = (body: string): number => (JSON.parse(body) as { meta: { total: number } }).meta.total;

/** A view is opened once and used by all later requests, as somebody who scrolls does. */
function windowOf(text: string): Case["path"] {
  let view: string | undefined;
  let total = 0;
  let at = 0;
  return async (read) => {
    if (view === undefined) {
      const body = await read(list(text));
      view = viewIn(body);
      total = totalIn(body);
    }
    at += 7_300;
    return `/api/resources?view=${view}&offset=${Math.max(0, at % Math.max(1, total - 100))}&limit=100`;
  };
}

const cases = (): readonly Case[] =>
  [
    { name: "contract: services, 100", path: () => "/centreon/api/latest/monitoring/services?limit=100" },
    { name: "window of an existing view, all", path: windowOf(""), budgetMs: 3 },
    { name: "window of an existing view, unhandled", path: windowOf("is:unhandled"), budgetMs: 3 },
    { name: "new view, unhandled", path: () => list("is:unhandled"), budgetMs: 25 },
    { name: "new view, all", path: () => list(""), budgetMs: 25 },
    { name: "new view, a word", path: () => list("service-3"), budgetMs: 25 },
    {
      name: "new view, host pattern and group",
      path: () => list("host:srv-01* -group:group-1 is:problem"),
      budgetMs: 25,
    },
    { name: "new view, regular expression", path: () => list("service:/^service-[37]$/"), budgetMs: 25 },
    { name: "new view, all by output", path: () => `${list("")}&sort=output` },
    { name: "summary, all", path: () => "/api/summary", budgetMs: 2 },
    { name: "summary, unhandled", path: () => `/api/summary?${q("is:unhandled")}`, budgetMs: 2 },
    { name: "summary, of a group", path: () => `/api/summary?${q("group:group-1")}` },
    { name: "groups", path: () => "/api/groups" },
    { name: "completion of a host", path: () => `/api/resources/complete?${q("host:srv-012")}` },
  ].filter(({ name }) => name.includes(values.only));

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
try {
  const [configFolder, dataFolder] = [join(folder, "config"), join(folder, "data")];
  writeLargeConfiguration(configFolder, LARGE);
  writeLimitedAccess(configFolder, LARGE);
  await writeLargeStore(configFolder, dataFolder);
  const server = await startServer(configFolder, dataFolder);
  try {
    addLimitedUser(configFolder, dataFolder);
    const tokens = {
      "as administrator": await login(server.url),
      "as a contact who sees 5 %": await login(server.url, LIMITED.login, LIMITED.password),
    };
    console.log(machine());
    console.log(`${LARGE.hosts} hosts, ${LARGE.hosts * LARGE.servicesPerHost} services; ${ROUNDS} requests each\n`);
    const memoryBefore = useOfTree(server.pid).residentMb;
    for (const [who, token] of Object.entries(tokens)) await measure(server.url, who, token);
    const memoryAfter = useOfTree(server.pid).residentMb;
    console.log(`memory before ${Math.round(memoryBefore)} MB, after ${Math.round(memoryAfter)} MB`);
  } finally {
    await server.stop();
  }
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(url: string, who: string, token: string): Promise<void> {
  const read = (path: string): Promise<string> => readBody(url + path, token);
  const measured = cases().map((one) => ({ ...one, took: [] as number[], size: 0 }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of measured) {
      const path = await one.path(read);
      const start = performance.now();
      const body = await read(path);
      one.took.push(performance.now() - start);
      one.size = body.length;
    }
  }
  console.log(
    table(
      [who, "p50 ms", "p99 ms", "budget", "", "kB"],
      measured.map(({ name, took, size, budgetMs }) => {
        const { p50, p99 } = percentilesOf(took);
        const verdict = budgetMs === undefined ? "" : p50 <= budgetMs ? "kept" : "EXCEEDED";
        if (verdict === "EXCEEDED") process.exitCode = 1;
        return [name, p50.toFixed(2), p99.toFixed(2), budgetMs?.toString() ?? "", verdict, (size / 1000).toFixed(1)];
      }),
    ),
  );
  console.log("");
}

function readBody(url: string, token: string): Promise<string> {
  return new Promise((found, failed) => {
    get(url, { agent, headers: { "x-auth-token": token } }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      answer.once("end", () => {
        if (answer.statusCode === 200) found(body);
        else failed(new Error(`${url} was answered with ${answer.statusCode}: ${body}`));
      });
    }).once("error", failed);
  });
}
