import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Fastify from "fastify";
import { icingaVersion } from "./peers/icinga-daemon.ts";
import { startIcingaApi, type IcingaApi } from "./peers/icinga-api.ts";
import { READS, type Read } from "./support/api-reads.ts";
import { LARGE, writeLargeConfiguration } from "./support/large-configuration.ts";
import { writeLargeStore } from "./support/large-store.ts";
import { addLimitedUser, LIMITED, writeLimitedAccess } from "./support/limited-user.ts";
import { useOfTree } from "./support/process-tree.ts";
import { machine, median, perSecond, table } from "./support/report.ts";
import { login, startServer, type RunningServer } from "./support/server.ts";
import { load, type Load } from "./support/wrk.ts";

// Requests per second for common and uncommon API reads at 10,000 hosts and 100,000 services, through the whole server,
// as administrator and as a contact who sees 5 %. For comparison: a bare Fastify with a fixed body of the size of the
// default service page, and the API of Icinga 2 with the same requests. Icinga has no paging, so its lists are
// requested in full, four at a time, which keeps both processors busy; requests that it answers quickly are measured
// like those of Vigie.
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "1" },
    connections: { type: "string", default: "1,8,32" },
    only: { type: "string", default: "" },
    icinga: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const CONNECTIONS = values.connections.split(",").map(Number);
const reads = READS.filter(({ name }) => values.only.split(",").some((part) => name.includes(part)));
const USERS = ["admin", "limited"] as const;
type User = (typeof USERS)[number];
/**
 * Full lists requested from Icinga 2 concurrently; requests answered within `FAST_MS` are measured with 8 connections.
 */
const CONCURRENCY = 4;
const FAST_MS = 100;

const memoryOf = (pid: number): string => `${Math.round(useOfTree(pid).residentMb)} MB`;

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
try {
  const services = LARGE.hosts * LARGE.servicesPerHost;
  console.log(`${machine()}, Icinga 2 ${icingaVersion ?? "not installed"}`);
  console.log(
    `${LARGE.hosts} hosts, ${services} services, ${LARGE.hostGroups} host groups; ${ROUNDS} rounds of ` +
      `${SECONDS} s, medians\n`,
  );
  const vigie = await measureVigie();
  const icinga = values.icinga && icingaVersion !== undefined ? await measureIcinga() : new Map<string, number>();
  for (const connections of CONNECTIONS) {
    const bare = median(vigie.get(cell("bare", connections))!.map((each) => each.perSecond));
    console.log(
      `\n${connections} connections; bare Fastify with a fixed body: ${perSecond(bare.middle)}/s, ${bare.spread}`,
    );
    for (const user of USERS) {
      console.log(
        `\n${table(
          [
            user === "admin" ? "as administrator" : "as a contact who sees 5 %",
            "requests/s",
            "spread",
            "p50 ms",
            "p99 ms",
            "to bare",
            "× Icinga 2",
          ],
          reads.map((read) => {
            const loads = vigie.get(cell(user, connections, read.name))!;
            const { middle, spread } = median(loads.map((each) => each.perSecond));
            const peer = icinga.get(cell(user, 0, read.icinga));
            return [
              read.name,
              perSecond(middle),
              spread,
              milliseconds(loads.map((each) => each.p50)),
              milliseconds(loads.map((each) => each.p99)),
              (middle / bare.middle).toFixed(3),
              peer === undefined ? "" : perSecond(middle / peer),
            ];
          }),
        )}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function cell(who: User | "bare", connections: number, name = ""): string {
  return `${who} ${connections} ${name}`;
}

function milliseconds(times: readonly number[]): string {
  const { middle } = median(times);
  return middle >= 100 ? middle.toFixed(0) : middle.toPrecision(2);
}

/** Measures in alternating rounds, so that a slow phase of the machine affects all rows alike. */
async function measureVigie(): Promise<ReadonlyMap<string, readonly Load[]>> {
  const configFolder = join(folder, "config");
  const dataFolder = join(folder, "data");
  writeLargeConfiguration(configFolder, LARGE);
  writeLimitedAccess(configFolder, LARGE);
  await writeLargeStore(configFolder, dataFolder);
  const server = await startServer(configFolder, dataFolder);
  try {
    return await measureReads(server, configFolder, dataFolder);
  } finally {
    await server.stop();
  }
}

async function measureReads(
  server: RunningServer,
  configFolder: string,
  dataFolder: string,
): Promise<ReadonlyMap<string, readonly Load[]>> {
  addLimitedUser(configFolder, dataFolder);
  const tokens = { admin: await login(server.url), limited: await login(server.url, LIMITED.login, LIMITED.password) };
  await expectTotal(server.url + READS[0]!.path, tokens.admin, LARGE.hosts * LARGE.servicesPerHost);
  const body = await expectTotal(
    server.url + READS[0]!.path,
    tokens.limited,
    (LARGE.hosts * LARGE.servicesPerHost) / 20,
  );
  console.log(
    `Vigie: start until the API answers ${server.startSeconds.toFixed(1)} s, memory then ${memoryOf(server.pid)}`,
  );
  const bare = Fastify();
  bare.get("/", (_, reply) => reply.type("application/json").send(body));
  const bareUrl = await bare.listen({ host: "127.0.0.1", port: 0 });

  const loads = new Map<string, Load[]>();
  const measure = async (
    key: string,
    url: string,
    connections: number,
    token: string,
    varying?: string,
  ): Promise<void> => {
    const options = { headers: { "X-AUTH-TOKEN": token }, connections, seconds: SECONDS };
    loads.set(key, [
      ...(loads.get(key) ?? []),
      await load(url, varying === undefined ? options : { ...options, script: varyingScript(varying) }),
    ]);
    // Waits until pending requests of the last measurement are answered, so that they do not slow the next one.
    await fetch(`${server.url}/api/health`).then((answer) => answer.arrayBuffer());
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const connections of CONNECTIONS) {
      await measure(cell("bare", connections), bareUrl, connections, "");
      for (const user of USERS) {
        for (const { name, path, varying } of reads)
          await measure(
            cell(user, connections, name),
            server.url + pathFor(path, user),
            connections,
            tokens[user],
            varying,
          );
      }
    }
  }
  console.log(`Vigie: memory after the reads ${memoryOf(server.pid)}`);
  await bare.close();
  return loads;
}

/** Writes a wrk script that replaces these digits of the path by a counter. */
function varyingScript(digits: string): string {
  const path = join(folder, `varying-${digits}.lua`);
  writeFileSync(
    path,
    `local n = 0
function request()
  n = n + 1
  local number = string.format("%0${digits.length}d", n % ${10 ** digits.length / 10})
  return wrk.format(nil, (string.gsub(wrk.path, "${digits}", number)))
end
`,
  );
  return path;
}

/** Page in the middle of the list of a contact who sees a twentieth of it. */
function pathFor(path: string, user: User): string {
  return user === "limited" ? path.replace("page=5000", "page=500") : path;
}

async function expectTotal(url: string, token: string, expected: number): Promise<string> {
  const body = await (await fetch(url, { headers: { "X-AUTH-TOKEN": token } })).text();
  const { meta } = JSON.parse(body) as { meta: { total: number } };
  if (meta.total !== expected) throw new Error(`${meta.total} services, not ${expected}`);
  return body;
}

/** Requests per second of each request to Icinga 2: the median of the rounds in which it answered. */
async function measureIcinga(): Promise<ReadonlyMap<string, number>> {
  mkdirSync(join(folder, "icinga"));
  const icinga = await startIcingaApi(join(folder, "icinga"), LARGE);
  try {
    return await measureIcingaReads(icinga);
  } finally {
    await icinga.stop();
  }
}

async function measureIcingaReads(icinga: IcingaApi): Promise<ReadonlyMap<string, number>> {
  console.log(
    `Icinga 2: start until the API answers ${icinga.startSeconds.toFixed(1)} s, memory then ${memoryOf(icinga.pid)}`,
  );
  const requests = USERS.flatMap((user) =>
    [...new Set(reads.flatMap(({ icinga: path }: Read) => path ?? []))].map((path) => ({ user, path })),
  );
  const rates = new Map<string, number[]>();
  let hungUp = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const { user, path } of requests) {
      const key = cell(user, 0, path);
      try {
        rates.set(key, [...(rates.get(key) ?? []), await rateOf(path, user)]);
      } catch (error) {
        // Seen once: it closed a new connection without an answer.
        if (!isHangUp(error)) throw error;
        hungUp++;
      }
    }
  }
  if (hungUp > 0) console.log(`Icinga 2 hung up ${hungUp} times; those rounds do not count`);
  console.log(`Icinga 2: memory after the reads ${memoryOf(icinga.pid)}`);
  const medians = new Map([...rates].map(([key, each]) => [key, median(each)] as const));
  console.log(
    table(
      ["Icinga 2 is asked", "requests/s", "spread"],
      requests.map(({ user, path }) => {
        const rate = medians.get(cell(user, 0, path));
        const label = `${user} ${decodeURIComponent(path)
          .replaceAll(/attrs=\w+&?/g, "")
          .slice(0, 90)}`;
        return rate === undefined ? [label, "", ""] : [label, perSecond(rate.middle), rate.spread];
      }),
    ),
  );
  return new Map([...medians].map(([key, { middle }]) => [key, middle]));

  async function rateOf(path: string, user: User): Promise<number> {
    const one = await timeOf(() => icinga.get(path, user));
    if (one < FAST_MS)
      return (await load(icinga.url + path, { headers: icinga.headersOf(user), connections: 8, seconds: SECONDS }))
        .perSecond;
    return (
      (CONCURRENCY * 1_000) /
      (await timeOf(async () => {
        const answers = await Promise.allSettled(Array.from({ length: CONCURRENCY }, () => icinga.get(path, user)));
        for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
      }))
    );
  }
}

const isHangUp = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ECONNRESET";

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
