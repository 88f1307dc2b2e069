import { afterEach, describe, expect, test } from "vitest";
import type { RootCauseRule } from "./root-cause-rule.ts";
import { closeScenes, openScene, type Scene } from "../alerting/rules/scene.fixture.ts";

afterEach(closeScenes);

const CHANNELS: RootCauseRule = { mode: "channels", waitSeconds: 30 };

/** `web` with `page`, behind `router`; `ops` is notified by a channel, `pager` by a command of its own. */
const site = (contacts = "ops", rootCause = CHANNELS, host = "", router = ""): Promise<Scene> =>
  openScene({
    rootCause,
    objects: `
define contact {
  use                            person
  contact_name                   ops
  host_notification_commands     slack
  service_notification_commands  slack
}
define contact {
  use           person
  contact_name  pager
}
define host {
  use        machine
  host_name  router
  contacts   ${contacts}
  ${router}
}
define host {
  use        machine
  host_name  web
  parents    router
  contacts   ${contacts}
  ${host}
}
define service {
  use                  check
  host_name            web
  service_description  page
  contacts             ${contacts}
}`,
  });

/** Everything is OK at first. */
const fine = async (scene: Scene): Promise<void> => {
  for (const name of ["router", "web", "web/page"]) await scene.result(name, 0);
  await scene.clock.advanceBy(60);
};

describe("a problem of a service", () => {
  test("waits until its host has been checked, requests that check, and is notified when the host is up", async () => {
    const scene = await site();
    await fine(scene);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);
    expect(await scene.why("web/page")).toEqual(["waiting: its host is being checked"]);
    expect(scene.checks).toEqual(["web"]);

    await scene.clock.advanceBy(5);
    await scene.result("web", 0);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("is named in the message of its host when that is down", async () => {
    const scene = await site();
    await fine(scene);
    await scene.result("web/page", 2);
    await scene.result("router", 0);
    await scene.clock.advanceBy(5);
    await scene.result("web", 2);
    await scene.clock.advanceBy(60);

    expect(await scene.notified()).toEqual(["ops problem web 1"]);
    expect(await scene.why("web/page")).toEqual([
      "waiting: its host is being checked",
      "not notified: named in the message about host web, which is DOWN",
    ]);
  });

  test("is notified after the wait when the host is not checked", async () => {
    const scene = await site();
    await fine(scene);
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(29);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
  });

  test("does not wait for a host that is never checked, nor without channels, nor with the rule off", async () => {
    for (const scene of [
      await site("ops", CHANNELS, "active_checks_enabled 0"),
      await site("pager"),
      await site("ops", { mode: "off", waitSeconds: 30 }),
    ]) {
      await fine(scene);
      await scene.result("web/page", 2);
      expect(await scene.notified()).toHaveLength(1);
    }
  });
});

describe("a host behind one that is down", () => {
  test("is named in its message: a channel does not notify it, a command does", async () => {
    const scene = await site("ops,pager");
    await fine(scene);
    await scene.result("router", 2);
    await scene.result("web", 2);
    await scene.result("web/page", 2);

    expect(scene.state("web").check.state).toBe(2);
    expect(await scene.notified()).toEqual(["ops problem router 1", "pager problem router 1", "pager problem web 1"]);
    expect(await scene.why("web")).toContain(
      "not notified: ops: named in the message about host router, which is DOWN",
    );
    expect(await scene.why("web/page")).toEqual([
      "not notified: named in the message about host router, which is DOWN",
    ]);
  });

  test("waits for the check of its parents, and is notified as DOWN when one of them is up", async () => {
    const scene = await site();
    await fine(scene);
    await scene.result("web", 2);
    expect(await scene.notified()).toEqual([]);
    expect(scene.checks).toEqual(["router"]);
    expect(await scene.why("web")).toEqual(["waiting: its parent is being checked"]);

    await scene.clock.advanceBy(3);
    await scene.result("router", 0);
    expect(await scene.notified()).toEqual(["ops problem web 1"]);
  });

  test("that was DOWN before its parent was found down is named in the message of the parent", async () => {
    const scene = await site();
    await fine(scene);
    await scene.result("web", 2);
    await scene.result("router", 2);
    await scene.clock.advanceBy(60);

    expect(await scene.notified()).toEqual(["ops problem router 1"]);
    expect((await scene.why("web")).at(-1)).toBe(
      "not notified: ops: named in the message about host router, which is DOWN",
    );
  });

  test("is not notified while the host in front is in a downtime either", async () => {
    const scene = await site();
    await fine(scene);
    await scene.downtime("router", 0, 600);
    await scene.notified();
    await scene.result("router", 2);
    await scene.result("web", 2);

    expect(await scene.notified()).toEqual([]);
    expect((await scene.why("web")).at(-1)).toBe("not notified: ops: behind host router, which is DOWN");
  });

  test("is notified when nobody is notified about the host in front", async () => {
    const scene = await site("ops", CHANNELS, "", "notifications_enabled 0");
    await fine(scene);
    await scene.result("router", 2);
    await scene.clock.advanceBy(31);
    await scene.result("web", 2);

    expect(await scene.notified()).toEqual(["ops problem web 1"]);
  });
});
