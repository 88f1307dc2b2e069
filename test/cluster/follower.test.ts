import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "../support/wait-for.ts";
import { startPostgres, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { runVigie } from "../support/poller-process.ts";
import { loginAt } from "../support/server-process.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { sendCommands } from "../support/command-file.ts";
import { ADMIN_PASSWORD, type Site } from "../support/server-under-test.ts";
import { openStreamClient } from "../support/stream-client.ts";
import type { Member } from "./member.ts";
import { commentOn } from "./comment-on.ts";
import { createScene, START_MS, type ClusterScene } from "./scene.ts";

const OBJECTS = `
define host {
  host_name              web
  host_id                1
  address                127.0.0.1
  max_check_attempts     1
  active_checks_enabled  0
}
define service {
  host_name              web
  service_description    page
  service_id             1
  check_command          none
  max_check_attempts     1
  active_checks_enabled  0
}
define command {
  command_name  none
  command_line  /bin/true
}
`;

/** Reads that a follower answers from its own tables. */
const LISTS = [
  "/centreon/api/latest/monitoring/hosts",
  "/centreon/api/latest/monitoring/services",
  "/centreon/api/latest/monitoring/resources",
  "/centreon/api/latest/monitoring/hosts/1",
  "/centreon/api/latest/monitoring/hosts/1/downtimes",
  "/centreon/api/latest/monitoring/hosts/1/acknowledgements",
  "/centreon/api/latest/monitoring/hosts/1/timeline",
  "/centreon/api/latest/monitoring/services/status",
  "/centreon/api/latest/configuration/hosts",
  "/api/events/log",
  "/api/comments",
  "/api/me/tokens",
] as const;

/** Of them, those that a change of the leader leaves as they are. */
const KEPT_LISTS = [
  "/centreon/api/latest/monitoring/hosts",
  "/centreon/api/latest/monitoring/services",
  "/centreon/api/latest/monitoring/hosts/1/services/1",
  "/centreon/api/latest/monitoring/acknowledgements",
  "/centreon/api/latest/configuration/hosts",
  "/api/comments",
] as const;

const withoutDurations = (lists: readonly object[]): unknown =>
  JSON.parse(JSON.stringify(lists, (name, value: unknown) => (name === "duration" ? undefined : value)));

/** Status of a read on a connection of its own, or why there is none. */
async function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  get(url, { agent: false, headers }, (response) => {
    response.resume().once("end", () => resolve(response.statusCode ?? 0));
  }).once("error", (error) => resolve(error.message));
  return promise;
}

describe.skipIf(whyNoPostgres() !== null)("a standby that follows", () => {
  let server: PostgresServer;
  let scene: ClusterScene;

  beforeAll(async () => {
    server = await startPostgres([]);
  });
  afterAll(() => server.remove());
  beforeEach(() => {
    scene = createScene(server, { "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": OBJECTS });
  });
  afterEach(() => scene.close());

  /** A leader and a standby that answers reads. */
  const startFollowed = async (): Promise<readonly [Member, Member]> => {
    const [leader, follower] = await scene.startPair();
    await expect.poll(() => follower.log(), { timeout: START_MS }).toContain("follows the leader");
    return [leader, follower];
  };
  const asAdmin = async ({ url }: Member) => ({ "X-AUTH-TOKEN": await loginAt(url, "admin", ADMIN_PASSWORD) });
  const read = async ({ url }: Member, path: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(url + path, { headers });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const submit = ({ url }: Member, headers: Readonly<Record<string, string>>, status: number, text: string) =>
    fetch(`${url}/centreon/api/latest/monitoring/resources/submit`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        resources: [
          { type: "service", id: 1, parent: { id: 1 }, status, output: text, performance_data: null },
          { type: "host", id: 1, parent: null, status: 0, output: text, performance_data: null },
        ],
      }),
    });
  const acknowledge = ({ url }: Member, headers: Readonly<Record<string, string>>) =>
    fetch(`${url}/api/hosts/1/services/1/acknowledgement`, {
      method: "POST",
      headers,
      body: JSON.stringify({ comment: "being looked at" }),
    });

  test("shows what was changed through it at once, by its own lists, which are those of the leader", async () => {
    const [leader, follower] = await startFollowed();
    // The login is one of these changes: its token counts here when it is answered.
    const headers = await asAdmin(follower);

    for (let count = 0; count < 20; count++) {
      const answer = await submit(follower, headers, count % 2 === 0 ? 2 : 0, `turn ${count}`);
      expect([answer.status, Number(answer.headers.get("vigie-position")) > 0]).toEqual([204, true]);
      const shown = await read(follower, "/centreon/api/latest/monitoring/hosts/1/services/1", headers);
      expect(shown).toMatchObject({ status: 200, body: { output: `turn ${count}\n`, state: count % 2 === 0 ? 2 : 0 } });
    }
    await submit(follower, headers, 2, "down");
    expect((await acknowledge(follower, headers)).status).toBe(204);
    expect(
      (await fetch(`${follower.url}/api/hosts/1/comments`, { method: "POST", headers, body: '{"comment":"mine"}' }))
        .status,
    ).toBe(201);

    // Also what it asks the leader for. Some have a duration, which a second may pass.
    for (const path of [...LISTS, "/api/recurring-downtimes", "/api/reports", "/api/pollers"])
      await waitFor(async () =>
        expect([path, await read(follower, path, headers)]).toEqual([path, await read(leader, path, headers)]),
      );
  }, 300_000);

  test("has a change of the leader in its live stream, and a read with its position shows it", async () => {
    const [leader, follower] = await startFollowed();
    const headers = await asAdmin(leader);
    const stream = await openStreamClient(follower.url, { headers });

    const answer = await submit(leader, headers, 2, "failed");
    const position = answer.headers.get("vigie-position")!;
    const shown = await read(follower, "/centreon/api/latest/monitoring/hosts/1/services/1", {
      ...headers,
      "Vigie-Position": position,
    });
    expect(shown).toMatchObject({ body: { output: "failed\n" } });
    const change = await stream.untilChange(({ key }) => key === "s1.1");
    expect(change).toMatchObject({ kind: "hard-state", row: { state: "CRITICAL", output: "failed" } });
    stream.close();
  }, 300_000);

  test("knows within seconds that a token was ended through it", async () => {
    const [, follower] = await startFollowed();
    const headers = await asAdmin(follower);
    expect(await read(follower, LISTS[0], headers)).toMatchObject({ status: 200 });
    await fetch(`${follower.url}/centreon/api/latest/logout`, { headers });
    await expect.poll(() => read(follower, LISTS[0], headers), { timeout: START_MS }).toMatchObject({ status: 401 });
  }, 300_000);

  test("leads when the leader is killed; nothing that was answered through it is lost, and reads go on", async () => {
    const [leader, follower] = await startFollowed();
    const headers = await asAdmin(leader);
    const comments = commentOn(headers["X-AUTH-TOKEN"], [follower.url]);
    await expect.poll(() => comments.answered.size, { timeout: START_MS }).toBeGreaterThan(10);
    const failed: unknown[] = [];
    let isOver = false;
    let reads = 0;
    const reading = (async () => {
      while (!isOver) {
        const outcome = await statusOf(follower.url + LISTS[0], headers);
        reads++;
        if (outcome !== 200) failed.push(outcome);
      }
    })();

    const killedAt = performance.now();
    leader.signal("SIGKILL");
    await scene.until(follower, "ok");
    await expect
      .poll(() => [...comments.answered.values()].some((at) => at > killedAt), { timeout: START_MS })
      .toBe(true);
    isOver = true;
    await reading;
    await comments.stop();

    const stored = await scene.storedComments();
    expect([...comments.answered.keys()].filter((comment) => !stored.has(comment))).toEqual([]);
    expect(reads).toBeGreaterThan(10);
    expect(failed).toEqual([]);
  }, 300_000);

  test("leads with the tables that it has followed: files that are broken by then do no harm", async () => {
    const [leader, follower] = await startFollowed();
    const headers = await asAdmin(leader);
    await sendCommands(
      { dataFolder: leader.dataFolder } as Site,
      systemClock,
      "CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;page;7",
    );
    await submit(leader, headers, 2, "down");
    expect((await acknowledge(leader, headers)).status).toBe(204);
    const lists = (member: Member) => Promise.all(KEPT_LISTS.map((path) => read(member, path, headers)));
    await waitFor(async () =>
      expect((await read(leader, KEPT_LISTS[2], headers)).body).toMatchObject({
        max_check_attempts: 7,
        is_acknowledged: true,
      }),
    );
    const before = await lists(leader);

    writeFileSync(join(scene.site.configFolder, "objects.cfg"), "define nonsense {");
    leader.signal("SIGKILL");
    await scene.until(follower, "ok");

    expect(withoutDurations(await lists(follower))).toEqual(withoutDurations(before));
    expect(follower.log()).not.toContain("all is read again");
    // A leader follows nobody.
    const following = "SELECT pid FROM pg_stat_activity WHERE application_name = 'vigie journal'";
    await waitFor(async () => expect(await scene.rows(following)).toEqual([]));
    await submit(follower, headers, 0, "up again");
    expect(await read(follower, KEPT_LISTS[2], headers)).toMatchObject({
      body: { output: "up again\n", state: 0, is_acknowledged: false, max_check_attempts: 7 },
    });
    const reloaded = await fetch(`${follower.url}/api/reload`, { method: "POST", headers });
    expect([reloaded.status, await reloaded.text()]).toEqual([422, expect.stringContaining("objects.cfg")]);
    expect((await read(follower, LISTS[0], headers)).body).toMatchObject({ result: [{ name: "web" }] });
  }, 300_000);

  test("an action with a request_id is done once, at whichever server it is repeated", async () => {
    const [leader, follower] = await startFollowed();
    const headers = await asAdmin(leader);
    const act = async ({ url }: Member, on: unknown, id: string) => {
      const body = JSON.stringify({ on, action: "comment", options: { comment: id }, request_id: id });
      const answer = await fetch(`${url}/api/actions`, { method: "POST", headers, body });
      return { status: answer.status, body: (await answer.json()) as { readonly done: readonly string[] } };
    };
    const onOne = await act(follower, ["h1"], "on one");
    expect(onOne).toMatchObject({ status: 200, body: { done: ["h1"] } });
    expect(await act(leader, ["h1"], "on one")).toEqual(onOne);
    const list = (await read(follower, "/api/resources?q=", headers)).body as {
      readonly meta: { readonly view: string };
    };
    const { view } = list.meta;
    expect((await act(follower, { view }, "on all")).body.done).toHaveLength(2);

    leader.signal("SIGKILL");
    await scene.until(follower, "ok");
    expect((await act(follower, ["h1"], "on one")).status).toBe(200);
    expect((await act(follower, { view }, "on all")).status).toBe(200);
    const made = (await scene.rows("SELECT data FROM SCHEMA.comments ORDER BY 1")).map(({ data }) => data);
    expect(made).toEqual(["on all", "on all", "on one"]);
  }, 300_000);

  test("has a live stream when it leads: who comes back to it is told what was missed", async () => {
    const [leader, follower] = await startFollowed();
    const headers = await asAdmin(leader);
    const before = await openStreamClient(follower.url, { headers });
    await submit(leader, headers, 2, "failed");
    await before.untilChange(({ key }) => key === "s1.1");
    leader.signal("SIGKILL");
    await scene.until(follower, "ok");
    await before.ended;
    await submit(follower, headers, 0, "up again");

    const stream = await openStreamClient(follower.url, { headers, after: before.lastId() });
    expect(stream.events[0]).toMatchObject({ event: "hello", data: { resumed: true } });
    expect(await stream.untilChange(({ key }) => key === "s1.1")).toMatchObject({ row: { output: "up again" } });
    stream.close();
  }, 300_000);

  test("of two, one leads when the leader is killed, and the other goes on as its follower", async () => {
    const [leader, ...followers] = [...(await startFollowed()), await scene.start("c")];
    await expect.poll(() => followers[1]!.log(), { timeout: START_MS }).toContain("follows the leader");
    const headers = await asAdmin(leader);
    await submit(followers[1]!, headers, 2, "before");

    leader.signal("SIGKILL");
    const roles = (): Promise<readonly unknown[]> =>
      Promise.all(followers.map(async (member) => (await member.health())?.status));
    await expect.poll(async () => (await roles()).toSorted(), { timeout: START_MS }).toEqual(["ok", "standby"]);
    const [next, other] = (await roles())[0] === "ok" ? followers : followers.toReversed();
    await expect
      .poll(async () => (await other!.health())?.cluster, { timeout: START_MS })
      .toMatchObject({
        term: 2,
        leader: next!.url,
      });

    const shown = (member: Member) =>
      read(member, "/centreon/api/latest/monitoring/hosts/1/services/1", headers).then(({ body }) => body);
    expect(await shown(other!)).toMatchObject({ output: "before\n", state: 2 });
    await waitFor(async () => expect((await submit(other!, headers, 0, "after")).status).toBe(204));
    expect([await shown(other!), await shown(next!)]).toMatchObject([{ output: "after\n" }, { output: "after\n" }]);
  }, 300_000);

  test("says that its files are not those of the leader, until they are", async () => {
    const leader = await scene.start("a");
    await scene.until(leader, "ok");
    const headers = await asAdmin(leader);
    const { configFolder, folder } = scene.site;
    const own = join(folder, "config-of-b");
    cpSync(configFolder, own, { recursive: true });
    const ofLeader = join(configFolder, "objects.cfg");
    appendFileSync(join(own, "objects.cfg"), "# another line\n");
    const follower = await scene.start("b", { VIGIE_CONFIG: own });
    const differs = async (): Promise<unknown> => (await follower.health())?.cluster?.configuration_differs;

    await expect.poll(differs, { timeout: START_MS }).toBe(true);
    expect((await leader.health())?.cluster?.configuration_differs).toBeNull();
    expect(await runVigie("--config", own, "--data", follower.dataFolder, "cluster", "status")).toContain(
      "The files of its configuration are not those that the leader has in effect.",
    );
    const metrics = async (): Promise<string> => (await fetch(`${follower.url}/metrics`)).text();
    expect(await metrics()).toContain("vigie_cluster_configuration_differs 1\n");

    cpSync(join(own, "objects.cfg"), ofLeader);
    expect((await fetch(`${leader.url}/api/reload`, { method: "POST", headers })).status).toBe(200);
    await expect.poll(differs, { timeout: START_MS }).toBe(false);
  }, 300_000);

  test("serves the command line of its machine, which is the administrator at the leader as well", async () => {
    const [leader, follower] = await startFollowed();
    const vigie = (...args: readonly string[]): Promise<string> =>
      runVigie("--config", scene.site.configFolder, "--data", follower.dataFolder, ...args);
    expect(await vigie("cluster", "status")).toMatch(
      /leads; 1 standby ready to follow\.\nThis server stands by and answers reads, \d+\.\d s behind\.\n/,
    );
    expect(await vigie("cluster", "hand-over")).toMatch(/ leads, in term 2\.\n$/);
    expect(await leader.ended).toBe(4);
  }, 300_000);

  test("says who leads and how many stand by, as the leader does, and what is so of itself", async () => {
    const [leader, follower] = await startFollowed();
    const headers = await asAdmin(leader);
    const cluster = (member: Member) => read(member, "/api/cluster", headers);
    const shared = {
      leader: {
        holder: `${hostname()} (process ${leader.pid})`,
        address: leader.url,
        term: 1,
        since: expect.stringMatching(/Z$/),
        silent_seconds: expect.any(Number),
        is_silent: false,
      },
      standbys: 1,
      version: expect.any(String),
    };

    expect(await cluster(leader)).toEqual({
      status: 200,
      body: { ...shared, own: (await leader.health())!.cluster },
    });
    await waitFor(async () =>
      expect(await cluster(follower)).toEqual({
        status: 200,
        body: {
          ...shared,
          own: {
            role: "standby",
            term: 1,
            leader: leader.url,
            position: expect.any(Number),
            lag_seconds: expect.any(Number),
            configuration_differs: false,
          },
        },
      }),
    );

    leader.signal("SIGKILL");
    await scene.until(follower, "ok");
    expect(await cluster(follower)).toMatchObject({
      status: 200,
      body: { leader: { address: follower.url, term: 2 }, standbys: 0, own: { role: "leader" } },
    });
  }, 300_000);
});
