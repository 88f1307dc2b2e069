import { execFile, spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";

/** Folder of the programs; undefined if PostgreSQL is not installed. */
const PROGRAMS = globSync("/usr/lib/postgresql/*/bin").toSorted((one, other) => versionOf(other) - versionOf(one))[0];

/** Null, or why no suite can run on PostgreSQL here. */
export const whyNoPostgres = (): string | null =>
  PROGRAMS === undefined ? "PostgreSQL is not installed (Debian package postgresql)" : null;

const versionOf = (folder: string): number => Number(/(\d+)\/bin$/.exec(folder)?.[1]);

const isRoot = process.getuid?.() === 0;
const asOwner = (program: string, ...args: readonly string[]): readonly [string, readonly string[]] => {
  const path = join(PROGRAMS!, program);
  // `initdb` and `postgres` refuse root.
  return isRoot ? ["runuser", ["-u", "postgres", "--", path, ...args]] : [path, args];
};

/** Runs a program of PostgreSQL as its owner. Rejects with its errors. */
export async function runPostgresProgram(name: string, args: readonly string[]): Promise<void> {
  const [program, all] = asOwner(name, ...args);
  await promisify(execFile)(program, all, { cwd: "/" });
}

export interface PostgresServer {
  /** Folder of the socket. */
  readonly folder: string;
  /** Address of a new, empty schema of the database. */
  newSchema(): string;
  /** Address of an existing schema. */
  urlOf(schema: string): string;
  /** Runs a statement as the owner of the cluster. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** `SIGINT` ends sessions and stops in order; `SIGQUIT` is a crash. */
  signal(name: "SIGINT" | "SIGQUIT"): Promise<void>;
  start(): Promise<void>;
  /** Stops all its processes, or one, as a machine that hangs would. */
  pause(pid?: number): void;
  resume(): void;
  /** Stops it and removes the folder. */
  remove(): Promise<void>;
}

const FAST = ["fsync=off", "full_page_writes=off"];

/** Where a cluster is, and whom it answers beside its socket. */
export interface PostgresPlace {
  /** Folder above that of the cluster. */
  readonly parent: string;
  /** Command that runs its processes in their place. */
  readonly prefix: readonly string[];
  /** Network, such as `198.18.0.0/24`, which it answers there on all addresses; null: nobody. */
  readonly network: string | null;
}

const HERE: PostgresPlace = { parent: tmpdir(), prefix: [], network: null };

/** Makes a cluster in a folder of its own, which listens on a socket there, and starts it. */
export async function startPostgres(
  settings: readonly string[] = FAST,
  { parent, prefix, network }: PostgresPlace = HERE,
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(parent, "vigie-postgres-"));
  makeCluster(folder);
  if (network !== null) appendFileSync(join(folder, "data/pg_hba.conf"), `host all all ${network} trust\n`);
  const all = network === null ? settings : [...settings, "listen_addresses=*"];
  const start = (): Promise<void> => startServer(folder, all, prefix);
  await start();
  return { ...serverIn(folder), start };
}

function makeCluster(folder: string): void {
  if (isRoot) chownSync(folder, ...ownerOf("postgres"));
  chmodSync(folder, 0o755);
  const [program, args] = asOwner(
    "initdb",
    "-A",
    "trust",
    "-U",
    "postgres",
    "-E",
    "UTF8",
    "--no-sync",
    "-D",
    join(folder, "data"),
  );
  const made = spawnSync(program, args, { encoding: "utf8", cwd: "/" });
  if (made.status !== 0) throw new Error(`initdb: ${made.stdout}${made.stderr}${String(made.error ?? "")}`);
}

function ownerOf(user: string): [number, number] {
  const number = (flag: string): number => Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout);
  return [number("-u"), number("-g")];
}

async function startServer(folder: string, settings: readonly string[], prefix: readonly string[] = []): Promise<void> {
  const [owner, ownerArgs] = asOwner(
    "postgres",
    "-D",
    join(folder, "data"),
    "-k",
    folder,
    "-c",
    "listen_addresses=",
    ...settings.flatMap((setting) => ["-c", setting]),
    "-c",
    "max_connections=300",
    "-c",
    // A schema for each test, which is dropped as a whole, with partitions.
    "max_locks_per_transaction=1024",
  );
  const [program = owner, ...args] = [...prefix, owner, ...ownerArgs];
  const server = spawn(program, args, { cwd: "/", stdio: "ignore", detached: true });
  server.unref();
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) break;
    try {
      await query(folder, "SELECT 1");
      return;
    } catch {
      await wait(50);
    }
  }
  throw new Error(`postgres in ${folder} does not answer`);
}

/** Lines of the file that a running server keeps: the first is its process, the fourth its port. */
const pidFileOf = (folder: string): readonly string[] => {
  const file = join(folder, "data/postmaster.pid");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
};

async function query(folder: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({
    host: folder,
    port: Number(pidFileOf(folder)[3]),
    user: "postgres",
    database: "postgres",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

let schemas = 0;

function serverIn(folder: string): Omit<PostgresServer, "start"> {
  const urlOf = (schema: string): string => `postgres://postgres@localhost/postgres?host=${folder}&schema=${schema}`;
  const mainPid = (): number | null => {
    const [pid] = pidFileOf(folder);
    return pid === undefined ? null : Number(pid);
  };
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    const pid = mainPid();
    if (pid === null) return;
    process.kill(pid, name);
    while (isAlive(pid)) await wait(20);
  };
  const signalAll = (name: NodeJS.Signals): void => {
    const pid = mainPid();
    if (pid === null) return;
    // The first one starts the others.
    for (const each of [pid, ...childrenOf(pid)]) if (isAlive(each)) process.kill(each, name);
  };
  return {
    folder,
    newSchema: () => urlOf(`test_${process.pid}_${schemas++}`),
    urlOf,
    query: (sql) => query(folder, sql),
    signal,
    pause: (pid) => (pid === undefined ? signalAll("SIGSTOP") : process.kill(pid, "SIGSTOP")),
    resume: () => signalAll("SIGCONT"),
    async remove() {
      signalAll("SIGCONT");
      await signal("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// The list that the kernel keeps of them leaves some out while others end.
const childrenOf = (pid: number): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid);

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It ended meanwhile.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Set by `postgres-setup.ts`: folder for the cluster of the test run. */
const SHARED = "VIGIE_TEST_POSTGRES_FOLDER";

/** The cluster of the test run, which all files share; the first file that asks for it starts it. */
export async function sharedPostgres(): Promise<
  Pick<PostgresServer, "newSchema" | "urlOf" | "query" | "pause" | "resume">
> {
  const shared = process.env[SHARED];
  if (shared === undefined) throw new Error("postgres-setup.ts is missing in vitest.config.ts");
  const started = join(shared, "started");
  try {
    mkdirSync(join(shared, "lock"));
    makeCluster(shared);
    await startServer(shared, FAST);
    mkdirSync(started);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    while (!existsSync(started)) await wait(50);
  }
  return serverIn(shared);
}

/** Address of a schema of that cluster. With `VIGIE_TEST_STORE=postgres` it runs from the beginning. */
export const sharedUrlOf = (schema: string): string => serverIn(process.env[SHARED]!).urlOf(schema);

/** For `postgres-setup.ts`: names the folder for the workers; the result ends the cluster if there is one. */
export async function provideSharedPostgres(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-postgres-"));
  process.env[SHARED] = folder;
  if (process.env["VIGIE_TEST_STORE"] === "postgres") await sharedPostgres();
  return () => serverIn(folder).remove();
}
