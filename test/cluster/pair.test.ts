import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { sendCommands } from "../support/command-file.ts";
import { startHttpReceiver, type HttpReceiver } from "../support/http-receiver.ts";
import { startPostgresProxy } from "../support/postgres-proxy.ts";
import { startPostgres, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { runVigie } from "../support/poller-process.ts";
import { loginAt } from "../support/server-process.ts";
import { ADMIN_PASSWORD, type Site } from "../support/server-under-test.ts";
import type { Member } from "./member.ts";
import { commentOn } from "./comment-on.ts";
import { createScene, START_MS, type ClusterScene } from "./scene.ts";

const OBJECTS = `
define command {
  command_name  notify
  command_line  channel ops
}
define contact {
  contact_name                   ann
  service_notification_commands  notify
  host_notification_commands     notify
  host_notification_options      d,u,r
  service_notification_options   w,c,r
}
define host {
  host_name              web
  host_id                1
  address                127.0.0.1
  max_check_attempts     1
  active_checks_enabled  0
  contacts               ann
}
`;

describe.skipIf(whyNoPostgres() !== null)("two servers on one store", () => {
  let server: PostgresServer;
  let receiver: HttpReceiver;
  let scene: ClusterScene;

  beforeAll(async () => {
    // What was answered has to survive, so with the settings that operators have.
    server = await startPostgres([]);
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    receiver = await startHttpReceiver();
    scene = createScene(server, {
      "vigie.cfg": "cfg_file=objects.cfg\nnotification_timeout=2\n",
      "objects.cfg": OBJECTS,
      "vigie.yaml": `channels:\n  ops:\n    kind: webhook\n    url: ${receiver.url}/alerts\n    timeout_seconds: 1\n`,
    });
  });
  afterEach(async () => {
    await scene.close();
    await receiver.stop();
  });

  const report = ({ dataFolder }: Member, code: number): Promise<void> =>
    sendCommands({ dataFolder } as Site, systemClock, `PROCESS_HOST_CHECK_RESULT;web;${code};from the test`);
  const sent = (): readonly unknown[] =>
    receiver.requests.map(({ body }) => {
      const { type, in_doubt: isInDoubt } = JSON.parse(body) as { type: string; in_doubt: boolean };
      return isInDoubt ? `${type} in doubt` : type;
    });

  const firstAfter = (answered: ReadonlyMap<string, number>, moment: number): number =>
    Math.min(...[...answered.values()].filter((at) => at > moment));

  test("started at once, one leads; the other says who, and takes no part", async () => {
    const [a, b] = await Promise.all([scene.start("a"), scene.start("b")]);

    await expect
      .poll(async () => [(await a.health())?.status, (await b.health())?.status].toSorted(), { timeout: START_MS })
      .toEqual(["ok", "standby"]);
    const [leader, standby] = (await a.health())?.status === "ok" ? [a, b] : [b, a];

    expect(await leader.health()).toMatchObject({
      http: 200,
      cluster: { role: "leader", term: 1, leader: leader.url },
    });
    await expect
      .poll(() => standby.health())
      .toMatchObject({ http: 503, cluster: { role: "standby", term: 1, leader: leader.url } });
    expect((await fetch(`${standby.url}/api/health?standby=ok`)).status).toBe(200);
    const metrics = async ({ url }: Member): Promise<string> => (await fetch(`${url}/metrics`)).text();
    expect(await metrics(standby)).toContain("vigie_cluster_leading 0\n");
    expect(await metrics(leader)).toMatch(/vigie_cluster_leading 1\n(.*\n)*vigie_cluster_term 1\n/);
    const lag = async (): Promise<unknown> => (await standby.health())?.cluster;
    await expect.poll(lag, { timeout: START_MS }).toMatchObject({ lag_seconds: expect.any(Number) });
    // Over a connection that is kept alive, the door of before may answer still.
    await expect
      .poll(() => metrics(standby))
      .toMatch(/vigie_cluster_position \d+\n(.*\n)*vigie_cluster_lag_seconds \d/);
  }, 300_000);

  test("killed while it takes changes and sends, the leader is followed: all that was answered is there", async () => {
    const [leader, standby] = await scene.startPair();
    const token = await loginAt(leader.url, "admin", ADMIN_PASSWORD);
    const comments = commentOn(token, [leader.url, standby.url]);
    receiver.answerNext(0);
    await report(leader, 1);
    await expect.poll(() => receiver.requests.length, { timeout: START_MS }).toBe(1);

    const killedAt = performance.now();
    leader.signal("SIGKILL");
    await scene.until(standby, "ok");
    // The longest try of the leader before, and its lease.
    await expect.poll(sent, { timeout: START_MS }).toEqual(["PROBLEM", "PROBLEM in doubt"]);
    await comments.stop();

    const { answered } = comments;
    const takenOverMs = firstAfter(answered, killedAt) - killedAt;
    expect(takenOverMs).toBeLessThan(START_MS);
    const stored = await scene.storedComments();
    expect([...answered.keys()].filter((comment) => !stored.has(comment))).toEqual([]);
    expect((await standby.health())?.cluster).toMatchObject({ role: "leader", term: 2, leader: standby.url });
    const keys = new Set(receiver.requests.map(({ headers }) => headers["idempotency-key"]));
    expect(keys.size).toBe(1);
  }, 300_000);

  test("cut off from the database alone, the leader answers reads, refuses changes, and ends when it learns of the next", async () => {
    const proxy = await startPostgresProxy(server.folder);
    try {
      const leader = await scene.start("a", { VIGIE_STORE: scene.store.replace(server.folder, proxy.folder) });
      await scene.until(leader, "ok");
      const standby = await scene.start("b");
      await scene.until(standby, "standby");
      const headers = { "X-AUTH-TOKEN": await loginAt(leader.url, "admin", ADMIN_PASSWORD) };

      const read = async (): Promise<number> =>
        (await fetch(`${leader.url}/centreon/api/latest/monitoring/hosts`, { headers })).status;
      expect(await read()).toBe(200);

      proxy.refuse();
      await scene.until(standby, "ok");
      await expect
        .poll(() => leader.health(), { timeout: START_MS })
        .toMatchObject({
          http: 503,
          problems: [{ part: "store", code: "store-unavailable" }],
        });
      expect(await read()).toBe(200);
      await expect
        .poll(async () => (await fetch(`${leader.url}/api/cluster`, { headers })).json(), { timeout: START_MS })
        .toMatchObject({ leader: { address: leader.url, is_silent: true }, standbys: null, own: { role: "leader" } });
      const body = JSON.stringify({ comment: "seen" });
      const writing = await fetch(`${leader.url}/api/hosts/1/comments`, { method: "POST", headers, body });
      expect(writing.status).toBe(503);
      proxy.accept();

      expect(await leader.ended).toBe(4);
      expect(await scene.storedComments()).toEqual(new Set());
    } finally {
      await proxy.close();
    }
  }, 300_000);

  test("a server whose hosts name a poller that the store knows stands by", async () => {
    const leader = await scene.start("a");
    await scene.until(leader, "ok");
    await runVigie("--config", scene.site.configFolder, "--data", leader.dataFolder, "poller", "add", "paris");
    const path = join(scene.site.configFolder, "objects.cfg");
    writeFileSync(path, OBJECTS.replace("define host {", "define host {\n  poller  paris"));

    const standby = await scene.start("b");
    await scene.until(standby, "standby");
    leader.signal("SIGKILL");
    await scene.until(standby, "ok");
  }, 300_000);

  test("a server whose configuration has errors does not stand by", async () => {
    await scene.until(await scene.start("a"), "ok");
    const broken = join(scene.site.folder, "broken");
    cpSync(scene.site.configFolder, broken, { recursive: true });
    appendFileSync(join(broken, "objects.cfg"), "define host {\n  host_name  db\n  use  missing\n}\n");

    const standby = await scene.start("b", { VIGIE_CONFIG: broken });
    expect(await standby.ended).toBe(1);
    expect(standby.log()).toContain("missing");
  }, 300_000);

  test("handed over while it sends, the leader ends as one that a service manager starts again; nothing is in doubt", async () => {
    const [leader, standby] = await scene.startPair();
    const token = await loginAt(leader.url, "admin", ADMIN_PASSWORD);
    const comments = commentOn(token, [leader.url, standby.url]);
    const vigie = async (member: Member, ...args: readonly string[]): Promise<string> =>
      runVigie("--config", scene.site.configFolder, "--data", member.dataFolder, ...args);
    expect(await vigie(leader, "cluster", "status")).toMatch(
      new RegExp(`at ${leader.url}, in term 1 since .* leads; 1 standby ready to follow`),
    );
    await report(leader, 1);
    await expect.poll(() => receiver.requests.length, { timeout: START_MS }).toBe(1);
    await report(leader, 0);
    // Twice: a script that repeats it does not end the leader in the middle of its work.
    const handOver = async (): Promise<unknown> => {
      const headers = { "X-AUTH-TOKEN": token };
      return (await fetch(`${leader.url}/api/cluster/hand-over`, { method: "POST", headers })).json();
    };
    expect(await Promise.all([handOver(), handOver()])).toEqual([{ term: 1 }, { term: 1 }]);

    expect(await leader.ended).toBe(4);
    await scene.until(standby, "ok");
    expect(await vigie(standby, "cluster", "status")).toContain("0 standbys ready");
    await expect(vigie(standby, "cluster", "hand-over")).rejects.toThrow("No server stands by");
    await report(standby, 1);
    await expect.poll(sent, { timeout: START_MS }).toEqual(["PROBLEM", "RECOVERY", "PROBLEM"]);
    await comments.stop();
    const stored = await scene.storedComments();
    expect([...comments.answered.keys()].filter((comment) => !stored.has(comment))).toEqual([]);
  }, 300_000);

  test("paused for longer than its lease, the leader is replaced; it wakes to send nothing, commit nothing and end", async () => {
    const [leader, standby] = await scene.startPair();
    const token = await loginAt(leader.url, "admin", ADMIN_PASSWORD);
    const comments = commentOn(token, [leader.url, standby.url]);
    // Without an answer it is claimed, and would be tried again after 10 s.
    receiver.answerNext(0);
    await report(leader, 1);
    await expect.poll(() => leader.log(), { timeout: START_MS }).toContain("no answer");

    const pausedAt = performance.now();
    leader.signal("SIGSTOP");
    await scene.until(standby, "ok");
    await expect.poll(sent, { timeout: START_MS }).toEqual(["PROBLEM", "PROBLEM in doubt"]);
    // Its next try is due when it wakes.
    await wait(Math.max(0, pausedAt + 12_000 - performance.now()));
    const before = await scene.rows("SELECT count(*)::int AS count FROM SCHEMA.comments WHERE data LIKE '0 %'");
    leader.signal("SIGCONT");

    expect(await leader.ended).toBe(4);
    expect(leader.log()).toContain("term 1 is over: another server leads");
    await comments.stop();
    expect(sent()).toEqual(["PROBLEM", "PROBLEM in doubt"]);
    expect(await scene.rows("SELECT count(*)::int AS count FROM SCHEMA.comments WHERE data LIKE '0 %'")).toEqual(
      before,
    );
    const stored = await scene.storedComments();
    expect([...comments.answered.keys()].filter((comment) => !stored.has(comment))).toEqual([]);
  }, 300_000);
});
