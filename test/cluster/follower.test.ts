import { appendFileSync, cpSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { waitFor } from "../support/wait-for.ts";
import { startPostgres, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { runVigie } from "../support/poller-process.ts";
import { openStreamClient } from "../support/stream-client.ts";
import type { Member } from "./member.ts";
import { acknowledge, asAdmin, FOLLOWED_FILES, HOSTS, read, SERVICE, submit, untilFollowing } from "./followed-pair.ts";
import { createScene, START_MS, type ClusterScene } from "./scene.ts";

/** Reads that a follower answers from its own tables. */
const LISTS = [
  HOSTS,
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

describe.skipIf(whyNoPostgres() !== null)("a standby that follows", () => {
  let server: PostgresServer;
  /** Of all tests: none of them ends a server. */
  let scene: ClusterScene;
  let leader: Member;
  let follower: Member;

  beforeAll(async () => {
    server = await startPostgres([]);
    scene = createScene(server, FOLLOWED_FILES);
    [leader, follower] = await scene.startPair();
    await untilFollowing(follower);
  });
  afterAll(async () => {
    await scene.close();
    await server.remove();
  });

  test("shows what was changed through it at once, by its own lists, which are those of the leader", async () => {
    // The login is one of these changes: its token counts here when it is answered.
    const headers = await asAdmin(follower);

    for (let count = 0; count < 20; count++) {
      const answer = await submit(follower, headers, count % 2 === 0 ? 2 : 0, `turn ${count}`);
      expect([answer.status, Number(answer.headers.get("vigie-position")) > 0]).toEqual([204, true]);
      const shown = await read(follower, SERVICE, headers);
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
  });

  test("has a change of the leader in its live stream, and a read with its position shows it", async () => {
    const headers = await asAdmin(leader);
    await submit(leader, headers, 0, "well");
    const stream = await openStreamClient(follower.url, { headers });

    const answer = await submit(leader, headers, 2, "failed");
    const position = answer.headers.get("vigie-position")!;
    expect(await read(follower, SERVICE, { ...headers, "Vigie-Position": position })).toMatchObject({
      body: { output: "failed\n" },
    });
    // The recovery before it may be told with the same row: a follower tells what it applied at once with the newest.
    const change = await stream.untilChange(({ key, kind }) => key === "s1.1" && kind === "hard-state");
    expect(change).toMatchObject({ row: { state: "CRITICAL", output: "failed" } });
    stream.close();
  });

  test("knows within seconds that a token was ended through it", async () => {
    const headers = await asAdmin(follower);
    expect(await read(follower, HOSTS, headers)).toMatchObject({ status: 200 });
    await fetch(`${follower.url}/centreon/api/latest/logout`, { headers });
    await expect.poll(() => read(follower, HOSTS, headers), { timeout: START_MS }).toMatchObject({ status: 401 });
  });

  test("says who leads and how many stand by, as the leader does, and what is so of itself", async () => {
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
    const { configFolder } = scene.site;
    expect(await runVigie("--config", configFolder, "--data", follower.dataFolder, "cluster", "status")).toMatch(
      /leads; 1 standby ready to follow\.\nThis server stands by and answers reads, \d+\.\d s behind\.\n/,
    );
  });

  test("says that its files are not those of the leader, until they are", async () => {
    const headers = await asAdmin(leader);
    const { configFolder, folder } = scene.site;
    const own = join(folder, "config-of-c");
    cpSync(configFolder, own, { recursive: true });
    appendFileSync(join(own, "objects.cfg"), "# another line\n");
    const other = await scene.start("c", { VIGIE_CONFIG: own });
    const differs = async (): Promise<unknown> => (await other.health())?.cluster?.configuration_differs;

    await expect.poll(differs, { timeout: START_MS }).toBe(true);
    expect((await leader.health())?.cluster?.configuration_differs).toBeNull();
    expect(await runVigie("--config", own, "--data", other.dataFolder, "cluster", "status")).toContain(
      "The files of its configuration are not those that the leader has in effect.",
    );
    const metrics = async (): Promise<string> => (await fetch(`${other.url}/metrics`)).text();
    expect(await metrics()).toContain("vigie_cluster_configuration_differs 1\n");

    cpSync(join(own, "objects.cfg"), join(configFolder, "objects.cfg"));
    expect((await fetch(`${leader.url}/api/reload`, { method: "POST", headers })).status).toBe(200);
    await expect.poll(differs, { timeout: START_MS }).toBe(false);
  });
});
