// Live stream on 100,000 services beside the checks and reads of `mixed`: 900 idle listeners (a search that nothing matches)
// and 100 busy ones (everything), at 200 changes a second, in turns with nobody listening. Prints what requests, results and
// checks take with and without listeners, and when changes arrive. Before that, the memory of 900 idle listeners, on a server
// of two hosts. Run by `node bench/stream.ts [seconds] [checks per second]`; exits with 1 if a promise is broken.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hashOfSecret } from "../src/access/secret.ts";
import { openStore } from "../src/data/store/open-store.ts";
import { silentLog } from "../src/lib/log.ts";
import { createAlternatingPhases } from "./support/alternating-phases.ts";
import { diskProbe } from "./support/disk-probe.ts";
import { writeCheckedLargeSite } from "./support/checked-large-site.ts";
import { writeLargeConfiguration, type Size } from "./support/large-configuration.ts";
import { addLimitedUser, LIMITED } from "./support/limited-user.ts";
import { LAG, mixedPaces } from "./support/mixed-paces.ts";
import { sendAtPace, type Pace } from "./support/paced-requests.ts";
import { memoryOf } from "./support/poll-during.ts";
import { createPromises } from "./support/promises.ts";
import { machine, percentilesOf, table } from "./support/report.ts";
import { login, startServer } from "./support/server.ts";
import type { FromListeners, ToListeners, Wanted } from "./support/stream-listeners.ts";

const SECONDS = Number(process.argv[2] ?? 360);
const CHECKS_PER_SECOND = Number(process.argv[3] ?? 400);
const PHASE_SECONDS = 30;
const SMALL: Size = { hosts: 2, servicesPerHost: 5, hostGroups: 1 };
/** An account may have 20 connections, the server 1,000. */
const [IDLE_ACCOUNTS, BUSY_ACCOUNTS, EACH] = [45, 5, 20];
const BATCH = 20;
const BATCHES_PER_SECOND = 10;
const MEMORY_SECONDS = 15;
/** The garbage collection makes each of them uncertain. */
const MEMORY_ROUNDS = 3;
const RESULTS = `changes, ${BATCH} at once`;

const CHANGED_SERVICES = 10_000;
const MAX_P99_MS = 100;
const MAX_KB = 20;
const LEAST_RATIO = 0.95;

const promises = createPromises();
const listeners = fork(join(import.meta.dirname, "support/stream-listeners.ts"));
console.log(`${machine()}; ${SECONDS} s, ${CHECKS_PER_SECOND} checks a second are due`);
try {
  await inFolder("memory", measureMemory);
  await inFolder("stream", measureLoad);
} finally {
  listeners.kill();
}
process.exitCode = promises.report() ? 0 : 1;

interface Folders {
  readonly folder: string;
  readonly configFolder: string;
  readonly dataFolder: string;
}

async function inFolder(name: string, measure: (folders: Folders) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `vigie-bench-${name}-`));
  try {
    await measure({ folder, configFolder: join(folder, "config"), dataFolder: join(folder, "data") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureMemory({ configFolder, dataFolder }: Folders): Promise<void> {
  writeLargeConfiguration(configFolder, SMALL);
  const server = await startServer(configFolder, dataFolder);
  try {
    const wanted = await wantedListeners(server.url, dataFolder);
    const growth: number[] = [];
    for (let round = 0; round < MEMORY_ROUNDS; round++) {
      await delay(MEMORY_SECONDS * 1000);
      const before = memoryOf(server.pid).now;
      await openListeners([wanted.idle]);
      await delay(MEMORY_SECONDS * 1000);
      growth.push(((memoryOf(server.pid).now - before) * 1024) / (IDLE_ACCOUNTS * EACH));
      await closeListeners();
    }
    console.log(`memory of an idle listener: ${growth.map((kb) => kb.toFixed(1)).join(" kB, ")} kB`);
    promises.atMost("memory of an idle listener, median", percentilesOf(growth).p50, MAX_KB, " kB");
  } finally {
    await server.stop();
  }
}

async function measureLoad({ folder, configFolder, dataFolder }: Folders): Promise<void> {
  await writeCheckedLargeSite(configFolder, dataFolder, CHECKS_PER_SECOND);
  const server = await startServer(configFolder, dataFolder);
  try {
    addLimitedUser(configFolder, dataFolder);
    await underLoad(server.url, dataFolder, folder);
  } finally {
    await server.stop();
  }
}

async function underLoad(url: string, dataFolder: string, folder: string): Promise<void> {
  const phases = createAlternatingPhases();
  const tokens = { admin: await login(url), limited: await login(url, LIMITED.login, LIMITED.password) };
  const wanted = await wantedListeners(url, dataFolder);
  const answeredAt = new Map<number, number>();
  const sentAt = new Map<number, number>();
  const afterAnswer: number[] = [];
  const afterSending: number[] = [];
  let told = 0;
  const onMessage = (message: FromListeners): void => {
    if (message.kind !== "told") return;
    told += message.changes;
    for (const [number, at] of message.arrivals) {
      const answered = answeredAt.get(Math.floor(number / BATCH));
      const sent = sentAt.get(Math.floor(number / BATCH));
      if (answered !== undefined) afterAnswer.push(Math.max(0, at - answered));
      if (sent !== undefined) afterSending.push(at - sent);
    }
  };
  listeners.on("message", onMessage);
  const mixed = (await mixedPaces(url, tokens, { ...phases, isWith: false })).filter(
    ({ name }) => !name.startsWith("passive results"),
  );
  const results = await changesPace(url, tokens.admin, sentAt, answeredAt);
  const paces = [...mixed, results].map((pace) => phases.noted(pace));
  const abort = new AbortController();
  const running = [diskProbe(folder), ...paces].map((pace) => sendAtPace(pace, abort.signal));
  let cutOff = 0;
  for (let second = 0; second < SECONDS; second += PHASE_SECONDS) {
    if (phases.isWith) await openListeners([wanted.idle, wanted.busy]);
    await delay(PHASE_SECONDS * 1000);
    console.log(`${second + PHASE_SECONDS} s${phases.isWith ? ", with listeners" : ""}: ${told} changes told`);
    if (phases.isWith) cutOff += await closeListeners();
    phases.switch();
  }
  abort.abort();
  const all = await Promise.all(running);
  listeners.off("message", onMessage);
  const refused = all.reduce((sum, one) => sum + one.refused, 0);
  report({ phases, paces, afterAnswer, afterSending, cutOff, refused, told });
}

interface Measured {
  readonly phases: ReturnType<typeof createAlternatingPhases>;
  readonly paces: readonly Pace[];
  readonly afterAnswer: readonly number[];
  readonly afterSending: readonly number[];
  readonly cutOff: number;
  readonly refused: number;
  readonly told: number;
}

function report({ phases, paces, afterAnswer, afterSending, cutOff, refused, told }: Measured): void {
  const rows = paces.map((pace) => ({ pace, ...phases.medians(pace.name) }));
  const lag = phases.means(LAG);
  const line = (name: string, without: number, beside: number): string[] => [
    name,
    without.toFixed(2),
    beside.toFixed(2),
    (without / beside).toFixed(3),
  ];
  console.log(
    `\n${table(
      ["p50 ms", "nobody listens", "1,000 listen", "ratio"],
      [...rows.map((row) => line(row.pace.name, row.without, row.with)), line(`${LAG} (mean)`, lag.without, lag.with)],
    )}`,
  );
  const answer = percentilesOf([...afterAnswer]);
  const sending = percentilesOf([...afterSending]);
  console.log(
    `${told} changes told; of ${afterAnswer.length} timed ones, ms after the answer to who sent them: p50 ${answer.p50}, ` +
      `p99 ${answer.p99}; after they were sent, with the disk: p50 ${sending.p50}, p99 ${sending.p99}`,
  );
  const reads = rows.filter(({ pace }) => pace.waitsForDisk !== true);
  const sum = (of: "with" | "without"): number => reads.reduce((total, row) => total + row[of], 0);
  const intake = rows.find(({ pace }) => pace.name === RESULTS)!;
  promises.atMost("a change arrives after it is committed, p99", answer.p99, MAX_P99_MS, " ms");
  promises.atLeast("reads with nobody listening, to reads with 1,000", sum("without") / sum("with"), LEAST_RATIO, " ×");
  promises.atLeast(
    "results with nobody listening, to those with 1,000",
    intake.without / intake.with,
    LEAST_RATIO,
    " ×",
  );
  promises.atMost("listeners cut off", cutOff, 0);
  promises.atMost("requests refused", refused, 0);
}

/** Results that change the state of each service, round after round. */
async function changesPace(
  url: string,
  token: string,
  sentAt: Map<number, number>,
  answeredAt: Map<number, number>,
): Promise<Pace> {
  const headers = { "X-AUTH-TOKEN": token };
  const listed = await fetch(`${url}/centreon/api/latest/monitoring/services?limit=${CHANGED_SERVICES}`, { headers });
  const { result: services } = (await listed.json()) as {
    readonly result: readonly { readonly id: number; readonly host: { readonly id: number } }[];
  };
  if (services.length !== CHANGED_SERVICES) throw new Error(`The server lists ${services.length} services`);
  return {
    name: RESULTS,
    perSecond: BATCHES_PER_SECOND,
    waitsForDisk: true,
    async send(n) {
      sentAt.set(n, Date.now());
      const resources = Array.from({ length: BATCH }, (_, place) => {
        const number = n * BATCH + place;
        const { id, host } = services[number % services.length]!;
        const status = Math.floor(number / services.length) % 2 === 0 ? 2 : 0;
        return { type: "service", id, parent: { id: host.id }, status, output: `change ${number}` };
      });
      const response = await fetch(`${url}/centreon/api/latest/monitoring/resources/submit`, {
        method: "POST",
        headers,
        body: JSON.stringify({ resources }),
      });
      await response.arrayBuffer();
      answeredAt.set(n, Date.now());
      return response.status;
    },
  };
}

/** Accounts that see everything, each with a token, made as `vigie user` does it while the server runs. */
async function wantedListeners(
  url: string,
  dataFolder: string,
): Promise<{ readonly idle: Wanted; readonly busy: Wanted }> {
  const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: false });
  const tokens: string[] = [];
  const now = Date.now() / 1000;
  for (let place = 0; place < IDLE_ACCOUNTS + BUSY_ACCOUNTS; place++) {
    const alias = `listener-${place}`;
    const { id } = await store.saveAccount({
      id: 0,
      alias,
      name: alias,
      email: "",
      isAdmin: true,
      hasApiAccess: true,
      isEnabled: true,
      passwordHash: null,
    });
    const token = {
      hash: hashOfSecret(alias),
      contactId: id,
      lastUsed: now,
      expiresAt: null,
      label: null,
      createdAt: now,
      creatorId: null,
      isRevoked: false,
    };
    await store.commit([{ kind: "token", token }]);
    tokens.push(alias);
  }
  await store.close();
  return {
    idle: { url, tokens: tokens.slice(0, IDLE_ACCOUNTS), each: EACH, query: "?q=host%3Anone-of-them" },
    busy: { url, tokens: tokens.slice(IDLE_ACCOUNTS), each: EACH, query: "" },
  };
}

function ask(message: ToListeners, answer: FromListeners["kind"]): Promise<FromListeners> {
  return new Promise((answered) => {
    const look = (told: FromListeners): void => {
      if (told.kind !== answer) return;
      listeners.off("message", look);
      answered(told);
    };
    listeners.on("message", look);
    listeners.send(message);
  });
}

async function openListeners(wanted: readonly Wanted[]): Promise<void> {
  const answer = await ask({ kind: "open", wanted }, "opened");
  if (answer.kind === "opened") promises.atMost("listeners refused", answer.refused, 0);
}

async function closeListeners(): Promise<number> {
  const answer = await ask({ kind: "close" }, "closed");
  return answer.kind === "closed" ? answer.cutOff : 0;
}
