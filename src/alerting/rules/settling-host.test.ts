import { afterEach, describe, expect, test } from "vitest";
import { closeScenes, openScene, type Scene, type SceneOptions } from "./scene.fixture.ts";

afterEach(closeScenes);

const NAMES = ["a", "b", "c", "d", "e", "f"];
const FAILING = NAMES.map((name) => `web/${name}`);

/** A host with three attempts and six services with three attempts each. */
const site = (host = "", service = "", options: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene({
    objects: `
define contact {
  use           person
  contact_name  ops
}
define host {
  use                 machine
  host_name           web
  contacts            ops
  max_check_attempts  3
  ${host}
}
${NAMES.map(
  (name) => `define service {
  use                  check
  host_name            web
  service_description  ${name}
  contacts             ops
  max_check_attempts   3
  ${service}
}`,
).join("\n")}`,
    ...options,
  });

const results = async (scene: Scene, names: readonly string[], code: 0 | 1 | 2 | 3): Promise<void> => {
  for (const name of names) await scene.result(name, code);
  await scene.clock.advanceBy(10);
};

describe("services of a host with attempts left", () => {
  test.each(["centreon", "nagios"] as const)(
    "are not notified when it goes DOWN: one message, and one when it is UP again (%s)",
    async (engine) => {
      const scene = await site("", "", { engine });
      await results(scene, ["web", ...FAILING], 0);
      await scene.result("web", 2);
      for (let n = 0; n < 2; n++) {
        await results(scene, FAILING, 2);
        await scene.result("web", 2);
      }
      await results(scene, FAILING, 2);
      expect(await scene.notified()).toEqual(["ops problem web 1"]);

      await scene.result("web", 0);
      await results(scene, FAILING, 0);
      expect(await scene.notified()).toEqual(["ops recovery web 2"]);
    },
  );

  test("wait for its hard state, and say so", async () => {
    const scene = await site();
    await results(scene, ["web", ...FAILING], 0);
    await scene.result("web", 2);
    await results(scene, ["web/a"], 2);
    await scene.result("web", 2);
    await results(scene, ["web/a"], 2);
    await scene.result("web", 2);
    await scene.clock.advanceBy(1);

    expect(await scene.why("web/a")).toEqual([
      "waiting: host web is DOWN (soft, attempt 1 of 3)",
      "not notified: host web is DOWN",
    ]);
  });

  test("are checked again when it is UP, and notified when their own attempts are used up", async () => {
    const scene = await site();
    await results(scene, ["web", ...FAILING], 0);
    await scene.result("web", 2);
    await results(scene, FAILING, 2);
    scene.checks.length = 0;
    await scene.result("web", 0);
    await scene.clock.advanceBy(1);
    expect(scene.checks.toSorted()).toEqual(FAILING);
    expect(await scene.notified()).toEqual([]);

    await results(scene, FAILING.slice(1), 0);
    for (let n = 0; n < 2; n++) await results(scene, ["web/a"], 2);
    expect(await scene.notified()).toEqual([]);
    await results(scene, ["web/a"], 2);
    expect(await scene.notified()).toEqual(["ops problem web/a 1"]);
  });

  test("wait after a restart", async () => {
    const scene = await site();
    await results(scene, ["web", ...FAILING], 0);
    await scene.result("web", 2);
    await results(scene, FAILING, 2);
    await scene.restart();
    await scene.clock.advanceBy(60);
    expect(await scene.notified()).toEqual([]);
  });

  test.each([
    ["with one attempt", "", "max_check_attempts 1"],
    ["that are not checked actively", "", "active_checks_enabled 0"],
  ])("%s are notified when it is UP again", async (_, host, service) => {
    const scene = await site(host, service);
    await results(scene, ["web", "web/a"], 0);
    await scene.result("web", 2);
    await results(scene, ["web/a"], 2);
    expect(await scene.notified()).toEqual([]);
    await scene.result("web", 0);
    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/a 1"]);
  });

  test.each([
    ["volatile ones", "", "is_volatile 1"],
    ["those of a host without active checks, whose next result may never come", "active_checks_enabled 0", ""],
  ])("do not wait: %s", async (_, host, service) => {
    const scene = await site(host, service);
    await results(scene, ["web", "web/a"], 0);
    await scene.result("web", 2);
    await results(scene, ["web/a"], 2);
    expect(await scene.notified()).toEqual(["ops problem web/a 1"]);
  });
});
