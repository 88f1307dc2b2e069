import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { relative } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { isOnPostgres } from "../support/test-store.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

// What a server has open of which nothing is configured. What is added here costs every installation: a thread some
// 10 MB, a socket a door. Parts that have nothing to do, such as those of pollers, have nothing.

let site: Site;
let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.stop();
  await site.remove();
});

const linesOf = (path: string): readonly (readonly string[])[] =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));

/** Threads of Node itself, whose number follows from the machine. */
const OF_NODE = new Set(["node-MainThread", "node-V8Worker", "libuv-worker", "DelayedTaskSche", "SignalInspector"]);

const threadsOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/task`)
    .map((id) => readFileSync(`/proc/${pid}/task/${id}/comm`, "utf8").trim())
    .filter((name) => !OF_NODE.has(name))
    .toSorted();

function opened(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

/** Sockets on which it listens. */
function listening(pid: number): { readonly tcp: number; readonly unix: readonly string[] } {
  const own = new Set(opened(pid).map((path) => /^socket:\[(\d+)\]$/.exec(path)?.[1]));
  const tcp = ["tcp", "tcp6"].flatMap((table) =>
    linesOf(`/proc/${pid}/net/${table}`).filter(([, , , state, , , , , , inode]) => state === "0A" && own.has(inode)),
  );
  const unix = linesOf(`/proc/${pid}/net/unix`)
    .filter(([, , , flags, , , inode]) => flags === "00010000" && own.has(inode))
    .map(([, , , , , , , path]) => relative(site.dataFolder, path ?? ""));
  return { tcp: tcp.length, unix };
}

test.runIf(existsSync("/proc/self/task"))(
  "a server without pollers, channels and reports has these threads, sockets, files and processes, and no others",
  async () => {
    site = createSite({ "vigie.cfg": "" });
    server = await startServerProcess({ VIGIE_CONFIG: site.configFolder, VIGIE_DATA: site.dataFolder });
    const { pid } = server;
    const database = isOnPostgres ? [] : ["vigie.sqlite", "vigie.sqlite-shm", "vigie.sqlite-wal"];
    const leadership = isOnPostgres ? ["leadership.json"] : [];

    await expect.poll(() => threadsOf(pid)).toEqual([...(isOnPostgres ? [] : ["store-writer"]), "time-series-wri"]);
    expect(listening(pid)).toEqual({ tcp: 1, unix: ["vigie.sock"] });
    const files = (): readonly string[] => {
      const within = opened(pid).filter((path) => path.startsWith(site.dataFolder));
      return [...new Set(within.map((path) => relative(site.dataFolder, path)))].toSorted();
    };
    // Performance data is opened after the start.
    await expect
      .poll(files)
      .toEqual([
        "metrics/registry.sqlite",
        "metrics/registry.sqlite-shm",
        "metrics/registry.sqlite-wal",
        "vigie.cmd",
        "vigie.lock",
        ...database,
      ]);
    expect(readdirSync(site.dataFolder).toSorted()).toEqual([
      ...leadership,
      "metrics",
      "vigie.cmd",
      "vigie.lock",
      "vigie.sock",
      ...database,
    ]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/);
    expect(children.length).toBe(1);
  },
);
