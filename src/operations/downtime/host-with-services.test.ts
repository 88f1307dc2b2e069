import { afterEach, expect, test } from "vitest";
import { closeScenes, openScene, type Scene, type SceneOptions } from "../../alerting/rules/scene.fixture.ts";

afterEach(closeScenes);

const HOUR = 3600;
const SERVICES = ["web/a", "web/b"];

/** `ops` is a contact of the host and its services, `dba` only of service b. */
const site = (options: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene({
    objects: `
define contact {
  use           person
  contact_name  ops
}
define contact {
  use           person
  contact_name  dba
}
define host {
  use        machine
  host_name  web
  contacts   ops
}
define service {
  use                  check
  host_name            web
  service_description  a
  contacts             ops
}
define service {
  use                  check
  host_name            web
  service_description  b
  contacts             ops,dba
}`,
    ...options,
  });

const schedule = (scene: Scene, names: readonly string[], from: number, to: number, comment = "new kernel") =>
  scene.downtimes.schedule(
    names.map((name) => scene.resource(name).key),
    {
      startTime: scene.clock.now() + from,
      endTime: scene.clock.now() + to,
      isFixed: true,
      duration: 0,
      comment,
    },
    "jdoe",
  );
const commentsOf = async (scene: Scene): Promise<readonly string[]> =>
  (await scene.store.readMessages(scene.resource("web").key, 10)).map(({ comment }) => comment).reverse();

test.each([0, HOUR])("a downtime of a host with its services is one message for a contact of both", async (from) => {
  const scene = await site();
  await schedule(scene, ["web", ...SERVICES], from, from + HOUR);
  await scene.clock.advanceBy(from);
  expect((await scene.notified()).toSorted()).toEqual(["dba downtime-start web/b 0", "ops downtime-start web 0"]);

  await scene.clock.advanceBy(HOUR);
  expect((await scene.notified()).toSorted()).toEqual(["dba downtime-end web/b 0", "ops downtime-end web 0"]);
  expect(await commentsOf(scene)).toEqual(["new kernel (with 2 services)", "new kernel (with 2 services)"]);
  expect(await scene.why("web/a")).toEqual([
    "not notified: ops: named in the message about the downtime of host web",
    "not notified: ops: named in the message about the downtime of host web",
  ]);
});

test("the same for two commands, one for the host and one for its services, and when all are cancelled", async () => {
  const scene = await site();
  const ids = [...(await schedule(scene, ["web"], 0, HOUR)), ...(await schedule(scene, SERVICES, 0, HOUR))];
  expect((await scene.notified()).toSorted()).toEqual(["dba downtime-start web/b 0", "ops downtime-start web 0"]);
  for (const id of ids) await scene.downtimes.cancel(id, "jdoe");
  expect((await scene.notified()).toSorted()).toEqual([
    "dba downtime-cancelled web/b 0",
    "ops downtime-cancelled web 0",
  ]);
});

test("another downtime of a service has its own messages, and so has each one with Nagios", async () => {
  const other = await site();
  await schedule(other, ["web"], 0, HOUR);
  await schedule(other, ["web/a"], 0, 2 * HOUR);
  expect(await other.notified()).toEqual(["ops downtime-start web 0", "ops downtime-start web/a 0"]);

  const nagios = await site({ engine: "nagios" });
  await schedule(nagios, ["web", ...SERVICES], 0, HOUR);
  expect((await nagios.notified()).toSorted()).toEqual([
    "dba downtime-start web/b 0",
    "ops downtime-start web 0",
    "ops downtime-start web/a 0",
    "ops downtime-start web/b 0",
  ]);
  expect(await commentsOf(nagios)).toEqual(["new kernel"]);
});

test("a contact that wants no downtimes of hosts is notified of those of the services", async () => {
  const scene = await openScene({
    objects: `
define contact {
  use                        person
  contact_name               ops
  host_notification_options  d,u,r
}
define host {
  use        machine
  host_name  web
  contacts   ops
}
define service {
  use                  check
  host_name            web
  service_description  a
  contacts             ops
}`,
  });
  await schedule(scene, ["web", "web/a"], 0, HOUR);
  expect(await scene.notified()).toEqual(["ops downtime-start web/a 0"]);
});
