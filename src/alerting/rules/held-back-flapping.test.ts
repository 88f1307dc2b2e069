import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../../model/dialect.ts";
import { closeScenes, openScene, type Scene, webPage } from "./scene.fixture.ts";

afterEach(closeScenes);

describe.each<[Engine, string]>([
  ["centreon", "w,u,c,r,f,s"],
  ["nagios", "w,u,c,r,f,s"],
  // Nothing else is open when its flapping is decided.
  ["centreon", "f,s"],
])("%s, told of %s: flapping in results that come late", (engine, options) => {
  let scene: Scene;
  let awaited: string | null;
  beforeEach(async () => {
    awaited = null;
    scene = await openScene({
      objects: webPage(
        `flap_detection_enabled 1; low_flap_threshold 10; high_flap_threshold 30; notification_options ${options}`,
      ),
      main: "enable_flap_detection=1",
      engine,
      latePoller: () => awaited,
    });
    await results(0, 3);
    await scene.notified();
  });

  const results = async (code: 0 | 2, count: number): Promise<void> => {
    for (let left = count; left > 0; left--) {
      await scene.result("web/page", code);
      await scene.clock.advanceBy(60);
    }
  };
  const flap = async (): Promise<void> => {
    for (let left = 8; left > 0; left--) await results(left % 2 === 0 ? 2 : 0, 1);
    expect(scene.state("web/page").check.isFlapping).toBe(true);
  };
  const steady = async (): Promise<void> => {
    await results(0, 25);
    expect(scene.state("web/page").check.isFlapping).toBe(false);
  };
  const caughtUp = async (): Promise<readonly string[]> => {
    awaited = null;
    scene.notificationEngine.afterLateResults([scene.resource("web/page").key]);
    await scene.clock.advanceBy(2);
    return toldOfFlapping();
  };
  const toldOfFlapping = async (): Promise<readonly string[]> =>
    (await scene.notified()).filter((line) => line.includes("flapping")).map((line) => line.replace(/ \d+$/, ""));

  test("is told afterwards, if it flaps still", async () => {
    awaited = "paris";
    await flap();
    expect(await toldOfFlapping()).toEqual([]);
    expect(await caughtUp()).toEqual(["ops flapping-start web/page"]);
  });

  test("is not told, if it began and ended meanwhile", async () => {
    awaited = "paris";
    await flap();
    await steady();
    expect(await caughtUp()).toEqual([]);
  });

  test("has its end told afterwards, if its begin was told", async () => {
    await flap();
    expect(await toldOfFlapping()).toEqual(["ops flapping-start web/page"]);
    awaited = "paris";
    await steady();
    expect(await toldOfFlapping()).toEqual([]);
    expect(await caughtUp()).toEqual(["ops flapping-stop web/page"]);
  });

  test("is told once, also if more results come late before it could be told", async () => {
    awaited = "paris";
    await flap();
    scene.notificationEngine.afterLateResults([scene.resource("web/page").key]);
    await scene.clock.advanceBy(2);
    expect(await toldOfFlapping()).toEqual([]);
    expect(await caughtUp()).toEqual(["ops flapping-start web/page"]);
    expect(await caughtUp()).toEqual([]);
  });
});
