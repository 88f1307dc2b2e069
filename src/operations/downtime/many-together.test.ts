import { afterEach, expect, test } from "vitest";
import { closeScenes, openScene, webPage, type Scene } from "../../alerting/rules/scene.fixture.ts";

afterEach(closeScenes);

const HOUR = 3600;
/** More than begin before the clock of a test stands still. */
const MANY = 3_000;
const others = Array.from({ length: MANY }, (_, index) => `other/s${index}`);

/** `web/page` has a contact; the other services have none. */
const site = (): Promise<Scene> =>
  openScene({
    objects: `${webPage()}
define host {
  use        machine
  host_name  other
}
${others.map((name) => `define service {\n  use  check\n  host_name  other\n  service_description  ${name.slice(6)}\n}`).join("\n")}`,
  });

/** Downtimes of an hour that begin in an hour, those of other services before these. */
async function schedule(scene: Scene, names: readonly string[], triggeredBy?: number): Promise<readonly number[]> {
  const request = {
    startTime: scene.clock.now() + HOUR,
    endTime: scene.clock.now() + 2 * HOUR,
    isFixed: true,
    duration: 0,
    comment: "new kernel",
    ...(triggeredBy === undefined ? {} : { triggeredBy }),
  };
  const ids = await scene.downtimes.schedule(
    names.map((name) => scene.resource(name).key),
    request,
    "jdoe",
  );
  await scene.notified();
  return ids;
}

const running = (scene: Scene): number => scene.downtimes.open().filter(({ isStarted }) => isStarted).length;

const problems = async (scene: Scene): Promise<readonly string[]> =>
  (await scene.notified()).filter((line) => line.includes("problem"));

/** Lets an hour pass, with a result of the service after the first downtimes; returns how many were running by then. */
async function hourWithResult(scene: Scene): Promise<number> {
  const { promise: sent, resolve } = Promise.withResolvers<number>();
  scene.clock.runAt(scene.clock.now() + HOUR, () => {
    const count = running(scene);
    void scene.result("web/page", 2).then(() => resolve(count));
  });
  await scene.clock.advanceBy(HOUR);
  return sent;
}

test.each([
  ["of the service", (scene: Scene) => schedule(scene, ["web/page"])],
  ["of its host", (scene: Scene) => schedule(scene, ["web"])],
  [
    "that another one triggers",
    async (scene: Scene) => schedule(scene, ["web/page"], (await schedule(scene, ["other"]))[0]!),
  ],
])("a result that arrives while many downtimes begin and end finds the one %s as its time says", async (_, add) => {
  const scene = await site();
  await schedule(scene, others);
  await add(scene);

  expect(await hourWithResult(scene)).toBeLessThan(MANY / 2);
  expect(await problems(scene)).toEqual([]);
  expect(running(scene)).toBe(scene.downtimes.open().length);

  expect(await hourWithResult(scene)).toBeGreaterThan(MANY / 2);
  expect(await problems(scene)).toEqual(["ops problem web/page 1"]);
  expect(running(scene)).toBe(0);
});

test("a notification that is due when many downtimes begin comes after them", async () => {
  const scene = await site();
  await scene.result("web/page", 2);
  expect(await problems(scene)).toEqual(["ops problem web/page 1"]);
  await schedule(scene, [...others, "web/page"]);

  await scene.clock.advanceBy(HOUR);
  expect(running(scene)).toBe(MANY + 1);
  expect(await problems(scene)).toEqual([]);
});
