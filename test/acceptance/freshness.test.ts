import { afterEach, describe, expect, test } from "vitest";
import { startRecordedPlugins, type RecordedPlugins } from "../support/recorded-plugins.ts";

let site: RecordedPlugins;
afterEach(() => site.site.remove());

const service = (more: string): string => `
define timeperiod {
  timeperiod_name  never
  alias            never
}
define host {
  use        host
  host_name  web
  host_id    1
}
define service {
  use                    service
  host_name              web
  service_description    backup
  service_id             1
  check_command          plugin!backup
  active_checks_enabled  0
  check_freshness        1
  ${more}
}`;

const BACKUP_OK = "PROCESS_SERVICE_CHECK_RESULT;web;backup;0;done";

/** The server checks freshness every 10 s. */
const start = async (more: string, main = "service_freshness_check_interval=10\n"): Promise<RecordedPlugins> => {
  site = await startRecordedPlugins(service(more), main);
  return site;
};

describe("a passive service that needs a result every 100 s", () => {
  test("is checked by force without a result since the start, once, and again when that result is stale", async () => {
    const { clock, ran, says } = await start("freshness_threshold 100");
    says("backup", 2);

    await clock.advanceBy(99);
    expect(await ran()).toEqual([]);
    await clock.advanceBy(14);
    expect(await ran()).toEqual(["backup"]);
    expect(await site.service(1, 1)).toMatchObject({ state: 2, next_check: null });

    await clock.advanceBy(80);
    expect(await ran()).toEqual([]);
    await clock.advanceBy(40);
    expect(await ran()).toEqual(["backup"]);
  });

  test("is not checked while results arrive", async () => {
    const { clock, ran, send } = await start("freshness_threshold 100");

    for (let heard = 0; heard < 4; heard++) {
      await clock.advanceBy(80);
      await send(BACKUP_OK);
      await ran();
    }

    expect(await site.service(1, 1)).toMatchObject({ state: 0, output: expect.stringContaining("done") });
    await clock.advanceBy(80);
    expect(await ran()).toEqual([]);
  });

  test("gets another full threshold after the server was away for long", async () => {
    const { clock, ran, send, restart } = await start("freshness_threshold 100");
    await send(BACKUP_OK);
    await ran();

    await restart(86_400);
    await clock.advanceBy(95);
    expect(await ran()).toEqual([]);
    await clock.advanceBy(20);
    expect(await ran()).toEqual(["backup"]);
  });

  test("gets another full threshold after the machine slept", async () => {
    const { clock, ran, send } = await start("freshness_threshold 100");
    await send(BACKUP_OK);
    await ran();

    await clock.jumpTo(clock.now() + 3000);
    await clock.advanceBy(80);
    expect(await ran()).toEqual([]);
    await clock.advanceBy(40);
    expect(await ran()).toEqual(["backup"]);
  });

  test.each([
    ["its check period is closed", "freshness_threshold 100\n  check_period never", undefined],
    ["freshness checks are off for it", "freshness_threshold 100\n  check_freshness 0", undefined],
    [
      "freshness checks are off for all services",
      "freshness_threshold 100",
      "service_freshness_check_interval=10\ncheck_service_freshness=0\n",
    ],
    ["passive checks are off for it", "freshness_threshold 100\n  passive_checks_enabled 0", undefined],
    ["there is neither a threshold nor an interval", "check_interval 0", undefined],
  ])("is not checked when %s", async (_, more, main) => {
    const { clock, ran } = await start(more, main);

    await clock.advanceBy(3000);

    expect(await ran()).toEqual([]);
  });

  test("is checked even if checks of services are disabled", async () => {
    const { clock, ran } = await start(
      "freshness_threshold 100",
      "service_freshness_check_interval=10\nexecute_service_checks=0\n",
    );

    await clock.advanceBy(120);

    expect(await ran()).toEqual(["backup"]);
  });
});

test("a host with check_freshness is also checked by force", async () => {
  site = await startRecordedPlugins(
    `
define host {
  use                    host
  host_name              web
  host_id                1
  check_command          plugin!web
  active_checks_enabled  0
  check_freshness        1
  freshness_threshold    100
}`,
    "check_host_freshness=1\nhost_freshness_check_interval=10\n",
  );
  site.says("web", 2);

  await site.clock.advanceBy(115);

  expect(await site.ran()).toEqual(["web"]);
  expect(await site.host(1)).toMatchObject({ state: 1 });
});
