import { setTimeout as wait } from "node:timers/promises";
import { runVigie } from "../support/poller-process.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { loginAt, VIGIE } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";
import { commentOn, type Commenting } from "../cluster/comment-on.ts";
import { freePort, startMember, type Member } from "../cluster/member.ts";

const OBJECTS = `
define host {
  host_name              web
  host_id                1
  max_check_attempts     1
  active_checks_enabled  0
}
`;
const WITHIN_MS = 60_000;
/** Changes that each server answers in its turn before the next step. */
const COMMENTS_BETWEEN = 20;

/**
 * An earlier leader hands over to a standby of this release; the earlier one is then upgraded and leads again. What was
 * answered has to be stored. Yields what was done and seen.
 */
export async function* upgradePair(earlier: string): AsyncGenerator<string> {
  const server = await startPostgres([]);
  const store = server.newSchema();
  const site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\n",
    "objects.cfg": OBJECTS,
    "vigie.yaml": `store: ${store}\n`,
  });
  const listen = { a: `127.0.0.1:${await freePort()}`, b: `127.0.0.1:${await freePort()}` };
  const members: Member[] = [];
  const start = async (name: "a" | "b", vigie: string): Promise<Member> => {
    const { folder, configFolder } = site;
    const env = { VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD };
    const member = await startMember({ folder, configFolder, name, env, vigie, listen: listen[name] });
    members.push(member);
    return member;
  };
  let client: Commenting | null = null;
  try {
    const old = await start("a", earlier);
    await until(old, "ok");
    const token = await loginAt(old.url, "admin", ADMIN_PASSWORD);
    client = commentOn(token, [`http://${listen.a}`, `http://${listen.b}`]);
    const standby = await start("b", VIGIE);
    await until(standby, "standby");
    await more(client);
    yield `the earlier release leads, this one stands by: ${client.answered.size} changes`;

    await handOver(site, old);
    if ((await old.ended) !== 4)
      throw new Error(`the earlier leader did not end as one that handed over: ${old.log()}`);
    await until(standby, "ok");
    await more(client);
    yield `handed over, this release leads: ${client.answered.size} changes`;

    // As a service manager starts it again, before somebody upgraded it.
    const again = await start("a", earlier);
    await until(again, "standby");
    again.signal("SIGTERM");
    await again.ended;
    const upgraded = await start("a", VIGIE);
    await until(upgraded, "standby");
    await handOver(site, standby);
    await until(upgraded, "ok");
    await more(client);
    await client.stop();
    const { size } = client.answered;
    const stored = await storedComments(server, store);
    const lost = [...client.answered.keys()].filter((text) => !stored.has(text));
    if (lost.length > 0) throw new Error(`answered and lost: ${lost.join(", ")}`);
    yield `both of this release, handed back: ${size} changes, each is stored`;
  } finally {
    await client?.stop();
    for (const { signal, ended } of members) {
      signal("SIGKILL");
      await ended;
    }
    await site.remove();
    await server.remove();
  }
}

const handOver = ({ configFolder }: Site, { dataFolder }: Member): Promise<string> =>
  runVigie("--config", configFolder, "--data", dataFolder, "cluster", "hand-over");

async function until(member: Member, status: string): Promise<void> {
  await eventually(
    async () => (await member.health())?.status === status,
    () => `no health '${status}' after a minute: ${member.log()}`,
  );
}

async function more({ answered }: Commenting): Promise<void> {
  const before = answered.size;
  await eventually(
    async () => answered.size >= before + COMMENTS_BETWEEN,
    () => `${answered.size} changes after a minute, ${before} before`,
  );
}

async function eventually(isSo: () => Promise<boolean>, message: () => string): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(message());
    await wait(50);
  }
}

async function storedComments(server: PostgresServer, store: string): Promise<ReadonlySet<unknown>> {
  const rows = await server.query(`SELECT data FROM ${new URL(store).searchParams.get("schema")}.comments`);
  return new Set(rows.map(({ data }) => data));
}
