import { afterEach, describe, expect, test } from "vitest";
import { closeScenes, MONDAY, openScene, type Scene, type SceneOptions } from "./scene.fixture.ts";
import { simulate, type Simulation } from "./simulate.ts";
import { sentenceOf } from "./time-text.ts";

afterEach(closeScenes);

const HOUR = 3600;

const site = (more = "", service = "", options: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene({
    objects: `
define contact {
  use           person
  contact_name  ops
}
define contact {
  use                          person
  contact_name                 night
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
  contacts               ops,night
  notification_interval  240
  ${service}
}
${more}`,
    ...options,
  });

const ask = (scene: Scene, state: 1 | 2 | 3, inHours: number, hours = 24): Simulation =>
  simulate(
    scene.notificationEngine.ruleContext(),
    scene.resource("web/page"),
    { state, at: MONDAY + inHours * HOUR, hours },
    (key) => scene.downtimes.open().filter((downtime) => downtime.key === key),
  );

/** One line for each decision: `+5h 2 notified ops by mail …`. */
const lines = ({ decisions }: Simulation): string[] =>
  decisions.map(
    (decision) => `+${(decision.at - MONDAY) / HOUR}h ${decision.notificationNumber} ${sentenceOf(decision)}`,
  );

describe("the simulation of a CRITICAL service shows", () => {
  test("who would be notified when, repeatedly, and why others would not", async () => {
    const scene = await site();

    expect(lines(ask(scene, 2, 17))).toEqual([
      "+17h 1 notified ops by mail at 03:00:00",
      "+17h 0 not notified: night: service_notification_period 'workhours' is closed until 08:00",
      "+21h 2 notified ops by mail at 07:00:00",
      "+22h 2 notified night by mail at 08:00:00",
      "+25h 3 notified ops by mail at 11:00:00",
      "+25h 3 notified night by mail at 11:00:00",
      "+29h 4 notified ops by mail at 15:00:00",
      "+29h 4 notified night by mail at 15:00:00",
      "+33h 5 notified ops by mail at 19:00:00",
      "+33h 0 not notified: night: service_notification_period 'workhours' is closed until Wed 08:00",
      "+37h 6 notified ops by mail at 23:00:00",
    ]);
  });

  test("the effect of escalations and first_notification_delay", async () => {
    const scene = await site(
      `
define serviceescalation {
  host_name              web
  service_description    page
  contacts               night
  first_notification     2
  last_notification      0
  notification_interval  60
}`,
      "first_notification_delay 30",
    );

    expect(lines(ask(scene, 2, 0, 7))).toEqual([
      "+0h 0 waiting: the first notification is delayed until 10:30",
      "+0.5h 1 notified ops by mail at 10:30:00",
      "+0.5h 1 notified night by mail at 10:30:00",
      "+4.5h 2 notified night by mail at 14:30:00",
      "+5.5h 3 notified night by mail at 15:30:00",
      "+6.5h 4 notified night by mail at 16:30:00",
    ]);
  });

  test("no notification during a planned downtime, but one at its end", async () => {
    const scene = await site("", "notification_interval 0");
    const [id] = await scene.downtime("web/page", 16 * HOUR, 20 * HOUR);

    expect(lines(ask(scene, 2, 17))).toEqual([
      `+17h 0 not notified: in downtime ${id} until 06:00`,
      "+20h 1 notified ops by mail at 06:00:00",
      "+20h 0 not notified: night: service_notification_period 'workhours' is closed until 08:00",
      "+22h 1 notified night by mail at 08:00:00",
    ]);
  });

  test("the same as what then happens", async () => {
    const scene = await site();
    const predicted = ask(scene, 2, 1).decisions.map((decision) => sentenceOf(decision));
    await scene.clock.advanceBy(HOUR);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(24 * HOUR - 1);

    expect(await scene.why("web/page")).toEqual(predicted);
  });

  test("notifications at the times of results only, with Nagios", async () => {
    const scene = await site("", "first_notification_delay 7", { engine: "nagios" });

    expect(lines(ask(scene, 2, 0, 1)).at(-1)).toMatch(/notified night by mail at 10:10:00/);
  });

  test("decisions without changing any state", async () => {
    const scene = await site();
    const before = scene.state("web/page");
    ask(scene, 1, 0);

    expect(scene.state("web/page")).toBe(before);
    expect(await scene.notified()).toEqual([]);
  });
});

test("a simulation with too many decisions is cut and marked incomplete", async () => {
  const scene = await site("", "notification_interval 1");
  const { decisions, isComplete } = ask(scene, 2, 0, 744);

  expect({ count: decisions.length, isComplete }).toEqual({ count: 1000, isComplete: false });
});
