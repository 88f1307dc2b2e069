import { afterEach, describe, expect, test } from "vitest";
import type { Engine } from "../../model/dialect.ts";
import { closeScenes, MONDAY, openScene, type Scene } from "./scene.fixture.ts";

afterEach(closeScenes);

const OBJECTS = `
define contact {
  use           person
  contact_name  ops
}
define contact {
  use           person
  contact_name  boss
}
define host {
  use                    machine
  host_name              h
  contacts               ops
  notification_interval  1
}
define service {
  use                    check
  host_name              h
  service_description    s
  contacts               ops
  max_check_attempts     2
  notification_interval  1
}
define serviceescalation {
  host_name              h
  service_description    s
  contacts               boss
  first_notification     1
  last_notification      1
  notification_interval  1
}`;

const site = (engine: Engine): Promise<Scene> => openScene({ engine, main: "interval_length=1", objects: OBJECTS });

const results = async (scene: Scene, name: string, codes: readonly (0 | 1 | 2)[]): Promise<void> => {
  for (const code of codes) {
    await scene.result(name, code);
    await scene.clock.advanceBy(2);
  }
};

const custom = async (scene: Scene, isCounted: boolean): Promise<void> =>
  scene.notificationEvent("h/s", { kind: "custom", isCounted });

describe("the number of notifications, with Nagios", () => {
  test.each<[Engine, string]>([
    ["nagios", "boss custom h/s 1"],
    ["centreon", "ops custom h/s 0"],
  ])("stays when a soft problem of a service ends: %s", async (engine, expected) => {
    const scene = await site(engine);
    await results(scene, "h/s", [0, 2]);
    await custom(scene, true);
    await results(scene, "h/s", [0, 2]);
    await scene.notified();

    await custom(scene, false);

    expect(await scene.notified()).toEqual([expected]);
  });

  test("starts again when a hard problem ends", async () => {
    const scene = await site("nagios");

    await results(scene, "h/s", [0, 2, 2, 2, 0, 2, 2]);

    expect(await scene.notified()).toEqual([
      "boss problem h/s 1",
      "ops problem h/s 2",
      "ops recovery h/s 3",
      "boss problem h/s 1",
    ]);
  });
});

describe("results of a service, with Nagios", () => {
  test("notify a host problem again, but not those that demand a check of the host", async () => {
    const scene = await site("nagios");
    await results(scene, "h", [0, 2]);
    await results(scene, "h/s", [0]);
    await scene.notified();

    await results(scene, "h/s", [1, 2]);
    expect(await scene.notified()).toEqual([]);
    await results(scene, "h/s", [2]);
    expect(await scene.notified()).toEqual(["ops problem h 2"]);
  });

  test("give a host without results the time of the check before", async () => {
    const scene = await site("nagios");

    await results(scene, "h/s", [0, 0]);

    expect(scene.state("h").check).toMatchObject({ lastStateChange: MONDAY, lastHardStateChange: MONDAY });
  });
});
