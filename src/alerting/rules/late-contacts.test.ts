import { afterEach, describe, expect, test } from "vitest";
import { closeScenes, openScene, type Scene, type SceneOptions } from "./scene.fixture.ts";

afterEach(closeScenes);

const HOUR = 3600;

/** `boss` is notified from Monday to Friday, 08:00 to 17:00. The first result comes on Monday at 18:00. */
const site = async (service = "", options: Partial<SceneOptions> = {}): Promise<Scene> => {
  const scene = await openScene({
    objects: `
define contact {
  use           person
  contact_name  ops
}
define contact {
  use                          person
  contact_name                 boss
  service_notification_period  workhours
}
define host {
  use        machine
  host_name  web
  contacts   ops
}
define service {
  use                    check
  host_name              web
  service_description    page
  notification_interval  0
  contacts               ops,boss
  ${service.replaceAll("; ", "\n  ")}
}`,
    ...options,
  });
  await scene.clock.advanceBy(8 * HOUR);
  return scene;
};
const TO_OPENING = 14 * HOUR;

describe("a contact whose period was closed when a problem was notified", () => {
  test("is notified when it opens, with the same number, once; the recovery goes to both", async () => {
    const scene = await site();
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);

    await scene.clock.advanceBy(TO_OPENING - 1);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);
    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["boss problem web/page 1"]);
    await scene.clock.advanceBy(HOUR);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);
    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual(["ops recovery web/page 2", "boss recovery web/page 2"]);
  });

  test("is notified after a restart, also if the period opened meanwhile", async () => {
    for (const down of [0, TO_OPENING + HOUR]) {
      const scene = await site();
      await scene.result("web/page", 2);
      await scene.notified();
      await scene.restart(down);
      await scene.clock.advanceBy(down === 0 ? TO_OPENING : 1);
      expect(await scene.notified()).toEqual(["boss problem web/page 1"]);

      await scene.restart();
      await scene.clock.advanceBy(HOUR);
      expect(await scene.notified()).toEqual([]);
    }
  });

  test("is not notified if the problem is over, acknowledged or in a downtime then", async () => {
    const over = await site();
    const acknowledged = await site();
    const inDowntime = await site();
    for (const scene of [over, acknowledged, inDowntime]) await scene.result("web/page", 2);
    await over.result("web/page", 0);
    await acknowledged.acknowledge("web/page", "jdoe");
    await inDowntime.downtime("web/page", 0, TO_OPENING + HOUR);
    for (const scene of [over, acknowledged, inDowntime]) {
      await scene.notified();
      await scene.clock.advanceBy(TO_OPENING);
      expect(await scene.notified()).toEqual([]);
    }

    await inDowntime.clock.advanceBy(HOUR);
    expect(await inDowntime.notified()).toEqual([
      "ops downtime-end web/page 1",
      "boss downtime-end web/page 1",
      "boss problem web/page 1",
    ]);
  });

  test("is notified of the state at the opening, and not between two notifications of a problem it knows", async () => {
    const scene = await site("notification_interval 1440");
    await scene.result("web/page", 1);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1", "ops problem web/page 2"]);
    await scene.clock.advanceBy(TO_OPENING);
    expect(await scene.notified()).toEqual(["boss problem web/page 2"]);

    await scene.clock.advanceBy(10 * HOUR);
    expect(await scene.notified()).toEqual(["ops problem web/page 3"]);
    await scene.clock.advanceBy(TO_OPENING);
    expect(await scene.notified()).toEqual([]);
  });

  test.each<Partial<SceneOptions>>([{ notifiesLateContacts: false }, { engine: "nagios" }])(
    "is not notified later with %j",
    async (options) => {
      const scene = await site("", options);
      await scene.result("web/page", 2);
      await scene.notified();
      await scene.clock.advanceBy(TO_OPENING + HOUR);
      await scene.result("web/page", 2);
      expect(await scene.notified()).toEqual([]);
    },
  );
});

describe("a contact whose period is closed when a problem ends of which it was notified", () => {
  /** Both know of the problem, and `ops` of its end. */
  const ended = async (options: Partial<SceneOptions> = {}): Promise<Scene> => {
    const scene = await site("", options);
    await scene.clock.advanceBy(TO_OPENING);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(10 * HOUR);
    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual([
      "ops problem web/page 1",
      "boss problem web/page 1",
      "ops recovery web/page 2",
    ]);
    return scene;
  };

  test("is notified of the recovery when it opens, once, also after a restart", async () => {
    const scene = await ended();
    expect((await scene.why("web/page")).at(-1)).toMatch(
      /^waiting: boss: service_notification_period 'workhours' is closed until Wed 08:00; the recovery is owed since 18:00$/,
    );
    await scene.restart();
    await scene.clock.advanceBy(TO_OPENING);
    expect(await scene.notified()).toEqual(["boss recovery web/page 1"]);
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(HOUR);
    expect(await scene.notified()).toEqual([]);
  });

  test("is notified of the problem that returned instead, if it still holds", async () => {
    const scene = await ended();
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
    await scene.clock.advanceBy(TO_OPENING);
    expect(await scene.notified()).toEqual(["boss problem web/page 1"]);
  });

  test("is never notified with late_contacts: skip", async () => {
    const scene = await ended({ notifiesLateContacts: false });
    await scene.clock.advanceBy(TO_OPENING);
    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual([]);
  });
});
