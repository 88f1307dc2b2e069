// A leader and a follower on one PostgreSQL, and results by a poller's frames: start and memory of each, what rate holds,
// how far the follower is behind, and how long nobody takes changes when the leader is killed or paused. Run by
// `node bench/cluster.ts [--services 100000] [--rate 3300] [--seconds 30] [--takeovers 3]`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { newKeyPair, type KeyPair } from "../src/cluster/protocol/identity.ts";
import { LINK_PATH } from "../src/cluster/protocol/link-path.ts";
import { systemClock } from "../src/lib/clock.ts";
import { serviceKey } from "../src/model/resource-key.ts";
import { freePort, startMember, type Member } from "../test/cluster/member.ts";
import { openBufferedPoller } from "../test/support/buffered-poller.ts";
import { startPostgres, whyNoPostgres } from "../test/support/postgres-server.ts";
import { loginAt } from "../test/support/server-process.ts";
import { useOfTree } from "./support/process-tree.ts";
import { machine, median, percentilesOf, table } from "./support/report.ts";

const reason = whyNoPostgres();
if (reason !== null) {
  console.log(`skipped: ${reason}`);
  process.exit(0);
}
const { values } = parseArgs({
  options: {
    services: { type: "string", default: "100000" },
    rate: { type: "string", default: "3300" },
    seconds: { type: "string", default: "30" },
    takeovers: { type: "string", default: "3" },
  },
});
const [SERVICES, RATE, SECONDS] = [Number(values.services), Number(values.rate), Number(values.seconds)];
const TAKEOVERS = Number(values.takeovers);

const PASSWORD = "correct horse";
const SERVICES_OF_HOST = 10;
/** A file has a limit. */
const HOSTS_OF_FILE = 20_000;
const POLLER = { id: 2, name: "paris" };
const TICK_MS = 10;
/** One result in so many is another state than the one before. */
const CHANGES = 20;
const WITHIN_MS = 600_000;

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-cluster-"));
const configFolder = join(folder, "config");
const objectsFolder = join(configFolder, "objects");
const server = await startPostgres([]);
const members = new Map<string, Member>();
const addresses = new Map<string, string>();
const rows: (readonly string[])[] = [];

try {
  console.log(`${machine()}; ${SERVICES.toLocaleString("en")} services of one poller`);
  const { privateKey } = await enrolPoller();
  writeObjects();
  await measure(privateKey);
  console.log(table(["what", "measured", "goal"], rows));
} finally {
  for (const { signal, ended } of members.values()) {
    signal("SIGKILL");
    await ended;
  }
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** Also at once: the next one may take minutes. */
function report(row: readonly string[]): void {
  rows.push(row);
  console.log(`${row[0]}: ${row[1]}`);
}

/** Before there is an object: a server that does not know the poller of a host checks it itself. */
async function enrolPoller(): Promise<KeyPair> {
  mkdirSync(objectsFolder, { recursive: true });
  writeFileSync(join(configFolder, "vigie.cfg"), "cfg_dir=objects\nenable_flap_detection=0\n");
  writeFileSync(join(configFolder, "vigie.yaml"), `store: ${server.newSchema()}\n`);
  const first = await start("a", isWorking);
  const headers = await headersAt(first);
  const call = async <Answer>(path: string, body: object): Promise<Answer> => {
    const answer = await fetch(first.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const keys = newKeyPair();
  const { secret } = await call<{ readonly secret: string }>("/api/pollers", POLLER);
  await call("/api/pollers/enrol", { secret, public_key: keys.publicKey });
  first.signal("SIGTERM");
  await first.ended;
  return keys;
}

async function headersAt({ url }: Member): Promise<Readonly<Record<string, string>>> {
  return { "X-AUTH-TOKEN": await loginAt(url, "admin", PASSWORD), "content-type": "application/json" };
}

async function measure(privateKey: string): Promise<void> {
  let leader = await start("a", isWorking, "start of the leader");
  const headers = await headersAt(leader);
  let follower = await start("b", isFollowing, "start of the follower, until it answers reads");

  await flow(leader, follower, privateKey, headers);
  for (const [name, member] of members)
    report([`memory of server ${name}`, `${Math.round(useOfTree(member.pid).residentMb)} MB`, ""]);

  for (const [kind, goal] of [
    ["killed", "< 1 s"],
    ["paused", "< 5 s"],
  ] as const) {
    const took: number[] = [];
    for (let round = 0; round < TAKEOVERS; round++) {
      took.push(await takeOver(kind, leader, follower, headers));
      leader.signal("SIGCONT");
      await leader.ended;
      const name = [...members].find(([, member]) => member === leader)![0];
      leader = follower;
      follower = await start(name, isFollowing);
    }
    const { middle, spread } = median(took);
    report([`leader ${kind} → first change of the next`, `${(middle / 1_000).toFixed(2)} s (${spread})`, goal]);
  }
}

interface Health {
  readonly status: string;
  readonly cluster: { readonly position?: number | null } | null;
}
function isWorking({ status }: Health): boolean {
  return status === "ok";
}
function isFollowing({ status, cluster }: Health): boolean {
  return status === "standby" && typeof cluster?.position === "number";
}

/** Starts a server; resolves when its health is so. `what`: the row of its start. */
async function start(name: string, isReady: (health: Health) => boolean, what?: string): Promise<Member> {
  const begun = performance.now();
  const listen = addresses.get(name) ?? `127.0.0.1:${await freePort()}`;
  addresses.set(name, listen);
  const env = { VIGIE_ADMIN_PASSWORD: PASSWORD, VIGIE_LOG_LEVEL: "warn" };
  const member = await startMember({ folder, name, configFolder, env, listen });
  members.set(name, member);
  let hasEnded = false;
  void member.ended.then(() => (hasEnded = true));
  await until(async () => {
    const health = (await member.health()) as Health | null;
    if (hasEnded) throw new Error(`${name} ended: ${member.log()}`);
    return health !== null && isReady(health);
  }, `${name} is not ready`);
  if (what !== undefined) {
    report([what, `${((performance.now() - begun) / 1_000).toFixed(1)} s`, ""]);
    report([`memory then`, `${Math.round(useOfTree(member.pid).residentMb)} MB`, ""]);
  }
  return member;
}

/** Results at the rate; meanwhile reads at the follower of what was just changed at the leader. */
async function flow(
  leader: Member,
  follower: Member,
  privateKey: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const began: number[] = [];
  const took: number[] = [];
  const poller = openBufferedPoller({
    path: join(folder, "results.sqlite"),
    name: POLLER.name,
    privateKey,
    clock: systemClock,
    url: () => new URL(leader.url.replace("http", "ws") + LINK_PATH),
    random: Math.random,
    onSeen(number) {
      const now = performance.now();
      while (took.length < number) took.push(now - began[took.length]!);
    },
  });
  poller.link.start();
  await until(async () => poller.link.isConnected, "the poller is not connected");
  let isOver = false;
  const behind: number[] = [];
  const sampling = (async () => {
    while (!isOver) {
      behind.push(await behindMs(leader, follower, headers));
      await delay(50);
    }
  })();
  const [usedBefore, begun] = [useOfServers(), performance.now()];
  for (let tick = 1; tick <= (SECONDS * 1_000) / TICK_MS; tick++) {
    const at = performance.now();
    const count = Math.floor((tick * RATE * TICK_MS) / 1_000) - Math.floor(((tick - 1) * RATE * TICK_MS) / 1_000);
    poller.add(Array.from({ length: count }, () => nextResult(began.push(at) - 1)));
    await delay(Math.max(0, begun + tick * TICK_MS - performance.now()));
  }
  await until(async () => poller.buffer.size.count === 0, "the results do not end");
  const seconds = (performance.now() - begun) / 1_000;
  isOver = true;
  await sampling;
  poller.close();
  const metrics = await (await fetch(`${leader.url}/metrics`)).text();
  if (!metrics.includes(`vigie_poller_results_total{outcome="taken"} ${took.length}\n`))
    throw new Error(`not all results were taken: ${metrics.match(/^vigie_poller_results_total.*$/gm)?.join(", ")}`);
  const used = useOfServers();
  const [committed, lag] = [percentilesOf(took), percentilesOf(behind)];
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  for (const row of [
    [
      `results a second, ${RATE.toLocaleString("en")} offered, one in ${CHANGES} a change`,
      Math.round(took.length / seconds).toLocaleString("en"),
      "",
    ],
    ["poller → committed, p50", ms(committed.p50), ""],
    ["poller → committed, p99", ms(committed.p99), ""],
    ["change at the leader → read at the follower, p50", ms(lag.p50), "< 20 ms"],
    ["change at the leader → read at the follower, p99", ms(lag.p99), "< 250 ms"],
  ])
    report(row);
  for (const member of [leader, follower]) {
    const { event_loop_delay: delays } = (await member.health()) as unknown as { event_loop_delay: { max: number } };
    const name = member === leader ? "leader" : "follower";
    report([`longest pause of the ${name} in the last full minute`, ms(delays.max * 1_000), ""]);
  }
  for (const [name, cpu] of used)
    report([`processor of server ${name}`, `${(((cpu - usedBefore.get(name)!) / seconds) * 100).toFixed(0)} %`, ""]);
}

function useOfServers(): ReadonlyMap<string, number> {
  return new Map([...members].map(([name, { pid }]) => [name, useOfTree(pid).cpuSeconds]));
}

/** Milliseconds from the answer to a change at the leader until the follower has answered a read that shows it. */
async function behindMs(leader: Member, follower: Member, headers: Readonly<Record<string, string>>): Promise<number> {
  const changed = await comment(leader.url, headers);
  const position = changed.headers.get("vigie-position");
  if (!changed.ok || position === null) throw new Error(`a comment was answered with ${changed.status}`);
  const begun = performance.now();
  const read = await fetch(`${follower.url}/centreon/api/latest/monitoring/hosts/1`, {
    headers: { ...headers, "Vigie-Position": position },
  });
  await read.arrayBuffer();
  if (!read.ok) throw new Error(`a read at the follower was answered with ${read.status}`);
  return performance.now() - begun;
}

async function comment(url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const answer = await fetch(`${url}/api/hosts/1/comments`, {
    method: "POST",
    headers,
    body: JSON.stringify({ comment: "from the bench" }),
    signal: AbortSignal.timeout(2_000),
  });
  await answer.arrayBuffer();
  return answer;
}

/** Milliseconds until the next leader has answered a change. */
async function takeOver(
  kind: "killed" | "paused",
  leader: Member,
  next: Member,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const begun = performance.now();
  leader.signal(kind === "killed" ? "SIGKILL" : "SIGSTOP");
  await until(
    () =>
      comment(next.url, headers).then(
        ({ ok }) => ok,
        () => false,
      ),
    `nobody took over: ${next.log()}`,
  );
  return performance.now() - begun;
}

/** As of a plugin: a text and performance data that differ a little each time. */
function nextResult(number: number) {
  const service = (number * 7_919) % SERVICES;
  const round = Math.floor(number / SERVICES);
  const at = systemClock.now();
  const returnCode = round % CHANGES === service % CHANGES ? (2 as const) : (0 as const);
  return {
    key: serviceKey(Math.floor(service / SERVICES_OF_HOST) + 1, service + 1),
    checkType: "active" as const,
    returnCode,
    output: {
      text: `HTTP ${returnCode === 0 ? "OK" : "CRITICAL"}: 1743 bytes in 0.${number % 900} second response time`,
      longText: "",
      perfdata: `time=0.${number % 900}s;1;5;0;10 size=1743B;;;0`,
    },
    dueAt: at - 1,
    startedAt: at - 0.1,
    finishedAt: at,
    commandLine: null,
  };
}

function writeObjects(): void {
  const hosts = Math.ceil(SERVICES / SERVICES_OF_HOST);
  writeFileSync(
    join(objectsFolder, "templates.cfg"),
    [
      "define command {\n  command_name  none\n  command_line  /bin/true\n}",
      "define service {\n  name  any\n  register  0\n  check_command  none\n  check_interval  5\n  max_check_attempts  1\n}",
    ].join("\n"),
  );
  for (let first = 1; first <= hosts; first += HOSTS_OF_FILE) {
    const lines: string[] = [];
    for (let host = first; host < Math.min(first + HOSTS_OF_FILE, hosts + 1); host++) {
      lines.push(
        `define host {\n  host_name  h${host}\n  host_id  ${host}\n  _POLLER_ID  ${POLLER.id}\n  max_check_attempts  1\n  active_checks_enabled  0\n}`,
      );
      for (let number = 1; number <= SERVICES_OF_HOST; number++)
        lines.push(
          `define service {\n  use  any\n  host_name  h${host}\n  service_description  s${number}\n  service_id  ${(host - 1) * SERVICES_OF_HOST + number}\n}`,
        );
    }
    writeFileSync(join(objectsFolder, `hosts-${first}.cfg`), lines.join("\n"));
  }
}

async function until(holds: () => Promise<boolean>, message: string): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(message);
    await delay(10);
  }
}
