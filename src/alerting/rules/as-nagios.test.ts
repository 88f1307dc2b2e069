import { afterEach, expect, test } from "vitest";
import { closeScenes, openScene, type Scene } from "./scene.fixture.ts";

afterEach(closeScenes);

// Expected values: SERVICE NOTIFICATION lines in the log of Nagios 4.4.6 with the same definitions and results,
// observed once. test/differential compares the rest at every run: attempts, intervals, options, downtimes, flapping.
const OBJECTS = `
define timeperiod {
  timeperiod_name  never
  alias            never
}
define contact {
  use           person
  contact_name  ops
}
define contact {
  use           person
  contact_name  boss
}
define contact {
  use           person
  contact_name  night
}
define contact {
  use                 person
  contact_name        vip
  minimum_importance  5
}
define contact {
  use                          person
  contact_name                 asleep
  service_notification_period  never
}
define host {
  use                    machine
  host_name              h
  notification_interval  0
  contacts               ops,vip
  importance             1
}
define service {
  use                    check
  name                   s
  register               0
  host_name              h
  contacts               ops
  notification_interval  3
}
define service {
  use                  s
  service_description  esc
  importance           4
  contacts             ops,vip,asleep
}
define serviceescalation {
  host_name              h
  service_description    esc
  contacts               night
  first_notification     2
  last_notification      3
  notification_interval  1
}
define serviceescalation {
  host_name              h
  service_description    esc
  contacts               boss
  first_notification     3
  last_notification      0
  notification_interval  2
  escalation_options     c,r
}
${["master", "middle", "leaf", "pend", "dpend"]
  .map(
    (name) => `
define service {
  use                    s
  service_description    ${name}
  notification_interval  0
}`,
  )
  .join("")}
define service {
  use                    s
  service_description    kid
  parents                h,master
  notification_interval  0
}
${[
  ["master", "middle", "c"],
  ["middle", "leaf", "c"],
  ["pend", "dpend", "o"],
]
  .map(
    ([master, dependent, states]) => `
define servicedependency {
  host_name                      h
  service_description            ${master}
  dependent_host_name            h
  dependent_service_description  ${dependent}
  notification_failure_criteria  ${states}
  inherits_parent                1
}`,
  )
  .join("")}`;

const site = (): Promise<Scene> => openScene({ engine: "nagios", main: "interval_length=1", objects: OBJECTS });

/** Contact and kind of each notification, without its number. */
const notified = async (scene: Scene): Promise<readonly string[]> =>
  (await scene.notified()).map((line) => line.split(" ").slice(0, 2).join(" ")).toSorted();

test("escalations by number, state and interval, second by second", async () => {
  const scene = await site();
  await scene.result("h", 0);
  const seconds: string[][] = [];
  for (const state of [2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 0] as const) {
    await scene.result("h/esc", state);
    seconds.push([...(await notified(scene))]);
    await scene.clock.advanceBy(1);
  }

  expect(seconds).toEqual([
    ["ops problem"],
    [],
    [],
    ["night problem"],
    ["boss problem", "night problem"],
    ["boss problem"],
    [],
    ["boss problem"],
    // No escalation applies to WARNING.
    ["ops problem"],
    [],
    [],
    ["ops problem"],
    ["boss recovery"],
  ]);
});

test("custom notifications: to allowed contacts, broadcast, and forced", async () => {
  const scene = await site();
  await scene.result("h", 0);
  for (const state of [2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1] as const) {
    await scene.result("h/esc", state);
    await scene.clock.advanceBy(1);
  }
  await scene.notified();

  const by = async (options: object): Promise<readonly string[]> => {
    await scene.notificationEvent("h/esc", { kind: "custom", ...options });
    return await notified(scene);
  };
  expect(await by({})).toEqual(["ops custom"]);
  expect(await by({ isBroadcast: true })).toEqual(["boss custom", "night custom", "ops custom"]);
  expect(await by({ isForced: true })).toEqual(["asleep custom", "ops custom", "vip custom"]);
  expect(await by({ isCounted: true })).toEqual(["ops custom"]);
});

test("dependencies, a pending master, and service parents, which suppress checks only", async () => {
  const scene = await site();
  await scene.result("h", 0);
  const steps: string[] = [];
  for (const [name, state] of [
    ["dpend", 2],
    ["master", 2],
    ["leaf", 2],
    ["middle", 2],
    ["kid", 2],
    ["master", 0],
    ["middle", 2],
    ["leaf", 1],
  ] as const) {
    await scene.result(`h/${name}`, state);
    steps.push(`${name} ${state}: ${(await notified(scene)).join(", ")}`);
  }

  expect(steps).toEqual([
    "dpend 2: ",
    "master 2: ops problem",
    "leaf 2: ",
    "middle 2: ",
    "kid 2: ops problem",
    "master 0: ops recovery",
    "middle 2: ops problem",
    "leaf 1: ",
  ]);
});

test("the importance of a host includes that of its services", async () => {
  const scene = await site();
  await scene.result("h", 2);

  expect(await notified(scene)).toEqual(["ops problem", "vip problem"]);
});

const TWO_HOSTS = `
define contact {
  use           person
  contact_name  ops
}
define contact {
  use           person
  contact_name  night
}
define contact {
  use                           person
  contact_name                  crit
  service_notification_options  c
}
define contact {
  use                           person
  contact_name                  critr
  service_notification_options  c,r
}
${["h", "g"]
  .map(
    (name) => `
define host {
  use                    machine
  host_name              ${name}
  notification_interval  0
  contacts               ops
}`,
  )
  .join("")}
define hostdependency {
  host_name                      g
  dependent_host_name            h
  notification_failure_criteria  d
}
define hostescalation {
  host_name              h
  contacts               night
  first_notification     1
  last_notification      0
  notification_interval  2
  escalation_options     d
}
${["a", "soft", "b"]
  .map(
    (name) => `
define service {
  use                    check
  host_name              h
  service_description    ${name}
  contacts               ops,crit,critr
  notification_interval  0
  max_check_attempts     ${name === "soft" ? 3 : 1}
}`,
  )
  .join("")}
define servicedependency {
  host_name                      h
  service_description            soft
  dependent_host_name            h
  dependent_service_description  b
  notification_failure_criteria  c
}`;

test("soft masters, options of contacts, acknowledgements, host dependencies and host escalations", async () => {
  const scene = await openScene({ engine: "nagios", main: "interval_length=1", objects: TWO_HOSTS });
  const steps: string[] = [];
  const step = async (name: string, state?: 0 | 1 | 2): Promise<void> => {
    if (state === undefined) await scene.acknowledge(name, "me");
    else await scene.result(name, state);
    steps.push(`${name} ${state ?? "ack"}: ${(await notified(scene)).join(", ")}`);
    await scene.clock.advanceBy(1);
  };
  await step("h", 0);
  await step("g", 0);
  for (const [name, state] of [
    ["soft", 2],
    ["b", 2],
    ["soft", 2],
    ["soft", 2],
    ["b", 1],
    ["b", 0],
    ["a", 1],
    ["a", undefined],
    ["a", 0],
    ["a", 1],
    ["a", 2],
    ["a", undefined],
    ["a", 0],
  ] as const) {
    await step(`h/${name}`, state);
  }
  for (const [name, state] of [
    ["g", 2],
    ["h/a", 2],
    ["h/a", 0],
    ["h", 2],
    ["g", 0],
    ["h", 2],
    ["h", 2],
    ["h", 2],
    ["h", 0],
  ] as const)
    await step(name, state);

  expect(steps).toEqual([
    "h 0: ",
    "g 0: ",
    "h/soft 2: ",
    "h/b 2: crit problem, critr problem, ops problem",
    "h/soft 2: ",
    "h/soft 2: crit problem, critr problem, ops problem",
    "h/b 1: ",
    "h/b 0: ",
    "h/a 1: ops problem",
    "h/a ack: ops acknowledgement",
    "h/a 0: ops recovery",
    "h/a 1: ops problem",
    "h/a 2: crit problem, critr problem, ops problem",
    "h/a ack: crit acknowledgement, critr acknowledgement, ops acknowledgement",
    "h/a 0: critr recovery, ops recovery",
    "g 2: ops problem",
    "h/a 2: ",
    "h/a 0: ",
    "h 2: ",
    "g 0: ops recovery",
    "h 2: night problem",
    "h 2: ",
    "h 2: night problem",
    "h 0: ops recovery",
  ]);
});

test("a downtime triggered on a host by its service is kept, although the result changes the host too", async () => {
  const scene = await site();
  for (const state of [0, 2, 0] as const) await scene.result("h", state);
  await scene.result("h/esc", 0);
  const flexible = {
    startTime: scene.clock.now(),
    endTime: scene.clock.now() + 600,
    isFixed: false,
    duration: 300,
    comment: "planned",
  };
  const [trigger] = await scene.downtimes.schedule([scene.resource("h/esc").key], flexible, "jdoe");
  await scene.downtimes.schedule([scene.resource("h").key], { ...flexible, triggeredBy: trigger! }, "jdoe");
  await scene.clock.advanceBy(1);

  await scene.result("h/esc", 2);

  expect(scene.downtimes.open().map(({ isStarted }) => isStarted)).toEqual([true, true]);
  expect(scene.state("h").handling.scheduledDowntimeDepth).toBe(1);
});
