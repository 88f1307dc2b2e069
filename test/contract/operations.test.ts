import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/data/store/store.ts";
import {
  openExternalCommands,
  START,
  type ExternalCommandScene,
} from "../../src/interfaces/external-commands/external-command-scene.fixture.ts";
import type { Change } from "../../src/model/change.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import type { Resource } from "../../src/model/objects.ts";
import { SERVER_KEY, type ResourceKey } from "../../src/model/resource-key.ts";
import { commandFileActor, type Actor } from "../../src/operations/audit/actor.ts";
import type { Operations } from "../../src/operations/operations.ts";

/** Never to be found in an audit event. */
const SECRET = "sesame";

let scene: ExternalCommandScene;
let operations: Operations;
/** What was given to the store, in order. */
let commits: (readonly Change[])[];
let disk: "has room" | "is full" | "refuses the next commit";

beforeEach(async () => {
  commits = [];
  disk = "has room";
  scene = await openExternalCommands("", recording);
  ({ operations } = scene);
});
afterEach(() => scene.close());

const recording = (store: Store): Store => ({
  ...store,
  commit(changes) {
    if (disk !== "has room") {
      if (disk === "refuses the next commit") disk = "has room";
      return Promise.reject(new Error("no space"));
    }
    commits.push(changes);
    return store.commit(changes);
  },
});

const resource = (name: string): Resource => scene.ledger.resource(scene.keyOf(name))!;
const key = (name: string): ResourceKey => scene.keyOf(name);
const result = (returnCode: 0 | 2) => ({ returnCode, output: SECRET, at: Math.floor(scene.clock.now()) });
const auditEvents = (changes: readonly Change[]): readonly HistoryEvent[] =>
  changes.flatMap((change) =>
    change.kind === "event" && change.event.kind === "operator-action" ? [change.event] : [],
  );
const newestAuditEvent = async (about: ResourceKey) =>
  (await scene.store.readEvents(about, 20)).find(({ kind }) => kind === "operator-action");
const allAuditEvents = (): readonly HistoryEvent[] => commits.flatMap(auditEvents);
const fails = async (): Promise<void> => {
  await operations.submitResult(resource("left/http"), result(2), commandFileActor());
};

const ACKNOWLEDGEMENT = { comment: SECRET, isNotifyContacts: true, isPersistentComment: true, isSticky: true };
const DOWNTIME = { startTime: START, endTime: START + 600, isFixed: true, duration: 600, comment: SECRET };
const RECURRING = {
  name: SECRET,
  comment: SECRET,
  rule: "FREQ=WEEKLY",
  start: "2026-01-05T22:00:00",
  zone: "Europe/Paris",
  durationSeconds: 3_600,
  targets: { hosts: ["left"], services: [], hostGroups: [], serviceGroups: [], withServices: false },
};
const COMMENT = { text: SECRET, entryTime: START, isPersistent: true };
const anyone = commandFileActor("anyone");

interface Case {
  /** Kind of the change that is the effect. */
  readonly effect: Change["kind"];
  /** `turn`: how often this was asked for, from 1. */
  readonly did: string | ((turn: number) => string);
  /** Resources of the audit events; default: the service. */
  readonly about?: readonly string[] | "server";
  readonly before?: () => Promise<unknown>;
  readonly run: (actor: Actor, turn: number) => Promise<unknown>;
}

const CASES: Readonly<Record<string, Case>> = {
  acknowledge: {
    effect: "acknowledgement",
    did: "acknowledged",
    before: fails,
    // The host has no problem: nothing happens to it.
    run: (actor) => operations.acknowledge([key("left"), key("left/http")], ACKNOWLEDGEMENT, actor),
  },
  "acknowledge for a time": {
    effect: "acknowledgement",
    did: "acknowledged",
    before: fails,
    run: (actor) => operations.acknowledge([key("left/http")], { ...ACKNOWLEDGEMENT, expiresAt: START + 60 }, actor),
  },
  cancelAcknowledgement: {
    effect: "acknowledgement",
    did: "acknowledgement removed",
    before: async () => {
      await fails();
      await operations.acknowledge([key("left/http")], ACKNOWLEDGEMENT, anyone);
    },
    run: (actor) => operations.cancelAcknowledgement(key("left/http"), actor),
  },
  scheduleDowntime: {
    effect: "downtime",
    did: "downtime scheduled",
    about: ["left", "left/http"],
    run: (actor) => operations.scheduleDowntime([key("left"), key("left/http")], DOWNTIME, actor),
  },
  moveDowntimeEnd: {
    effect: "downtime",
    did: (turn) => `end of downtime ${turn} set to 2023-11-14T22:53:20Z`,
    before: () => operations.scheduleDowntime([key("left/http")], DOWNTIME, anyone),
    run: (actor, turn) => operations.moveDowntimeEnd(turn, START + 2_400, actor),
  },
  cancelDowntime: {
    effect: "downtime",
    did: (turn) => `downtime ${2 * turn - 1} cancelled`,
    about: ["left/http", "right"],
    before: async () => {
      const [triggeredBy] = await operations.scheduleDowntime([key("left/http")], DOWNTIME, anyone);
      await operations.scheduleDowntime([key("right")], { ...DOWNTIME, triggeredBy: triggeredBy! }, anyone);
    },
    run: (actor, turn) => operations.cancelDowntime(2 * turn - 1, actor),
  },
  addRecurringDowntime: {
    effect: "recurring-downtime",
    did: (turn) => `recurring downtime ${turn} added`,
    about: "server",
    run: (actor) => operations.addRecurringDowntime(RECURRING, actor),
  },
  replaceRecurringDowntime: {
    effect: "recurring-downtime",
    did: (turn) => `recurring downtime ${turn} replaced`,
    about: "server",
    before: () => operations.addRecurringDowntime(RECURRING, anyone),
    run: (actor, turn) => operations.replaceRecurringDowntime(turn, RECURRING, actor),
  },
  removeRecurringDowntime: {
    effect: "recurring-downtime",
    did: (turn) => `recurring downtime ${turn} removed`,
    about: "server",
    before: () => operations.addRecurringDowntime(RECURRING, anyone),
    run: (actor, turn) => operations.removeRecurringDowntime(turn, actor),
  },
  addComments: {
    effect: "comment",
    did: "comment added",
    run: (actor) => operations.addComments([{ ...COMMENT, key: key("left/http") }], actor),
  },
  deleteComment: {
    effect: "comment",
    did: (turn) => `comment ${turn} deleted`,
    before: () => operations.addComments([{ ...COMMENT, key: key("left/http") }], anyone),
    run: (actor, turn) => operations.deleteComment(turn, "service", actor),
  },
  deleteComments: {
    effect: "comment",
    did: "all comments deleted",
    before: () => operations.addComments([{ ...COMMENT, key: key("left/http") }], anyone),
    run: (actor) => operations.deleteComments(key("left/http"), actor),
  },
  scheduleCheck: {
    effect: "state",
    did: "check scheduled",
    // Each time earlier: a check that is planned earlier stays.
    run: (actor, turn) =>
      operations.scheduleCheck(resource("left/http"), { at: START + 90 - turn, isForced: false }, actor),
  },
  "scheduleCheck, forced": {
    effect: "state",
    did: "check forced",
    run: (actor) => operations.scheduleCheck(resource("left/http"), { at: START, isForced: true }, actor),
  },
  scheduleChecks: {
    effect: "state",
    did: "check scheduled",
    about: ["right/ssh"],
    // Active checks of the other one are off.
    run: (actor, turn) =>
      operations.scheduleChecks(
        [resource("right/http"), resource("right/ssh")],
        { at: START + 90 - turn, isForced: false },
        actor,
      ),
  },
  sendCustomNotification: {
    effect: "outbox",
    did: "custom notification requested",
    before: fails,
    run: (actor) =>
      operations.sendCustomNotification(resource("left/http"), { comment: SECRET, isForced: true }, actor),
  },
  delayNotification: {
    effect: "state",
    did: "next notification delayed until 2023-11-14T22:14:20Z",
    run: (actor) => operations.delayNotification(key("left/http"), START + 60, actor),
  },
  setNotificationNumber: {
    effect: "state",
    did: "notification number set to 3",
    run: (actor) => operations.setNotificationNumber(key("left/http"), 3, actor),
  },
  changeResources: {
    effect: "adaptive",
    did: "check_interval set to 7, active_checks_enabled set to 0",
    about: ["left/http", "right/ssh"],
    run: (actor) =>
      operations.changeResources(
        [key("left/http"), key("right/ssh")],
        { checkInterval: 7, activeChecks: false },
        actor,
      ),
  },
  "changeResources, of a custom variable": {
    effect: "adaptive",
    did: "_RACK changed",
    run: (actor) =>
      operations.changeResources([key("left/http")], { customVariable: { name: "RACK", value: SECRET } }, actor),
  },
  "changeResources, of a command with arguments": {
    effect: "adaptive",
    did: "check_command set to other",
    run: (actor) =>
      operations.changeResources(
        [key("left/http")],
        { checkCommand: { name: "other", args: [SECRET], raw: `other!${SECRET}` } },
        actor,
      ),
  },
  changeContacts: {
    effect: "adaptive",
    did: "contact ann: host_notifications_enabled set to 0",
    about: "server",
    run: (actor) => operations.changeContacts(["ann"], { hostNotificationsEnabled: false }, actor),
  },
  changeProgram: {
    effect: "adaptive",
    did: "enable_notifications set to 0",
    about: "server",
    run: (actor) => operations.changeProgram({ enableNotifications: false }, actor),
  },
  resetAttributes: {
    effect: "adaptive-forgotten",
    did: "check_interval is as configured again",
    before: () => operations.changeResources([key("left/http")], { checkInterval: 7 }, anyone),
    run: (actor) =>
      operations.resetAttributes({ type: "resource", key: key("left/http") }, ["checkInterval", "checkPeriod"], actor),
  },
  clearFlapping: {
    effect: "state",
    did: "flapping state cleared",
    run: (actor) => operations.clearFlapping(resource("left/http"), actor),
  },
};

const ACTORS: readonly (readonly [Actor, string])[] = [
  [{ name: "jdoe", source: "api", address: "10.1.2.3" }, "by jdoe over the API from 10.1.2.3"],
  [{ name: "jdoe", source: "console", address: "2001:db8::1" }, "by jdoe in the console from 2001:db8::1"],
  [{ name: "admin", source: "cli", address: null }, "by admin over the local socket"],
  [commandFileActor("ops"), "by ops by the command file"],
  [commandFileActor(), "by the command file"],
];

test.each(Object.entries(CASES))(
  "%s: who asked for it is in the commit of the effect; one that is refused leaves neither",
  async (_, { effect, did, about = ["left/http"], before, run }) => {
    const keys = about === "server" ? [SERVER_KEY] : about.map(key);
    for (const [index, [actor, words]] of ACTORS.entries()) {
      const turn = index + 1;
      await before?.();
      commits.length = 0;

      await run(actor, turn);

      const reason = `${typeof did === "string" ? did : did(turn)} ${words}`;
      const audited = commits.filter((changes) => auditEvents(changes).length > 0);
      expect(audited).toHaveLength(1);
      expect(audited[0]!.map(({ kind }) => kind)).toContain(effect);
      expect(auditEvents(audited[0]!).map((event) => [event.key, event.reason, event.at])).toEqual(
        keys.map((one) => [one, reason, START]),
      );
      expect(JSON.stringify(auditEvents(audited[0]!))).not.toContain(SECRET);
      for (const one of keys) expect(await newestAuditEvent(one)).toMatchObject({ reason });
    }

    await before?.();
    commits.length = 0;
    disk = "is full";

    await expect(run(anyone, ACTORS.length + 1)).rejects.toThrow("no space");

    expect(commits).toEqual([]);
  },
);

test("a check whose audit event cannot be stored is not forced", async () => {
  disk = "is full";
  const forced = operations.scheduleCheck(resource("left/http"), { at: START, isForced: true }, anyone);

  await expect(forced).rejects.toThrow("no space");
  await scene.clock.advanceBy(1);

  expect(scene.started).toEqual([]);
});

describe("submitted results", () => {
  const api: Actor = { name: "jdoe", source: "api", address: "10.1.2.3" };
  const BY = "by jdoe over the API from 10.1.2.3";

  test("by the command file leave no audit event", async () => {
    await operations.submitResult(resource("left/http"), result(2), commandFileActor());

    expect(allAuditEvents()).toEqual([]);
  });

  test("one over the API has it in its commit, also when it changes nothing", async () => {
    await operations.submitResult(resource("left/http"), result(0), api);
    await operations.submitResult(resource("left/http"), result(0), api);

    expect(commits.map((changes) => changes.some(({ kind }) => kind === "state"))).toEqual([true, true]);
    expect(allAuditEvents().map((event) => [event.key, event.reason, event.output])).toEqual([
      [key("left/http"), `check result submitted ${BY}`, ""],
      [key("left/http"), `check result submitted ${BY}`, ""],
    ]);
  });

  test("several have one about the server, in the commit of the first that counts", async () => {
    const outcomes = await operations.submitResults(
      ["alone", "left/http", "left"].map((name) => ({ resource: resource(name), result: result(2) })),
      api,
    );

    expect(outcomes).toEqual(["off-for-resource", "accepted", "accepted"]);
    expect(allAuditEvents().map((event) => [event.key, event.reason])).toEqual([
      [SERVER_KEY, `2 of 3 check results submitted ${BY}`],
    ]);
    const [first] = commits.filter((changes) => auditEvents(changes).length > 0);
    expect(first).toContainEqual(expect.objectContaining({ kind: "state", key: key("left/http") }));
  });

  test("have it after the others if the commit that had it is refused", async () => {
    disk = "refuses the next commit";

    await expect(
      operations.submitResults(
        ["left/http", "left"].map((name) => ({ resource: resource(name), result: result(2) })),
        api,
      ),
    ).rejects.toThrow("no space");

    expect(scene.ledger.state(key("left"))!.check.output).toContain(SECRET);
    const stored = await scene.store.readEvents(SERVER_KEY, 9);
    expect(stored.map(({ reason }) => reason)).toEqual([`2 check results submitted ${BY}`]);
  });

  test("that count for nothing leave none", async () => {
    await operations.submitResults([{ resource: resource("alone"), result: result(2) }], api);

    expect(allAuditEvents()).toEqual([]);
  });
});

test("what changes nothing leaves no audit event", async () => {
  await operations.acknowledge([key("left")], ACKNOWLEDGEMENT, anyone);
  await operations.deleteComments(key("left"), anyone);
  await operations.resetAttributes({ type: "program" }, ["enableNotifications"], anyone);
  await operations.scheduleDowntime([key("left")], { ...DOWNTIME, endTime: START - 1 }, anyone);
  await expect(operations.deleteComment(7, "host", anyone)).rejects.toMatchObject({ code: "comment-not-found" });

  expect(allAuditEvents()).toEqual([]);
});
