import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../../src/data/store/open-store.ts";
import { silentLog } from "../../../src/lib/log.ts";
import type { Random } from "../../support/random.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../../support/server-process.ts";
import type { AttackPart } from "../attack-part.ts";
import { createPromises } from "../kills/promises.ts";
import { killDuringStart } from "../kills/kill-during-start.ts";
import { writeFlappingSite } from "../kills/flapping-site.ts";
import { writeUntilGone } from "../kills/writers.ts";

const KILLS = { small: 6, full: 200 };
const PASSWORD = "a password for the kills";
const MOST_LOADED_MS = 800;
const MOST_STARTING_MS = 1_200;
/** A busy machine may take longer for something of each kind to be promised. */
const MOST_WAITED_MS = 30_000;

/**
 * Kill -9 at random moments of a server that is starting, or that is written to by the API, the command file and checks.
 * After each, the store opens, is sound and has a newer revision, and the next server has everything acknowledged.
 */
export const kills: AttackPart = {
  name: "kills",
  async run({ size, folder, random }) {
    const site = { config: join(folder, "config"), data: join(folder, "data") };
    mkdirSync(site.config);
    writeFlappingSite(site.config);
    const env = { VIGIE_CONFIG: site.config, VIGIE_DATA: site.data, VIGIE_ADMIN_PASSWORD: PASSWORD };
    const promises = createPromises();
    const counts = { "kills under load": 0, "kills during the start": 0 };
    const failures: string[] = [];
    let newestRevision = 0;
    let token: string | undefined;

    for (let kill = 0; kill < KILLS[size] && failures.length === 0; kill++) {
      if (kill > 0 && random.chance(0.2)) {
        await killDuringStart(env, random.between(0, MOST_STARTING_MS));
        counts["kills during the start"]++;
      } else {
        const server = await startServerProcess(env);
        // The token of the first login survives every kill, too.
        token ??= await loginAt(server.url, "admin", PASSWORD);
        failures.push(...(await promises.broken(server.url, token)).map((text) => `Kill ${kill}: ${text}`));
        await loadAndKill(server, { token, data: site.data, name: String(kill), random, promises });
        counts["kills under load"]++;
        failures.push(...logOf(server));
      }
      const { found, next, integrity } = await inspect(site.data);
      if (integrity !== "ok") failures.push(`Kill ${kill}: the integrity check says ${String(integrity)}.`);
      if (found < newestRevision || next <= found)
        failures.push(`Kill ${kill}: revision ${newestRevision}, then ${found}, then ${next}.`);
      newestRevision = next;
    }

    const server = await startServerProcess(env);
    failures.push(...(await promises.broken(server.url, token!)));
    failures.push(...((await server.stop()) === 0 ? [] : ["The last server did not end with 0."]), ...logOf(server));
    const minimum = KILLS[size];
    for (const [name, count] of Object.entries(promises.counts()))
      if (count < minimum) failures.push(`Only ${count} ${name}: the attack shows nothing.`);
    return { counts: { ...counts, ...promises.counts(), "newest revision": newestRevision }, failures };
  },
};

interface Load {
  readonly token: string;
  readonly data: string;
  readonly name: string;
  readonly random: Random;
  readonly promises: ReturnType<typeof createPromises>;
}

async function loadAndKill(server: ServerProcess, { random, ...load }: Load): Promise<void> {
  const before = { ...load.promises.counts() };
  const writers = writeUntilGone({ url: server.url, ...load });
  const begun = performance.now();
  await sleep(random.between(20, MOST_LOADED_MS));
  const isTried = (): boolean => Object.entries(load.promises.counts()).every(([name, count]) => count > before[name]!);
  while (!isTried() && performance.now() - begun < MOST_WAITED_MS) await sleep(10);
  await server.kill();
  await writers;
}

/** Errors in the log; a command that was cut in the middle is only a warning. */
const logOf = (server: ServerProcess): readonly string[] =>
  server
    .log()
    .split("\n")
    .filter((line) => /"level":[56]0|\berror\b/i.test(line))
    .map((line) => `Log: ${line.slice(0, 600)}`);

/** State of the store after a kill, and a revision that no later commit may have. */
async function inspect(
  folder: string,
): Promise<{ readonly found: number; readonly next: number; readonly integrity: unknown }> {
  const store = await openStore({ folder, log: silentLog, exclusive: true });
  const { revision: found } = await store.readSnapshot();
  const { revision: next } = await store.commit([{ kind: "token-deleted", hash: "of no token" }]);
  await store.close();
  const db = new DatabaseSync(join(folder, "vigie.sqlite"), { readOnly: true });
  const integrity = db.prepare("PRAGMA integrity_check").get()?.["integrity_check"];
  db.close();
  return { found, next, integrity };
}
