import { writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "../support/wait-for.ts";
import { startPostgres, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { runVigie } from "../support/poller-process.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { sendCommands } from "../support/command-file.ts";
import type { Site } from "../support/server-under-test.ts";
import { openStreamClient } from "../support/stream-client.ts";
import type { Member } from "./member.ts";
import { commentOn } from "./comment-on.ts";
import {
  acknowledge,
  asAdmin,
  FOLLOWED_FILES,
  HOSTS,
  read,
  SERVICE,
  submit,
  untilFollowing,
  type Headers,
} from "./followed-pair.ts";
import { createScene, START_MS, type ClusterScene } from "./scene.ts";

/** Lists of a follower that a change of the leader leaves as they are. */
const KEPT_LISTS = [
  HOSTS,
  "/centreon/api/latest/monitoring/services",
  SERVICE,
  "/centreon/api/latest/monitoring/acknowledgements",
  "/centreon/api/latest/configuration/hosts",
  "/api/comments",
] as const;

const withoutDurations = (lists: readonly object[]): unknown =>
  JSON.parse(JSON.stringify(lists, (name, value: unknown) => (name === "duration" ? undefined : value)));

/** Status of a read on a connection of its own, or why there is none. */
async function statusOf(url: string, headers: Headers): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  get(url, { agent: false, headers }, (response) => {
    response.resume().once("end", () => resolve(response.statusCode ?? 0));
  }).once("error", (error) => resolve(error.message));
  return promise;
}

describe.skipIf(whyNoPostgres() !== null)("a standby that follows, when its leader ends", () => {
  let server: PostgresServer;
  let scene: ClusterScene;
  /** Each test ends the leader; the one that led after it leads in the next test. */
  let leader: Member;
  let follower: Member;
  let members: readonly Member[] = [];

  beforeAll(async () => {
    server = await startPostgres([]);
    scene = createScene(server, FOLLOWED_FILES);
  });
  afterAll(async () => {
    await scene.close();
    await server.remove();
  });
  beforeEach(async () => {
    const leading = members.at(-1) ?? (await scene.start("s0"));
    await scene.until(leading, "ok");
    const next = await scene.start(`s${members.length + 1}`);
    await untilFollowing(next);
    members = [...members, next];
    [leader, follower] = [leading, next];
  });

  const termOf = async (member: Member): Promise<number> => (await member.health())!.cluster!.term!;

  test("it leads; nothing that was answered through it is lost, and reads go on", async () => {
    const headers = await asAdmin(leader);
    const comments = commentOn(headers["X-AUTH-TOKEN"], [follower.url]);
    await expect.poll(() => comments.answered.size, { timeout: START_MS }).toBeGreaterThan(10);
    const failed: unknown[] = [];
    let isOver = false;
    let reads = 0;
    const reading = (async () => {
      while (!isOver) {
        const outcome = await statusOf(follower.url + HOSTS, headers);
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
    expect(await read(follower, "/api/cluster", headers)).toMatchObject({
      status: 200,
      body: { leader: { address: follower.url, term: 2 }, standbys: 0, own: { role: "leader" } },
    });
  });

  test("it leads with the tables that it has followed: files that are broken by then do no harm", async () => {
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
      expect((await read(leader, SERVICE, headers)).body).toMatchObject({
        max_check_attempts: 7,
        is_acknowledged: true,
      }),
    );
    const before = await lists(leader);

    const objects = join(scene.site.configFolder, "objects.cfg");
    writeFileSync(objects, "define nonsense {");
    leader.signal("SIGKILL");
    await scene.until(follower, "ok");

    expect(withoutDurations(await lists(follower))).toEqual(withoutDurations(before));
    expect(follower.log()).not.toContain("all is read again");
    // A leader follows nobody.
    const following = "SELECT pid FROM pg_stat_activity WHERE application_name = 'vigie journal'";
    await waitFor(async () => expect(await scene.rows(following)).toEqual([]));
    await submit(follower, headers, 0, "up again");
    expect(await read(follower, SERVICE, headers)).toMatchObject({
      body: { output: "up again\n", state: 0, is_acknowledged: false, max_check_attempts: 7 },
    });
    const reload = () => fetch(`${follower.url}/api/reload`, { method: "POST", headers });
    const reloaded = await reload();
    expect([reloaded.status, await reloaded.text()]).toEqual([422, expect.stringContaining("objects.cfg")]);
    expect((await read(follower, HOSTS, headers)).body).toMatchObject({ result: [{ name: "web" }] });
    writeFileSync(objects, FOLLOWED_FILES["objects.cfg"]);
    expect((await reload()).status).toBe(200);
  });

  test("an action with a request_id is done once, at whichever server it is repeated", async () => {
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
    const made = await scene.rows("SELECT data FROM SCHEMA.comments WHERE data LIKE 'on %' ORDER BY 1");
    expect(made.map(({ data }) => data)).toEqual(["on all", "on all", "on one"]);
  });

  test("it has a live stream: who comes back to it is told what was missed", async () => {
    const headers = await asAdmin(leader);
    await submit(leader, headers, 0, "well");
    const before = await openStreamClient(follower.url, { headers });
    await submit(leader, headers, 2, "failed");
    await before.untilChange(({ key, row }) => key === "s1.1" && row?.output === "failed");
    leader.signal("SIGKILL");
    await scene.until(follower, "ok");
    await before.ended;
    await submit(follower, headers, 0, "up again");

    const stream = await openStreamClient(follower.url, { headers, after: before.lastId() });
    expect(stream.events[0]).toMatchObject({ event: "hello", data: { resumed: true } });
    expect(await stream.untilChange(({ key }) => key === "s1.1")).toMatchObject({ row: { output: "up again" } });
    stream.close();
  });

  test("it leads when the command line of its machine asks for it", async () => {
    const term = await termOf(leader);
    const args = ["--config", scene.site.configFolder, "--data", follower.dataFolder];
    expect(await runVigie(...args, "cluster", "hand-over")).toContain(` leads, in term ${term + 1}.\n`);
    expect(await leader.ended).toBe(4);
  });

  test("of two, one leads, and the other goes on as its follower", async () => {
    const followers = [follower, await scene.start("third")];
    await untilFollowing(followers[1]!);
    const headers = await asAdmin(leader);
    const term = await termOf(leader);
    await submit(followers[1]!, headers, 2, "before");

    leader.signal("SIGKILL");
    const roles = (): Promise<readonly unknown[]> =>
      Promise.all(followers.map(async (member) => (await member.health())?.status));
    await expect.poll(async () => (await roles()).toSorted(), { timeout: START_MS }).toEqual(["ok", "standby"]);
    const [next, other] = (await roles())[0] === "ok" ? followers : followers.toReversed();
    await expect
      .poll(async () => (await other!.health())?.cluster, { timeout: START_MS })
      .toMatchObject({ term: term + 1, leader: next!.url });

    const shown = (member: Member) => read(member, SERVICE, headers).then(({ body }) => body);
    expect(await shown(other!)).toMatchObject({ output: "before\n", state: 2 });
    await waitFor(async () => expect((await submit(other!, headers, 0, "after")).status).toBe(204));
    expect([await shown(other!), await shown(next!)]).toMatchObject([{ output: "after\n" }, { output: "after\n" }]);
  });
});
