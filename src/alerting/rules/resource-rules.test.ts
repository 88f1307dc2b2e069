import { afterEach, describe, expect, test } from "vitest";
import { presentDecisions } from "./present-decision.ts";
import { closeScenes, openScene, type Scene, type SceneOptions, webPage } from "./scene.fixture.ts";
import { fieldsIn } from "../../../test/support/state-with.ts";

afterEach(closeScenes);

const MINUTE = 60;
const HOUR = 3600;

const site = (service = "", more = "", options: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene({
    objects: `${webPage(service)}${more}`,
    ...options,
  });

describe("a hard problem", () => {
  test("is notified immediately and again after the interval, and so is its recovery", async () => {
    const scene = await site();
    await scene.result("web/page", 0);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);

    await scene.clock.advanceBy(HOUR - 1);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 2"]);

    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual(["ops recovery web/page 3"]);
    expect(fieldsIn(scene.state("web/page"))).toMatchObject({
      notificationNumber: 0,
      notifiedStates: 0,
      notifiedContacts: [],
      nextNotification: 0,
    });
    expect(await scene.why("web/page")).toEqual([
      "notified ops by mail at 10:00:00",
      "notified ops by mail at 11:00:00",
      "notified ops by mail at 11:00:00",
    ]);
  });

  test("is notified once when the interval is 0, and again when its state changes", async () => {
    const scene = await site("notification_interval 0");
    await scene.result("web/page", 1);
    await scene.clock.advanceBy(24 * HOUR);
    await scene.result("web/page", 1);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);

    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 2"]);
  });

  test("that is the same after an outage of its host is not notified again", async () => {
    for (const [engine, interval] of [
      ["centreon", 0],
      ["centreon", 60],
      ["nagios", 0],
    ] as const) {
      const scene = await site(`max_check_attempts 2; notification_interval ${interval}`, "", { engine });
      for (const [name, code] of [
        ["web", 0],
        ["web/page", 0],
        ["web/page", 2],
        ["web/page", 2],
        ["web", 2],
        ["web/page", 2],
        ["web", 0],
        ["web/page", 2],
        ["web/page", 2],
      ] as const) {
        await scene.result(name, code);
        await scene.clock.advanceBy(10);
      }
      expect(await scene.notified()).toEqual(["ops problem web/page 1", "ops problem web 1", "ops recovery web 2"]);

      await scene.result("web/page", 1);
      expect(await scene.notified()).toEqual(["ops problem web/page 2"]);
    }
  });

  test("is not notified while it is soft", async () => {
    const scene = await site("max_check_attempts 2");
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);

    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("of a volatile service is notified at every result", async () => {
    const scene = await site("is_volatile 1");
    await scene.result("web/page", 2);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1", "ops problem web/page 2"]);
  });

  test("is not notified again while it is acknowledged, but the acknowledgement is", async () => {
    const scene = await site();
    await scene.result("web/page", 2);
    await scene.acknowledge("web/page", "jdoe");
    await scene.clock.advanceBy(2 * HOUR);
    await scene.result("web/page", 2);

    expect(await scene.notified()).toEqual(["ops problem web/page 1", "ops acknowledgement web/page 1"]);
    expect((await scene.why("web/page")).at(-1)).toBe("not notified: acknowledged by jdoe");
  });

  test("of a service is not notified while its host is down", async () => {
    const scene = await site();
    await scene.result("web", 2);
    await scene.result("web/page", 2);

    expect(await scene.notified()).toEqual(["ops problem web 1"]);
    expect(await scene.why("web/page")).toEqual(["not notified: host web is DOWN"]);
  });

  test("is not notified when notifications of the object, or all, are switched off", async () => {
    const own = await site("notifications_enabled 0");
    await own.result("web/page", 2);
    const all = await site("", "", { main: "enable_notifications=0" });
    await all.result("web/page", 2);

    expect(await own.why("web/page")).toEqual([
      "not notified: notifications about service web/page are switched off (notifications_enabled)",
    ]);
    expect(await all.why("web/page")).toEqual(["not notified: notifications are switched off (enable_notifications)"]);
    expect([...(await own.notified()), ...(await all.notified())]).toEqual([]);
  });

  test("is not notified in a state that is not in notification_options", async () => {
    const scene = await site("notification_options c,r");
    await scene.result("web/page", 1);
    expect(await scene.why("web/page")).toEqual([
      "not notified: notification_options of the service do not include 'warning'",
    ]);

    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });
});

describe("the present answer of the rules", () => {
  test.each([
    [2 * HOUR, ["in downtime 1 until 12:00"]],
    [HOUR / 2, ["in downtime 1 until 10:30", "already notified, next at 11:00 if the problem lasts"]],
  ])("names the downtime of a problem that was notified before it: %i s long", async (seconds, reasons) => {
    const scene = await site();
    await scene.result("web/page", 2);
    await scene.downtime("web/page", 0, seconds);

    const now = presentDecisions(
      scene.notificationEngine.ruleContext(),
      scene.resource("web/page"),
      scene.state("web/page"),
      scene.clock.now(),
    );
    expect(now.map(({ reason }) => reason)).toEqual(reasons);
  });
});

describe("a first notification delay", () => {
  test("of Centreon counts from the hard state, and ends without a new result", async () => {
    const scene = await site("first_notification_delay 10");
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(5 * MINUTE);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(10 * MINUTE - 1);
    expect(await scene.notified()).toEqual([]);
    expect(await scene.why("web/page")).toEqual(["waiting: the first notification is delayed until 10:15"]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("of Centreon is over although the state changes between WARNING and CRITICAL", async () => {
    const scene = await site("first_notification_delay 10");
    await scene.result("web/page", 0);
    for (let minute = 0; minute < 9; minute++) {
      await scene.result("web/page", minute % 2 === 0 ? 1 : 2);
      await scene.clock.advanceBy(MINUTE);
    }
    await scene.restart();
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(MINUTE - 1);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("counts again for the next problem", async () => {
    const scene = await site("first_notification_delay 10");
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(5 * MINUTE);
    await scene.result("web/page", 0);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(10 * MINUTE - 1);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("of Nagios counts from the last good result, and ends with a result", async () => {
    const scene = await site("first_notification_delay 10", "", { engine: "nagios" });
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(5 * MINUTE);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(20 * MINUTE);
    expect(await scene.notified()).toEqual([]);

    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("prevents notifications of a problem that is over before it ends", async () => {
    const scene = await site("first_notification_delay 10");
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(5 * MINUTE);
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(HOUR);

    expect(await scene.notified()).toEqual([]);
    expect((await scene.why("web/page")).at(-1)).toBe("not notified: nobody was notified of the problem");
  });
});

describe("a closed notification period", () => {
  test("suppresses a problem until it opens, without a new result", async () => {
    const scene = await site("notification_period workhours");
    await scene.clock.advanceBy(8 * HOUR);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);
    expect(await scene.why("web/page")).toEqual([
      "not notified: notification_period 'workhours' is closed until Tue 08:00",
    ]);

    await scene.clock.advanceBy(14 * HOUR - 1);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("suppresses a recovery, unless recoveries are sent anyways", async () => {
    const strict = await site("notification_period workhours");
    const anyways = await site("notification_period workhours", "", { main: "send_recovery_notifications_anyways=1" });
    for (const scene of [strict, anyways]) {
      await scene.result("web/page", 2);
      await scene.clock.advanceBy(8 * HOUR);
      await scene.notified();
      await scene.result("web/page", 0);
    }

    expect(await strict.notified()).toEqual([]);
    expect(await anyways.notified()).toEqual(["ops recovery web/page 8"]);
  });
});
