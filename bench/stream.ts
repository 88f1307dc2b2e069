// Live stream on 100,000 services beside the checks and reads of `mixed`, at 200 changes a second, in turns with nobody
// listening: first 1,000 idle listeners (a search that nothing matches), then 900 of them and 100 busy ones (everything).
// Prints what requests, results and checks take with and without listeners, and when changes arrive. Before that, the memory
// of 1,000 idle listeners, on a server of two hosts. Run by `node bench/stream.ts [seconds] [checks per second]`; exits with 1
// if a promise is broken.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hashOfSecret } from "../src/access/secret.ts";
import { openStore } from "../src/data/store/open-store.ts";
import { silentLog } from "../src/lib/log.ts";
import { createAlternatingPhases, type AlternatingPhases } from "./support/alternating-phases.ts";
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
import { createTimedChanges } from "./support/timed-changes.ts";
import type { FromListeners, ToListeners, Wanted } from "./support/stream-listeners.ts";

const SECONDS = Number(process.argv[2] ?? 360);
const CHECKS_PER_SECOND = Number(process.argv[3] ?? 400);
const PHASE_SECONDS = 30;
const SMALL: Size = { hosts: 2, servicesPerHost: 5, hostGroups: 1 };
/** An account may have 20 connections, the server 1,000. */
const [IDLE_ACCOUNTS, BUSY_ACCOUNTS, EACH] = [45, 5, 20];
const LISTENERS = (IDLE_ACCOUNTS + BUSY_ACCOUNTS) * EACH;
const MEMORY_SECONDS = 5;
const MEMORY_ROUNDS = 5;

const MAX_P99_MS = 100;
const MAX_KB = 20;
const LEAST_RATIO = 0.95;

const promises = createPromises();
let refusedListeners = 0;
const listeners = fork(join(import.meta.dirname, "support/stream-listeners.ts"));
console.log(`${machine()}; ${SECONDS} s, ${CHECKS_PER_SECOND} checks a second are due`);
try {
  await inFolder("memory", measureMemory);
  await inFolder("stream", measureLoad);
} finally {
  listeners.kill();
}
promises.atMost("listeners refused", refusedListeners, 0);
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
  const server = await startServer(configFolder, dataFolder, { isInspected: true });
  const memoryKb = async (): Promise<number> => {
    await delay(MEMORY_SECONDS * 1000);
    await server.collectGarbage();
    return memoryOf(server.pid).now * 1024;
  };
  try {
    const wanted = await wantedListeners(server.url, dataFolder);
    const growth: number[] = [];
    for (let round = 0; round < MEMORY_ROUNDS; round++) {
      const before = await memoryKb();
      await openListeners(wanted.idle);
      growth.push(((await memoryKb()) - before) / LISTENERS);
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
  const tokens = { admin: await login(url), limited: await login(url, LIMITED.login, LIMITED.password) };
  const wanted = await wantedListeners(url, dataFolder);
  const changes = await createTimedChanges(url, tokens.admin);
  const crowds = [
    { crowd: "1,000 idle", wanted: wanted.idle, isBusy: false },
    { crowd: "900 idle, 100 busy", wanted: wanted.busy, isBusy: true },
  ];
  listeners.on("message", changes.onMessage);
  for (const { crowd, wanted: listening, isBusy } of crowds) {
    const phases = createAlternatingPhases();
    const mixed = (await mixedPaces(url, tokens, { ...phases, isWith: false })).filter(
      ({ name }) => !name.startsWith("passive results"),
    );
    const paces = [...mixed, changes.pace].map((pace) => phases.noted(pace));
    const abort = new AbortController();
    const running = [diskProbe(folder), ...paces].map((pace) => sendAtPace(pace, abort.signal));
    let cutOff = 0;
    for (let second = 0; second < SECONDS / crowds.length; second += PHASE_SECONDS) {
      if (phases.isWith) await openListeners(listening);
      await delay(PHASE_SECONDS * 1000);
      if (phases.isWith) cutOff += await closeListeners();
      phases.switch();
    }
    abort.abort();
    const all = await Promise.all(running);
    promises.atMost(`${crowd}: listeners cut off`, cutOff, 0);
    promises.atMost(
      `${crowd}: requests refused`,
      all.reduce((sum, { refused }) => sum + refused, 0),
      0,
    );
    const losses = reportLosses(crowd, phases, paces, changes.pace);
    // The busy ones take 20,000 changes a second on the same cores.
    if (isBusy) continue;
    promises.atLeast(`${crowd}: reads with nobody listening, to reads beside`, losses.reads, LEAST_RATIO, " ×");
    promises.atLeast(`${crowd}: results, the same`, losses.results, LEAST_RATIO, " ×");
  }
  listeners.off("message", changes.onMessage);
  const { told, afterAnswer, afterSending } = changes.told();
  console.log(
    `\n${told} changes told; ms after the answer to who sent them: p50 ${afterAnswer.p50}, p99 ${afterAnswer.p99}; ` +
      `after they were sent, with the disk: p50 ${afterSending.p50}, p99 ${afterSending.p99}`,
  );
  promises.atMost("a change arrives after it is committed, p99", afterAnswer.p99, MAX_P99_MS, " ms");
}

/** Prints what requests, results and checks take while nobody listens and while a crowd does. Returns the ratios. */
function reportLosses(
  crowd: string,
  phases: AlternatingPhases,
  paces: readonly Pace[],
  changes: Pace,
): { readonly reads: number; readonly results: number } {
  const rows = paces.map((pace) => ({ pace, ...phases.medians(pace.name) }));
  const lag = phases.trimmedMeans(LAG);
  const line = (name: string, without: number, beside: number): string[] => [
    name,
    without.toFixed(2),
    beside.toFixed(2),
    (without / beside).toFixed(3),
  ];
  console.log(
    `\n${table(
      ["p50 ms", "nobody listens", crowd, "ratio"],
      [
        ...rows.map((row) => line(row.pace.name, row.without, row.with)),
        line(`${LAG} (trimmed mean)`, lag.without, lag.with),
      ],
    )}`,
  );
  const reads = rows.filter(({ pace }) => pace.waitsForDisk !== true);
  const sum = (of: "with" | "without"): number => reads.reduce((total, row) => total + row[of], 0);
  const intake = phases.medians(changes.name);
  return { reads: sum("without") / sum("with"), results: intake.without / intake.with };
}

/** Accounts that see everything, each with a token, made as `vigie user` does it while the server runs. */
async function wantedListeners(
  url: string,
  dataFolder: string,
): Promise<{ readonly idle: readonly Wanted[]; readonly busy: readonly Wanted[] }> {
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
  const idle = { url, each: EACH, query: "?q=host%3Anone-of-them" };
  const busy = { url, each: EACH, query: "" };
  return {
    idle: [{ ...idle, tokens }],
    busy: [
      { ...idle, tokens: tokens.slice(0, IDLE_ACCOUNTS) },
      { ...busy, tokens: tokens.slice(IDLE_ACCOUNTS) },
    ],
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
  if (answer.kind === "opened") refusedListeners += answer.refused;
}

async function closeListeners(): Promise<number> {
  const answer = await ask({ kind: "close" }, "closed");
  return answer.kind === "closed" ? answer.cutOff : 0;
}
