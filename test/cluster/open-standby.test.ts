import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fastify from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStandby, type Standby } from "../../src/app/follower/open-standby.ts";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createShutdownStack } from "../../src/lib/shutdown-stack.ts";
import { closeApi, shareAddress, type SharedAddress } from "../../src/interfaces/api/shared-address.ts";
import { whyNoPostgres } from "../support/postgres-server.ts";
import { waitFor } from "../support/wait-for.ts";
import { openLeaderAndFollower, type LeaderAndFollower } from "./followed-data.ts";

const HOSTS = "/centreon/api/latest/monitoring/hosts";

describe.skipIf(whyNoPostgres() !== null)("a standby that is about to follow", () => {
  let pair: LeaderAndFollower;
  let standby: Standby;
  let logged: string[];
  beforeEach(async () => {
    pair = await openLeaderAndFollower();
    logged = [];
  });
  afterEach(async () => {
    await standby.close();
    await pair.close();
  });

  /** Without what is logged of the configuration. */
  const note = (fields: object, message: string): void => {
    if ("area" in fields && fields.area === "cluster") logged.push(message);
  };
  const open = async (address: SharedAddress): Promise<void> => {
    standby = await openStandby({
      ...pair.options,
      log: { ...silentLog, info: note, warn: note },
      version: "1.0.0",
      command: "vigie",
      sight: () => ({ leadership: null, awaySince: null }),
      countStandbys: async () => 1,
      address,
      refuseUnfit: () => {},
    });
  };
  const url = (): string => logged[0]!.replace("listens as a standby on ", "");
  const positionShown = async (): Promise<unknown> => {
    const health = await fetch(`${url()}/api/health`, { signal: AbortSignal.timeout(2_000) });
    return ((await health.json()) as { readonly cluster: { readonly position: unknown } }).cluster.position;
  };
  const askLocally = () => requestLocalApi(pair.options.settings.dataFolder, { method: "GET", path: HOSTS });

  test("follows, and answers on the control socket, when that was replaced before by another file", async () => {
    const file = join(pair.options.settings.dataFolder, "vigie.sock");
    await open(shareAddress({ host: "127.0.0.1", port: 0 }));
    // Renamed, since a new file may get the inode of the one that was removed.
    writeFileSync(`${file}.new`, "mine");
    renameSync(`${file}.new`, file);

    await waitFor(() => expect(logged.slice(1)).toEqual([expect.stringContaining("follows the leader")]));
    expect(await positionShown()).toEqual(expect.any(Number));
    rmSync(file);
    await waitFor(async () => expect(await askLocally()).toMatchObject({ status: 200, body: { meta: { total: 3 } } }));
  });

  /** Fails at these of its calls, after it has listened. */
  const failingAt = (address: SharedAddress, fails: (call: number) => boolean): SharedAddress => {
    let calls = 0;
    return {
      async listen(app) {
        const taken = await address.listen(app);
        if (fails(++calls)) throw new Error("out of luck");
        return taken;
      },
    };
  };

  test.each([
    ["at once", [2]],
    ["by the next attempt, if that fails, too", [2, 3]],
  ])("answers again %s, and follows then, when it fails after it has taken the address", async (_name, failing) => {
    const fails = (call: number): boolean => {
      // Without its database, it does not follow by the next attempt yet.
      if (failing[0] === call) pair.proxy.refuse();
      return failing.includes(call);
    };
    await open(failingAt(shareAddress({ host: "127.0.0.1", port: 0 }), fails));

    await waitFor(() => expect(logged.filter((message) => message.startsWith("listens as"))).toHaveLength(2));
    expect(await positionShown()).toBeNull();
    expect(await askLocally()).toMatchObject({ status: 503, body: { code: 503 } });
    pair.proxy.accept();
    await waitFor(() => expect(logged.at(-1)).toContain("follows the leader"));
    expect(await positionShown()).toEqual(expect.any(Number));
    expect(await askLocally()).toMatchObject({ status: 200, body: { meta: { total: 3 } } });
  });

  test("leaves its address to the API of a server that leads, and ends, also while it cannot answer", async () => {
    const address = shareAddress({ host: "127.0.0.1", port: 0 });
    await open(failingAt(address, (call) => call > 1));
    await waitFor(() => expect(logged.at(-1)).toContain("trying again"));
    await standby.stay();
    await expect(fetch(url())).rejects.toThrow("fetch failed");
    const api = fastify();
    api.get("/", async () => "leads");

    expect(await address.listen(api)).toBe(url());
    expect(await standby.lead(pair.leader.store, createShutdownStack(silentLog))).toBeNull();
    await standby.close();
    expect(await (await fetch(url())).text()).toBe("leads");
    await closeApi(api);
  });
});
