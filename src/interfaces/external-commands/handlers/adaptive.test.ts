import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refuseEvents } from "../../../../test/support/refuse-events.ts";
import type { Contact, Resource } from "../../../model/objects.ts";
import {
  nameOfResource,
  openExternalCommands,
  START,
  type ExternalCommandScene,
} from "../external-command-scene.fixture.ts";
import { fieldsOf } from "../../../model/state-fields.ts";

let scene: ExternalCommandScene;

beforeEach(async () => {
  scene = await openExternalCommands();
});
afterEach(() => scene.close());

const run = (body: string): Promise<void> => scene.run(body);
const all = (): Resource[] => [...scene.inventory.hosts, ...scene.inventory.services];
const named = (name: string): Resource => all().find((resource) => nameOfResource(resource) === name)!;
const contact = (name: string): Contact => scene.inventory.contacts.find((one) => one.name === name)!;
/** Names of the resources for which `is` became true during the task. */
const turned = async (is: (resource: Resource) => boolean, task: () => Promise<void>): Promise<string[]> => {
  const before = new Set(
    all()
      .filter(is)
      .map(({ key }) => key),
  );
  await task();
  return all()
    .filter((resource) => is(resource) && !before.has(resource.key))
    .map(nameOfResource)
    .sort();
};

describe("a switch affects", () => {
  const notificationsOff = ({ notificationsEnabled }: Resource): boolean => notificationsEnabled === false;
  const checksOff = ({ activeChecks }: Resource): boolean => activeChecks === false;
  const passiveOff = ({ passiveChecks }: Resource): boolean => passiveChecks === false;
  const handlersOff = ({ options }: Resource): boolean => !options.eventHandlerEnabled;
  const flapsOff = ({ options }: Resource): boolean => !options.flapDetectionEnabled;

  test.each([
    ["DISABLE_HOST_CHECK;left", checksOff, ["left"]],
    ["DISABLE_SVC_CHECK;left;http", checksOff, ["left/http"]],
    ["DISABLE_HOST_SVC_CHECKS;right", checksOff, ["right/ssh"]],
    ["DISABLE_HOSTGROUP_HOST_CHECKS;sides", checksOff, ["left", "right"]],
    ["DISABLE_HOSTGROUP_SVC_CHECKS;sides", checksOff, ["left/http", "right/ssh"]],
    ["DISABLE_SERVICEGROUP_HOST_CHECKS;web", checksOff, ["left", "right"]],
    ["DISABLE_SERVICEGROUP_SVC_CHECKS;web", checksOff, ["left/http"]],
    ["DISABLE_PASSIVE_HOST_CHECKS;left", passiveOff, ["left"]],
    ["DISABLE_PASSIVE_SVC_CHECKS;left;http", passiveOff, ["left/http"]],
    ["DISABLE_HOSTGROUP_PASSIVE_HOST_CHECKS;sides", passiveOff, ["left", "right"]],
    ["DISABLE_SERVICEGROUP_PASSIVE_SVC_CHECKS;web", passiveOff, ["left/http", "right/http"]],
    ["DISABLE_HOST_NOTIFICATIONS;left", notificationsOff, ["left"]],
    ["DISABLE_HOST_SVC_NOTIFICATIONS;right", notificationsOff, ["right/http", "right/ssh"]],
    ["DISABLE_HOST_AND_CHILD_NOTIFICATIONS;left", notificationsOff, ["deep", "left"]],
    [
      "DISABLE_ALL_NOTIFICATIONS_BEYOND_HOST;edge",
      notificationsOff,
      ["deep", "left", "left/http", "right", "right/http", "right/ssh"],
    ],
    ["DISABLE_HOSTGROUP_SVC_NOTIFICATIONS;sides", notificationsOff, ["left/http", "right/http", "right/ssh"]],
    ["DISABLE_SVC_EVENT_HANDLER;left;http", handlersOff, ["left/http"]],
    ["DISABLE_HOST_FLAP_DETECTION;left", flapsOff, ["left"]],
  ] as const)("%s", async (command, isOff, expected) => {
    expect(await turned(isOff, () => run(command))).toEqual(expected);

    expect(
      await turned(
        (resource) => !isOff(resource),
        () => run(command.replace("DISABLE", "ENABLE")),
      ),
    ).toEqual(expect.arrayContaining([...expected]));
  });

  test("a contact, or the contacts of a group", async () => {
    await run("DISABLE_CONTACT_HOST_NOTIFICATIONS;ann");
    await run("DISABLE_CONTACTGROUP_SVC_NOTIFICATIONS;ops");

    expect(
      ["ann", "bob"].map((name) => [
        contact(name).hostNotifications.enabled,
        contact(name).serviceNotifications.enabled,
      ]),
    ).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  test.each([
    ["DISABLE_NOTIFICATIONS", "enableNotifications"],
    ["DISABLE_EVENT_HANDLERS", "enableEventHandlers"],
    ["DISABLE_FLAP_DETECTION", "enableFlapDetection"],
    ["DISABLE_HOST_FRESHNESS_CHECKS", "checkHostFreshness"],
    ["DISABLE_SERVICE_FRESHNESS_CHECKS", "checkServiceFreshness"],
    ["STOP_EXECUTING_HOST_CHECKS", "executeHostChecks"],
    ["STOP_EXECUTING_SVC_CHECKS", "executeServiceChecks"],
    ["STOP_ACCEPTING_PASSIVE_HOST_CHECKS", "acceptPassiveHostChecks"],
    ["STOP_ACCEPTING_PASSIVE_SVC_CHECKS", "acceptPassiveServiceChecks"],
  ] as const)("everything: %s", async (command, setting) => {
    await run(command.replace("DISABLE", "ENABLE").replace("STOP", "START"));
    expect(scene.inventory.main[setting]).toBe(true);

    await run(command);

    expect(scene.inventory.main[setting]).toBe(false);
  });
});

describe("a change", () => {
  test("of commands, periods, intervals and attempts", async () => {
    for (const command of [
      "CHANGE_SVC_CHECK_COMMAND;left;http;other!a b",
      "CHANGE_SVC_EVENT_HANDLER;left;http;any",
      "CHANGE_SVC_CHECK_TIMEPERIOD;left;http;never",
      "CHANGE_SVC_NOTIFICATION_TIMEPERIOD;left;http;never",
      "CHANGE_NORMAL_SVC_CHECK_INTERVAL;left;http;2.5",
      "CHANGE_RETRY_SVC_CHECK_INTERVAL;left;http;0.5",
      "CHANGE_MAX_SVC_CHECK_ATTEMPTS;left;http;7",
      "CHANGE_CUSTOM_SVC_VAR;left;http;_rack;8, 9",
    ])
      await run(command);

    const service = named("left/http");
    expect(service).toMatchObject({
      checkCommand: { name: "other", args: ["a b"] },
      checkPeriod: "never",
      notificationPeriod: "never",
      checkInterval: 2.5,
      retryInterval: 0.5,
      maxCheckAttempts: 7,
      options: { eventHandler: { name: "any" } },
    });
    expect(service.customVariables.get("RACK")).toBe("8, 9");
    await run("CHANGE_SVC_EVENT_HANDLER;left;http;");
    expect(named("left/http").options.eventHandler).toBeNull();
  });

  test("of a contact, and of the event handlers of all", async () => {
    await run("CHANGE_CONTACT_HOST_NOTIFICATION_TIMEPERIOD;ann;never");
    await run("CHANGE_CONTACT_SVC_NOTIFICATION_TIMEPERIOD;ann;never");
    await run("CHANGE_CUSTOM_CONTACT_VAR;ann;phone;2");
    await run("CHANGE_GLOBAL_HOST_EVENT_HANDLER;any");
    await run("CHANGE_GLOBAL_SVC_EVENT_HANDLER;other!x");

    expect([contact("ann").hostNotifications.period, contact("ann").serviceNotifications.period]).toEqual([
      "never",
      "never",
    ]);
    expect(contact("ann").customVariables.get("PHONE")).toBe("2");
    expect(scene.inventory.main).toMatchObject({
      globalHostEventHandler: { name: "any" },
      globalServiceEventHandler: { name: "other", args: ["x"] },
    });
  });

  test("is reverted if its bit is not set", async () => {
    await run("DISABLE_SVC_CHECK;left;http");
    await run("CHANGE_CUSTOM_SVC_VAR;left;http;RACK;8");
    await run("CHANGE_MAX_SVC_CHECK_ATTEMPTS;left;http;7");

    await run("CHANGE_SVC_MODATTR;left;http;32770");
    expect(named("left/http")).toMatchObject({ activeChecks: false, maxCheckAttempts: 1 });
    expect(named("left/http").customVariables.get("RACK")).toBe("8");

    await run("CHANGE_SVC_MODATTR;left;http;0");
    expect(named("left/http").activeChecks).not.toBe(false);
    expect(named("left/http").customVariables.get("RACK")).toBe("7");
  });

  test("of a contact is reverted separately for hosts, services and custom variables", async () => {
    for (const command of [
      "DISABLE_CONTACT_HOST_NOTIFICATIONS;ann",
      "DISABLE_CONTACT_SVC_NOTIFICATIONS;ann",
      "CHANGE_CUSTOM_CONTACT_VAR;ann;PHONE;2",
    ])
      await run(command);
    const now = (): unknown[] => [
      contact("ann").hostNotifications.enabled,
      contact("ann").serviceNotifications.enabled,
      contact("ann").customVariables.get("PHONE"),
    ];

    await run("CHANGE_CONTACT_MODHATTR;ann;0");
    expect(now()).toEqual([true, false, "2"]);
    await run("CHANGE_CONTACT_MODSATTR;ann;1");
    expect(now()).toEqual([true, false, "2"]);
    await run("CHANGE_CONTACT_MODSATTR;ann;0");
    await run("CHANGE_CONTACT_MODATTR;ann;0");
    expect(now()).toEqual([true, true, "1"]);
  });

  test.each([
    ["CHANGE_SVC_CHECK_COMMAND;left;http;none!1", "There is no command 'none'."],
    ["CHANGE_GLOBAL_HOST_EVENT_HANDLER;none", "There is no command 'none'."],
    ["CHANGE_HOST_CHECK_TIMEPERIOD;left;none", "There is no time period 'none'."],
    ["CHANGE_CUSTOM_SVC_VAR;left;http;SHELF;1", "There is no custom variable _SHELF of the service."],
    ["DISABLE_CONTACT_SVC_NOTIFICATIONS;none", "There is no contact 'none'."],
    ["ENABLE_CONTACTGROUP_SVC_NOTIFICATIONS;none", "There is no contact group 'none'."],
    ["DISABLE_SERVICEGROUP_SVC_CHECKS;none", "There is no service group 'none'."],
  ])("%s is refused: %s", async (command, message) => {
    await expect(run(command)).rejects.toThrow(message);
  });
});

describe("flapping", () => {
  const state = (name: string): object => fieldsOf(scene.ledger.state(scene.keyOf(name))!);
  const flapComments = (name: string): number =>
    scene.comments.ofResource(scene.keyOf(name)).filter(({ entryType }) => entryType === "flapping").length;
  const flaps = async (times = 20): Promise<void> => {
    for (let n = 0; n < times; n++) {
      await scene.clock.advanceBy(1);
      await run(`PROCESS_SERVICE_CHECK_RESULT;left;http;${(n % 2) * 2};so`);
    }
  };

  beforeEach(() => run("ENABLE_FLAP_DETECTION"));

  test.each([
    ["DISABLE_SVC_FLAP_DETECTION;left;http"],
    ["DISABLE_FLAP_DETECTION"],
    ["CLEAR_SVC_FLAPPING_STATE;left;http"],
  ])("ends with %s, and its comment with it", async (command) => {
    await flaps();
    expect(state("left/http")).toMatchObject({ isFlapping: true });
    expect(flapComments("left/http")).toBe(1);

    await run(command);

    expect(state("left/http")).toMatchObject({ isFlapping: false });
    expect(flapComments("left/http")).toBe(0);
    const [comment, end] = (await scene.store.readEvents(scene.keyOf("left/http"), 3)).filter(
      ({ kind }) => kind !== "operator-action",
    );
    expect(end).toMatchObject({ kind: "flapping-stopped" });
    expect(comment).toMatchObject({ kind: "comment-deleted" });
  });

  test.each([["DISABLE_SVC_FLAP_DETECTION;left;http"], ["DISABLE_FLAP_DETECTION"]])(
    "goes on, and so does its detection, if the store refuses the end of flapping by %s",
    async (command) => {
      await flaps();
      const accept = await refuseEvents(scene, "flapping-stopped");

      await expect(run(command)).rejects.toThrow("could not be stored");

      expect(state("left/http")).toMatchObject({ isFlapping: true });
      expect(flapComments("left/http")).toBe(1);
      expect(scene.inventory.main.enableFlapDetection).toBe(true);
      expect(scene.ledger.resource(scene.keyOf("left/http"))!.options.flapDetectionEnabled).toBe(true);

      await accept();
      await run(command);
      expect(state("left/http")).toMatchObject({ isFlapping: false });
    },
  );

  test("restarts with an empty history after a clear; is detected again after being switched off", async () => {
    await flaps();
    await run("CLEAR_SVC_FLAPPING_STATE;left;http");
    expect(state("left/http")).toMatchObject({ percentStateChange: 0 });
    await flaps(1);
    expect(state("left/http")).toMatchObject({ isFlapping: false });

    await flaps();
    await run("DISABLE_FLAP_DETECTION");
    await run("ENABLE_FLAP_DETECTION");
    expect(state("left/http")).toMatchObject({ isFlapping: true });
  });
});

describe("notifications", () => {
  const state = (): object => fieldsOf(scene.ledger.state(scene.keyOf("left/http"))!);
  const outbox = () => scene.store.readOutbox(0, 10);

  test("are sent as requested: forced despite a switch, counted only if asked", async () => {
    await run("DISABLE_NOTIFICATIONS");
    await run("SEND_CUSTOM_SVC_NOTIFICATION;left;http;0;bob;not; now");
    expect(await outbox()).toEqual([]);

    await run("SEND_CUSTOM_SVC_NOTIFICATION;left;http;2;bob;look; here");
    expect(await outbox()).toMatchObject([{ kind: "custom", contact: "ann", author: "bob", comment: "look; here" }]);
    expect(state()).toMatchObject({ notificationNumber: 0 });
    await run("SEND_CUSTOM_SVC_NOTIFICATION;left;http;6;bob;look");
    expect(state()).toMatchObject({ notificationNumber: 1 });
    await run("SEND_CUSTOM_HOST_NOTIFICATION;left;2;bob;host");
    expect((await outbox()).at(-1)).toMatchObject({ key: scene.keyOf("left"), comment: "host" });
  });

  test("are delayed and numbered", async () => {
    await run(`DELAY_SVC_NOTIFICATION;left;http;${START + 500}`);
    await run("SET_SVC_NOTIFICATION_NUMBER;left;http;4");

    expect(state()).toMatchObject({ nextNotification: START + 500, notificationNumber: 4 });
  });
});

test("an acknowledgement with an expiry needs one in the future", async () => {
  await run("PROCESS_SERVICE_CHECK_RESULT;left;http;2;bad");
  await expect(run(`ACKNOWLEDGE_SVC_PROBLEM_EXPIRE;left;http;2;0;1;${START};ann;known`)).rejects.toThrow(
    "The time at which it expires is past.",
  );

  await run(`ACKNOWLEDGE_SVC_PROBLEM_EXPIRE;left;http;2;0;1;${START + 600};ann;known`);

  expect((await scene.store.readSnapshot()).acknowledgements).toMatchObject([
    { expiresAt: START + 600, isSticky: true, author: "ann" },
  ]);
});

test("the process is asked to reload or to stop; saving does nothing", async () => {
  for (const command of ["RESTART_PROGRAM", "SAVE_STATE_INFORMATION", "SHUTDOWN_PROCESS", "READ_STATE_INFORMATION"])
    await run(command);

  expect(scene.asked).toEqual(["reload", "shut down"]);
});
