import { existsSync, readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localApi } from "../../src/cli/local-api-client.ts";
import type { EventItem, EventPage } from "../../src/cli/monitoring/events.ts";
import { startOneService, type OneService } from "../support/one-service.ts";
import { readStore } from "../support/read-store.ts";
import { isNotHere } from "../support/test-store.ts";

const DAY = 86_400;

let scene: OneService;
beforeEach(async () => {
  scene = await startOneService({ maxCheckAttempts: 2 });
});
afterEach(() => scene.site.remove());

const months = (): string => join(scene.site.dataFolder, "history");
const events = async (path: string): Promise<readonly EventItem[]> =>
  (await localApi(scene.site.dataFolder).call<EventPage>("GET", path)).result;
const health = async () => (await fetch(`${scene.server().app.url}/api/health`)).json() as Promise<object>;

/** Restarts three days later, with a minute for the archiver. */
async function archive(): Promise<void> {
  await scene.restart(3 * DAY);
  await scene.clock.advanceBy(61);
  await expect
    .poll(() => readStore(scene.site, async (store) => (await store.readNewestEvents(99)).map(({ kind }) => kind)), {
      timeout: 20_000,
    })
    .not.toContain("hard-state");
}

test.skipIf(isNotHere("month files"))(
  "a server moves its old events, and the API answers as before",
  { timeout: 180_000 },
  async () => {
    await scene.nextCheck(2, "soft");
    await scene.nextCheck(2, "hard");
    await scene.nextCheck(0, "fine again");
    const [all, ofService] = [await events("/api/events?limit=100"), await events("/api/hosts/1/services/2/events")];

    await archive();

    expect((await events("/api/events?limit=100")).slice(-all.length)).toEqual(all);
    expect(await events("/api/hosts/1/services/2/events")).toEqual(ofService);
    expect(await events(`/api/events?after=${all.at(-1)!.id}&limit=2`)).toEqual(all.slice(-3, -1).toReversed());
    expect((await events("/api/events/log?kind=hard-state,recovery")).map(({ output }) => output)).toEqual([
      "fine again",
      "hard",
    ]);
    expect(existsSync(join(months(), "2023-11.sqlite"))).toBe(true);
  },
);

test.skipIf(isNotHere("month files"))(
  "a damaged month is named in the health, which stays ok, and the rest is served",
  { timeout: 180_000 },
  async () => {
    await scene.nextCheck(2, "soft");
    await scene.nextCheck(2, "hard");
    await archive();
    const month = join(months(), "2023-11.sqlite");
    // Until the archiver closes the file, all of it is in its log.
    await expect.poll(() => existsSync(`${month}-wal`)).toBe(false);
    truncateSync(month, 4_096);

    const left = await events("/api/events?limit=100");

    expect(left.map(({ kind }) => kind)).toContain("monitoring-started");
    expect(left.map(({ kind }) => kind)).not.toContain("hard-state");
    await expect.poll(health).toMatchObject({ status: "ok", problems: [{ part: "history", code: "history-damaged" }] });
    expect(readdirSync(months())).toContain("2023-11.sqlite.damaged");
  },
);
