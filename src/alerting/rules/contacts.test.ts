import { afterEach, describe, expect, test } from "vitest";
import { closeScenes, openScene, type Scene, type SceneOptions } from "./scene.fixture.ts";

afterEach(closeScenes);

const HOUR = 3600;

/** A service with contacts `ops` and `boss`; `boss` has the given directives. */
const site = (boss: string, more = "", options: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene({
    objects: `
define contact {
  use           person
  contact_name  ops
}
define contact {
  use           person
  contact_name  boss
  ${boss.replaceAll("; ", "\n  ")}
}
define contact {
  use           person
  contact_name  night
}
define contactgroup {
  contactgroup_name  chiefs
  alias              chiefs
  members            boss,ops
}
define host {
  use        machine
  host_name  web
  contacts   ops,boss
}
define service {
  use                  check
  host_name            web
  service_description  page
  contacts             ops
  contact_groups       chiefs
  importance           5
}
${more}`,
    ...options,
  });

const escalation = (directives: string): string => `
define serviceescalation {
  host_name            web
  service_description  page
  ${directives.replaceAll("; ", "\n  ")}
}`;

describe("a contact", () => {
  test("in two groups is notified once", async () => {
    const scene = await site("");
    await scene.result("web/page", 2);

    expect(await scene.notified()).toEqual(["ops problem web/page 1", "boss problem web/page 1"]);
  });

  test.each([
    ["service_notifications_enabled 0", "its service notifications are switched off (service_notifications_enabled)"],
    ["service_notification_options c,r", "its service_notification_options do not include 'warning'"],
    ["minimum_importance 6", "importance 5 is less than its minimum_importance 6"],
  ])("with %s is not notified of a WARNING", async (directive, reason) => {
    const scene = await site(directive);
    await scene.result("web/page", 1);

    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
    expect(await scene.why("web/page")).toContain(`not notified: boss: ${reason}`);
  });

  test("with a minimum_importance is notified of a host whose services add up to it", async () => {
    const scene = await site("minimum_importance 5");
    await scene.result("web", 2);
    expect(await scene.notified()).toEqual(["ops problem web 1", "boss problem web 1"]);
  });

  test("has its notification period in its own time zone", async () => {
    // 10:00 UTC is 02:00 in Los Angeles, whose working hours begin at 16:00 UTC.
    const scene = await site("service_notification_period workhours; timezone America/Los_Angeles");
    await scene.result("web/page", 2);

    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);
    expect(await scene.why("web/page")).toContain(
      "not notified: boss: service_notification_period 'workhours' is closed until 16:00",
    );
  });

  test("that is the only one is notified when its period opens", async () => {
    const scene = await site(
      "",
      escalation("contacts boss; first_notification 1; last_notification 0; notification_interval 60"),
    );
    const closed = await site(
      "service_notification_period workhours",
      escalation("contacts boss; first_notification 1; last_notification 0; notification_interval 60"),
    );
    await closed.clock.advanceBy(8 * HOUR);
    await scene.result("web/page", 2);
    await closed.result("web/page", 2);
    expect(await scene.notified()).toEqual(["boss problem web/page 1"]);
    expect(await closed.notified()).toEqual([]);

    await closed.clock.advanceBy(14 * HOUR);
    expect(await closed.notified()).toEqual(["boss problem web/page 1"]);
  });

  test("that was not notified of the problem is not notified of the recovery, except with Nagios", async () => {
    for (const [engine, notified] of [
      ["centreon", ["ops recovery web/page 2"]],
      ["nagios", ["ops recovery web/page 2", "boss recovery web/page 2"]],
    ] as const) {
      const scene = await site("service_notification_period workhours", "", { engine, notifiesLateContacts: false });
      await scene.clock.advanceBy(21.9 * HOUR);
      await scene.result("web/page", 2);
      await scene.clock.advanceBy(0.2 * HOUR);
      await scene.notified();
      await scene.result("web/page", 0);
      expect(await scene.notified()).toEqual(notified);
    }
  });

  test("is not notified of the recovery from a state it does not want, with Nagios", async () => {
    const scene = await site("service_notification_options c,r", "", { engine: "nagios" });
    await scene.result("web/page", 1);
    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual(["ops problem web/page 1", "ops recovery web/page 2"]);
    expect((await scene.why("web/page")).at(-1)).toBe("not notified: boss: it was not notified of the problem");
  });
});

describe("an escalation", () => {
  const SECOND = escalation("contacts night; first_notification 2; last_notification 3; notification_interval 10");

  test("replaces contacts and interval for its numbers; its contacts are notified of the recovery", async () => {
    const scene = await site("", SECOND);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1", "boss problem web/page 1"]);

    await scene.clock.advanceBy(HOUR);
    expect(await scene.notified()).toEqual(["night problem web/page 2"]);

    await scene.clock.advanceBy(600);
    expect(await scene.notified()).toEqual(["night problem web/page 3"]);
    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual([
      "ops recovery web/page 4",
      "boss recovery web/page 4",
      "night recovery web/page 4",
    ]);
  });

  test("is notified of the recovery instead of the contacts, with Nagios", async () => {
    const scene = await site("", SECOND, { engine: "nagios" });
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(HOUR);
    await scene.result("web/page", 2);
    await scene.notified();
    await scene.result("web/page", 0);
    expect(await scene.notified()).toEqual(["night recovery web/page 3"]);
  });

  test("is valid in its states and its period only", async () => {
    const states = await site(
      "",
      escalation(
        "contacts night; first_notification 1; last_notification 0; notification_interval 10; escalation_options c",
      ),
    );
    const period = await site(
      "",
      escalation(
        "contacts night; first_notification 1; last_notification 0; notification_interval 10; escalation_period workhours",
      ),
    );
    await period.clock.advanceBy(8 * HOUR);
    for (const scene of [states, period]) await scene.result("web/page", 1);

    for (const scene of [states, period])
      expect(await scene.notified()).toEqual(["ops problem web/page 1", "boss problem web/page 1"]);
    expect(states.state("web/page").notification.nextNotification).toBe(states.clock.now() + HOUR);
  });

  test("with the smaller interval counts if two are valid", async () => {
    const scene = await site(
      "",
      SECOND.replace("first_notification 2", "first_notification 1") +
        escalation("contacts boss; first_notification 1; last_notification 0; notification_interval 5"),
    );
    await scene.result("web/page", 2);

    expect(await scene.notified()).toEqual(["night problem web/page 1", "boss problem web/page 1"]);
    expect(scene.state("web/page").notification.nextNotification).toBe(scene.clock.now() + 300);
  });
});

describe("a custom notification", () => {
  test("goes to the contacts allowed now, in any state, and is not counted", async () => {
    const scene = await site("service_notification_period workhours");
    await scene.clock.advanceBy(8 * HOUR);
    await scene.notificationEvent("web/page", { kind: "custom", author: "jdoe", comment: "look" });

    expect(await scene.notified()).toEqual(["ops custom web/page 0"]);
  });

  test("passes every rule if forced, goes to escalations too if broadcast, and has a number if counted", async () => {
    const scene = await site(
      "service_notifications_enabled 0",
      escalation("contacts night; first_notification 3; last_notification 0; notification_interval 5"),
    );
    await scene.downtime("web/page", 0, HOUR);
    await scene.notified();
    await scene.notificationEvent("web/page", { kind: "custom", isForced: true, isBroadcast: true, isCounted: true });

    expect(await scene.notified()).toEqual([
      "night custom web/page 1",
      "ops custom web/page 1",
      "boss custom web/page 1",
    ]);
    expect(scene.state("web/page").notification.notificationNumber).toBe(1);
  });

  test("is not sent in a downtime", async () => {
    const scene = await site("");
    const [id] = await scene.downtime("web", 0, HOUR);
    await scene.notified();
    await scene.notificationEvent("web/page", { kind: "custom" });

    expect(await scene.notified()).toEqual([]);
    expect(await scene.why("web/page")).toEqual([`not notified: host web is in downtime ${id} until 11:00`]);
  });
});
