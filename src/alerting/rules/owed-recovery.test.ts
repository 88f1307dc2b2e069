import { afterEach, describe, expect, test } from "vitest";
import { presentDecisions } from "./present-decision.ts";
import { closeScenes, openScene, type Scene, type SceneOptions, webPage } from "./scene.fixture.ts";

afterEach(closeScenes);

const MINUTE = 60;
const HOUR = 3600;

const site = (service = "", options: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene({ objects: webPage(service), ...options });

const dependsOnDatabase = `${webPage()}
define service {
  use                  check
  host_name            web
  service_description  database
}
define servicedependency {
  host_name                      web
  service_description            database
  dependent_host_name            web
  dependent_service_description  page
  notification_failure_criteria  c
}`;

/** Lines about problems and recoveries of the service. */
const notified = async (scene: Scene): Promise<readonly string[]> =>
  (await scene.notified()).filter((line) => / (problem|recovery) web\/page /.test(line));

/** What holds a recovery back at 10:05, and ends it. */
const HOLDS: Readonly<
  Record<string, { readonly service?: string; begin(scene: Scene): Promise<void>; end(scene: Scene): Promise<void> }>
> = {
  "its own downtime": {
    begin: async (scene) => void (await scene.downtime("web/page", 0, HOUR)),
    end: (scene) => scene.clock.advanceBy(HOUR),
  },
  "a downtime of its host": {
    begin: async (scene) => void (await scene.downtime("web", 0, HOUR)),
    end: (scene) => scene.clock.advanceBy(HOUR),
  },
  "a downtime of its host that is cancelled": {
    begin: async (scene) => void (await scene.downtime("web", 0, 100 * HOUR)),
    async end(scene) {
      await scene.clock.advanceBy(MINUTE);
      await scene.downtimes.cancel(1, "jdoe");
      await scene.clock.advanceBy(0);
    },
  },
  "its closed notification period": {
    service: "notification_period workhours",
    begin: (scene) => scene.clock.advanceBy(8 * HOUR),
    end: (scene) => scene.clock.advanceBy(14 * HOUR),
  },
};

describe.each(Object.entries(HOLDS))("a recovery that is held back by %s", (_, { service = "", begin, end }) => {
  const INTERVAL = "notification_interval 1440";
  const held = async (directives = INTERVAL, options: Partial<SceneOptions> = {}): Promise<Scene> => {
    const scene = await site(`${service}; ${directives}`, options);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(5 * MINUTE);
    await begin(scene);
    expect(await notified(scene)).toEqual(["ops problem web/page 1"]);
    await scene.result("web/page", 0);
    return scene;
  };

  test("is notified when that ends", async () => {
    const scene = await held();
    expect(await notified(scene)).toEqual([]);

    await end(scene);
    expect(await notified(scene)).toEqual(["ops recovery web/page 2"]);
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(48 * HOUR);
    expect(await notified(scene)).toEqual([]);
  });

  test("is notified after a restart, once", async () => {
    const scene = await held();
    await scene.restart();
    await scene.clock.advanceBy(0);
    expect(await notified(scene)).toEqual([]);

    await end(scene);
    expect(await notified(scene)).toEqual(["ops recovery web/page 2"]);
    await scene.restart();
    await scene.clock.advanceBy(HOUR);
    expect(await notified(scene)).toEqual([]);
  });

  test.each(["notification_interval 0", INTERVAL])(
    "is cancelled by the problem that returns, which is not notified again before its interval (%s)",
    async (directives) => {
      const scene = await held(directives);
      await scene.clock.advanceBy(MINUTE / 2);
      await scene.result("web/page", 2);
      await end(scene);
      await scene.result("web/page", 2);
      expect(await notified(scene)).toEqual([]);

      await scene.clock.advanceBy(48 * HOUR);
      expect((await notified(scene)).length > 0).toBe(directives === INTERVAL);
    },
  );

  test("is cancelled by a problem in another state, which is notified", async () => {
    const scene = await held();
    await scene.result("web/page", 1);
    await end(scene);
    expect(await notified(scene)).toEqual(["ops problem web/page 2"]);
  });

  test("is never notified with Nagios", async () => {
    const scene = await held(INTERVAL, { engine: "nagios" });
    await end(scene);
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(48 * HOUR);
    expect(await notified(scene)).toEqual([]);
  });
});

describe("an owed recovery", () => {
  test("says since when, in the decision and in the present result of the rules, once", async () => {
    const scene = await site();
    await scene.result("web/page", 2);
    await scene.downtime("web/page", 0, HOUR);
    await scene.clock.advanceBy(10 * MINUTE);
    for (let n = 0; n < 5; n++) {
      await scene.result("web/page", 0);
      await scene.clock.advanceBy(MINUTE);
    }

    const owed = "in downtime 1 until 11:00; the recovery is owed since 10:10";
    expect((await scene.why("web/page")).filter((line) => line.includes("owed"))).toEqual([`waiting: ${owed}`]);
    const now = presentDecisions(
      scene.notificationEngine.ruleContext(),
      scene.resource("web/page"),
      scene.state("web/page"),
      scene.clock.now(),
    );
    expect(now).toMatchObject([{ outcome: "waiting", code: "in-downtime", reason: owed }]);
  });

  test("is notified at the start if its downtime ended while the server was down", async () => {
    const scene = await site();
    await scene.result("web/page", 2);
    await scene.downtime("web/page", 0, HOUR);
    await scene.result("web/page", 0);
    await scene.notified();
    await scene.restart(2 * HOUR);
    await scene.clock.advanceBy(1);

    expect(await notified(scene)).toEqual(["ops recovery web/page 2"]);
  });

  test("is sent after a soft problem that ends", async () => {
    const scene = await site("max_check_attempts 2");
    for (const code of [2, 2] as const) await scene.result("web/page", code);
    await scene.downtime("web/page", 0, HOUR);
    for (const code of [0, 2, 0] as const) await scene.result("web/page", code);
    await scene.notified();
    await scene.clock.advanceBy(HOUR);

    expect(await notified(scene)).toEqual(["ops recovery web/page 2"]);
  });

  test("waits for the end of a failed dependency, and is sent with the next result", async () => {
    const scene = await openScene({ objects: dependsOnDatabase });
    await scene.result("web/page", 2);
    await scene.result("web/database", 2);
    await scene.result("web/page", 0);
    expect(await notified(scene)).toEqual(["ops problem web/page 1"]);

    await scene.result("web/database", 0);
    await scene.result("web/page", 0);
    expect(await notified(scene)).toEqual(["ops recovery web/page 2"]);
  });

  test("of which nobody was notified is not sent", async () => {
    const scene = await site();
    await scene.downtime("web/page", 0, HOUR);
    await scene.result("web/page", 2);
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(2 * HOUR);
    expect(await notified(scene)).toEqual([]);
  });
});

test("a flapping resource that is OK says so", async () => {
  const scene = await site("flap_detection_enabled 1; low_flap_threshold 10; high_flap_threshold 20", {
    main: "enable_flap_detection=1",
  });
  for (let n = 0; n < 12; n++) await scene.result("web/page", n % 2 === 0 ? 1 : 0);
  const state = scene.state("web/page");

  expect(state.check.isFlapping).toBe(true);
  expect(
    presentDecisions(scene.notificationEngine.ruleContext(), scene.resource("web/page"), state, scene.clock.now()),
  ).toMatchObject([{ code: "flapping", reason: expect.stringMatching(/^the state is flapping \(\d/) }]);
});
