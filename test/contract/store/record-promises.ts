import fc from "fast-check";
import type { Change } from "../../../src/model/change.ts";
import type { ReportMessage } from "../../../src/model/history-event.ts";
import { describe, expect, test } from "vitest";
import type { Decision } from "../../../src/model/notification-decision.ts";
import { hostKey, serviceKey, SERVER_KEY } from "../../../src/model/resource-key.ts";
import {
  sampleAccount,
  sampleAcknowledgement,
  sampleComment,
  sampleDowntime,
  sampleEvent,
  sampleMessage,
  sampleState,
  sampleToken,
  sampleSession,
} from "../../support/record-samples.ts";
import {
  acknowledgements,
  comments,
  downtimes,
  events,
  outboxMessages,
  resourceKeys,
  resourceStates,
} from "../../support/record-arbitraries.ts";
import { DECISIONS_A_READ, type DecisionQuery, type Store } from "../../../src/data/store/store.ts";
import type { StorePlaces } from "./store-places.ts";
import type { AdaptiveRecord } from "../../../src/model/adaptive-record.ts";

/** Contract of every store for reading back what was committed. */
export function recordPromises(name: string, { newPlace, opened, newStore }: StorePlaces): void {
  describe(`${name}: records`, () => {
    test("starts empty", async () => {
      const store = await newStore();

      expect(await store.readSnapshot()).toEqual({
        states: new Map(),
        acknowledgements: [],
        downtimes: [],
        comments: [],
        nextIds: { acknowledgement: 1, downtime: 1, comment: 1, recurringDowntime: 1 },
        revision: 0,
        lastHeartbeat: null,
        hoursSincePurge: 0,
      });
      expect([
        await store.readObjectIds(),
        await store.readAccounts(),
        await store.readTokens(),
        await store.readSessions(),
      ]).toEqual([[], [], [], []]);
      expect(await store.readOutbox(0, 10)).toEqual([]);
      expect(store.pending()).toBe(0);
    });

    test("returns every state exactly as committed, including nulls", async () => {
      const store = await newStore();

      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(resourceKeys, resourceStates), { minLength: 1, maxLength: 8 }),
          async (states) => {
            await store.commit(states.map(([key, state]) => ({ kind: "state", key, state })));

            const read = (await store.readSnapshot()).states;
            for (const [key, state] of new Map(states)) expect(read.get(key)).toEqual(state);
          },
        ),
        { numRuns: 150 },
      );
    });

    test("returns acknowledgements, downtimes and comments exactly; a repeated id replaces the first", async () => {
      const store = await newStore();

      await fc.assert(
        fc.asyncProperty(acknowledgements, downtimes, comments, async (acknowledgement, downtime, comment) => {
          await store.commit([
            { kind: "acknowledgement", record: acknowledgement },
            { kind: "downtime", record: downtime },
            { kind: "comment", record: comment },
          ]);

          const snapshot = await store.readSnapshot();
          expect(snapshot.acknowledgements.filter(({ id }) => id === acknowledgement.id)).toEqual([acknowledgement]);
          expect(snapshot.downtimes.filter(({ id }) => id === downtime.id)).toEqual([downtime]);
          expect(snapshot.comments.filter(({ id }) => id === comment.id)).toEqual([comment]);
        }),
        { numRuns: 150 },
      );
    });

    test("returns events and outbox messages exactly", async () => {
      const store = await newStore();
      let lastId = 0;

      await fc.assert(
        fc.asyncProperty(events, outboxMessages, async (event, message) => {
          await store.commit([
            { kind: "event", event },
            { kind: "outbox", message },
          ]);

          const [newest] = await store.readEvents(event.key, 1);
          expect(newest).toEqual({ ...event, id: newest?.id });
          const [sent] = await store.readOutbox(lastId, 10);
          expect(sent).toEqual({ ...message, id: sent?.id, claimedAt: null });
          lastId = sent?.id ?? 0;
        }),
        { numRuns: 150 },
      );
    });

    test("returns decisions and messages of a resource, the newest first, with the outcomes", async () => {
      const store = await newStore();
      const key = serviceKey(7, 9);
      const decision = { key, at: 50, kind: "problem", state: 2, outcome: "not-told", until: 90 } as const;
      const first: Decision = {
        ...decision,
        contact: null,
        code: "in-downtime",
        reason: "in downtime 12 until 14:00",
        params: { downtime: 12 },
      };
      const second: Decision = {
        ...decision,
        contact: "ada",
        code: "period-closed",
        reason: "period workhours closed",
        params: null,
        until: null,
      };
      const message = sampleMessage(key);

      await store.commit([
        { kind: "decision", decision: first },
        { kind: "decision", decision: second },
        { kind: "outbox", message },
      ]);
      await store.commit([
        { kind: "decision", decision: { ...first, key: hostKey(1) } },
        { kind: "outbox", message: { ...message, key: hostKey(1) } },
      ]);
      await store.commit([
        { kind: "outbox-done", id: (await store.readMessages(key, 1))[0]!.id, at: 60, outcome: "delivered" },
      ]);

      expect(await store.readDecisions(key, 10)).toEqual([
        { ...second, id: 2 },
        { ...first, id: 1 },
      ]);
      expect(await store.readDecisions(key, 1)).toHaveLength(1);
      expect(await store.readMessages(key, 10)).toEqual([
        { ...message, id: 1, doneAt: 60, outcome: "delivered", decisionId: null },
      ]);
      expect(await store.readMessages(hostKey(1), 10)).toMatchObject([{ doneAt: null, outcome: null }]);
    });

    test("returns with each message the decision before it, also for several events in one second", async () => {
      const store = await newStore();
      const key = serviceKey(7, 9);
      const message = sampleMessage(key);
      const decision: Decision = {
        key,
        at: message.at,
        kind: message.kind,
        state: 2,
        contact: message.contact,
        outcome: "told",
        code: "told",
        reason: "notified ada",
        params: { commands: ["mail", "page"] },
        until: null,
      };
      const occasion = (commands: readonly string[]): readonly Change[] => [
        { kind: "decision", decision },
        ...commands.map((command): Change => ({ kind: "outbox", message: { ...message, command } })),
      ];

      await store.commit([...occasion(["mail", "page"]), ...occasion(["mail"])]);
      await store.commit(occasion(["page"]));

      expect((await store.readMessages(key, 10)).map(({ command, decisionId }) => [command, decisionId])).toEqual([
        ["page", 3],
        ["mail", 2],
        ["page", 1],
        ["mail", 1],
      ]);
      expect((await store.readMessagesOf({ key, id: 1 })).map(({ command }) => command)).toEqual(["mail", "page"]);
      expect(await store.readMessagesOf({ key: hostKey(7), id: 1 })).toEqual([]);
    });

    test("returns decisions of all resources by filters, a bounded number at a time", async () => {
      const store = await newStore();
      const count = DECISIONS_A_READ + 10;
      await store.commit(
        Array.from({ length: count }, (_, index): Change => ({
          kind: "decision",
          decision: {
            key: hostKey(1 + (index % 3)),
            at: 10_000 * index,
            kind: "problem",
            state: 1,
            contact: index % 2 === 0 ? "ada" : null,
            outcome: index === 5 ? "waiting" : "not-told",
            code: index === 5 ? "soft" : "in-downtime",
            reason: "",
            params: {},
            until: null,
          },
        })),
      );
      const ids = async (query: DecisionQuery) => {
        const { decisions, next } = await store.readNewestDecisions(query);
        return { ids: decisions.map(({ id }) => id), next };
      };

      const newest = await ids({});
      expect(newest.ids.length).toBe(DECISIONS_A_READ);
      expect(newest.ids.slice(0, 2)).toEqual([count, count - 1]);
      expect(newest.next).toBe(11);
      expect(await ids({ before: 11 })).toEqual({ ids: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], next: null });
      // Looked at, and not found yet.
      expect(await ids({ outcome: "waiting" })).toEqual({ ids: [], next: 11 });
      expect(await ids({ before: 11, outcome: "waiting", code: "soft" })).toEqual({ ids: [6], next: null });
      expect(await ids({ before: 6, contact: "ada" })).toEqual({ ids: [5, 3, 1], next: null });
      expect(await ids({ from: 20_000, to: 50_000 })).toEqual({ ids: [5, 4, 3], next: null });
      expect(await ids({ from: 10_000 * (count + 9) })).toEqual({ ids: [], next: null });
      expect(await ids({ to: 0 })).toEqual({ ids: [], next: null });
    });

    test("keeps the last value of an adaptive change, and recurring downtimes, until they are deleted", async () => {
      const store = await newStore();
      const interval: AdaptiveRecord = {
        objectType: "host",
        objectName: "12",
        attribute: "checkInterval",
        value: "7",
        at: 50,
      };
      const period: AdaptiveRecord = { ...interval, attribute: "checkPeriod", value: '"nights"' };
      const weekly = { id: 4, entryTime: 50, author: "ann", definition: "{}", deletionTime: null };

      await store.commit(
        [interval, period, { ...interval, value: "9" }].map((record) => ({ kind: "adaptive", record })),
      );
      await store.commit([
        { kind: "adaptive-forgotten", record: period },
        { kind: "recurring-downtime", record: weekly },
      ]);

      expect(await store.readAdaptive()).toEqual([{ ...interval, value: "9" }]);
      expect(await store.readRecurringDowntimes()).toEqual([weekly]);
      await store.commit([{ kind: "recurring-downtime", record: { ...weekly, deletionTime: 60 } }]);
      expect(await store.readRecurringDowntimes()).toEqual([]);
      expect((await store.readSnapshot()).nextIds.recurringDowntime).toBe(5);
    });

    test("reports keep how far they were made, and the outbox holds them without a state", async () => {
      const store = await newStore();
      const done = { name: "shop", schedule: "0 7 1 * * UTC", doneUntil: 50 };
      const report: ReportMessage = {
        key: SERVER_KEY,
        at: 60,
        kind: "report",
        contact: "ada@example.org",
        command: "report shop",
        author: null,
        comment: "2026-10-01/2026-11-01",
      };

      await store.commit([
        { kind: "report-schedule", record: done },
        { kind: "report-schedule", record: { ...done, name: "other" } },
      ]);
      await store.commit([
        { kind: "report-schedule", record: { ...done, doneUntil: 60 } },
        { kind: "report-schedule-forgotten", name: "other" },
        { kind: "outbox", message: report },
      ]);

      expect(await store.readReportSchedules()).toEqual([{ ...done, doneUntil: 60 }]);
      expect(await store.readOutbox(0, 10)).toEqual([{ ...report, id: expect.any(Number), claimedAt: null }]);
      expect(await store.readMessages(SERVER_KEY, 10)).toMatchObject([{ ...report, outcome: null, decisionId: null }]);
    });

    test("knows what a request has done for ten minutes, one commit after the other", async () => {
      const store = await newStore();
      const request = {
        contactId: 3,
        requestId: "01J",
        asked: "digest",
        at: 1_000,
        keys: [hostKey(1), serviceKey(1, 2)],
      };
      const more = { ...request, at: 1_001, keys: [hostKey(2)] };
      await store.commit([
        { kind: "request-done", request },
        { kind: "request-done", request: { ...request, contactId: 4 } },
        { kind: "request-done", request: { ...request, requestId: "01K" } },
      ]);
      await store.commit([{ kind: "request-done", request: more }]);

      expect(await store.readDoneRequest(3, "01J", 0)).toEqual([request, more]);
      expect(await store.readDoneRequest(3, "01J", 1_000)).toEqual([more]);
      expect(await store.readDoneRequest(3, "01L", 0)).toEqual([]);
      await store.commit([{ kind: "request-done", request: { ...request, requestId: "01L", at: 1_601 } }]);
      expect(await store.readDoneRequest(3, "01J", 0)).toEqual([more]);
      expect(await store.readDoneRequest(3, "01K", 0)).toEqual([]);
    });

    test("knows from a later event that the server was still running after its last heartbeat", async () => {
      const store = await newStore();
      const eventAt = (at: number): Change => ({ kind: "event", event: { ...sampleEvent(hostKey(1)), at } });
      await store.commit([{ kind: "heartbeat", at: 1_000 }, eventAt(990)]);
      expect((await store.readSnapshot()).lastHeartbeat).toBe(1_000);

      await store.commit([eventAt(1_004)]);
      expect((await store.readSnapshot()).lastHeartbeat).toBe(1_004);

      await store.commit([{ kind: "heartbeat", at: null }]);
      expect((await store.readSnapshot()).lastHeartbeat).toBeNull();
    });

    test("keeps the hours since the last purge", async () => {
      const store = await newStore();
      for (const hours of [5, 6]) await store.commit([{ kind: "hours-since-purge", hours }]);

      expect((await store.readSnapshot()).hoursSincePurge).toBe(6);
    });

    test("keeps the last heartbeat until an orderly stop, and configured objects", async () => {
      const store = await newStore();
      const [web, page] = [hostKey(1), serviceKey(1, 2)];
      expect([...(await store.readConfigured())]).toEqual([]);

      await store.commit([
        { kind: "heartbeat", at: 50 },
        { kind: "object-configured", key: web, hasActiveChecks: true },
        { kind: "object-configured", key: page, hasActiveChecks: true },
      ]);
      await store.commit([
        { kind: "heartbeat", at: 60 },
        { kind: "object-removed", key: web },
        { kind: "active-checks", key: page, isOn: false },
        { kind: "active-checks", key: web, isOn: true },
      ]);

      expect((await store.readSnapshot()).lastHeartbeat).toBe(60);
      expect([...(await store.readConfigured())]).toEqual([[page, false]]);
      await store.commit([{ kind: "heartbeat", at: null }]);
      expect((await store.readSnapshot()).lastHeartbeat).toBeNull();
    });

    test("keeps events of the server apart from those of every resource", async () => {
      const store = await newStore();
      await store.commit([
        { kind: "event", event: { ...sampleEvent(SERVER_KEY), kind: "monitoring-started" } },
        { kind: "event", event: sampleEvent(hostKey(1)) },
      ]);

      expect(await store.readEvents(SERVER_KEY, 10)).toMatchObject([{ key: SERVER_KEY, kind: "monitoring-started" }]);
      expect(await store.readEvents(hostKey(1), 10)).toMatchObject([{ key: hostKey(1) }]);
    });

    test("keeps everything after it is closed and opened again", async () => {
      const place = await newPlace();
      const first = await place.open();
      const key = serviceKey(7, 9);
      await first.commit([
        { kind: "state", key, state: sampleState },
        { kind: "acknowledgement", record: sampleAcknowledgement(3, key) },
        { kind: "downtime", record: sampleDowntime(5, key) },
        { kind: "comment", record: sampleComment(8, key) },
        { kind: "event", event: sampleEvent(key) },
        { kind: "outbox", message: sampleMessage(key) },
        { kind: "object-id", entry: { type: "service", name: "web;load", id: 9, hostId: 7 } },
        { kind: "token", token: sampleToken({ hash: "aa", contactId: 1, lastUsed: 5, expiresAt: null, label: "ci" }) },
        { kind: "session", session: sampleSession({ hash: "bb", contactId: 1, lastActivity: 6, agent: "Browser" }) },
      ]);
      const account = await first.saveAccount(sampleAccount("admin"));
      const before = await contents(first, key);
      await first.close();

      const second = await opened(place);

      expect(await contents(second, key)).toEqual(before);
      expect(await second.readAccounts()).toEqual([account]);
      expect(before.snapshot.states.get(key)).toEqual(sampleState);
      expect(before.snapshot.nextIds).toEqual({ acknowledgement: 4, downtime: 6, comment: 9, recurringDowntime: 1 });
    });

    test("reads the newest events of one resource first, at most as many as requested", async () => {
      const store = await newStore();
      for (const text of ["one", "two", "three"]) {
        await store.commit([
          { kind: "event", event: { ...sampleEvent(hostKey(1)), output: text } },
          { kind: "event", event: sampleEvent(serviceKey(1, 2)) },
        ]);
      }

      expect((await store.readEvents(hostKey(1), 2)).map(({ output }) => output)).toEqual(["three", "two"]);
      expect(await store.readEvents(hostKey(3), 2)).toEqual([]);
    });

    test("reads events page by page: of one resource, of all, and those that follow", async () => {
      const store = await newStore();
      for (const text of ["one", "two", "three"]) {
        await store.commit([
          { kind: "event", event: { ...sampleEvent(hostKey(1)), output: text } },
          { kind: "event", event: { ...sampleEvent(serviceKey(1, 2)), output: `service ${text}` } },
        ]);
      }
      const texts = (events: readonly { readonly output: string }[]): string[] => events.map(({ output }) => output);

      const [newest] = await store.readEvents(hostKey(1), 1);
      const older = await store.readNewestEvents(2, newest!.id);

      expect(texts(await store.readEvents(hostKey(1), 9, newest!.id))).toEqual(["two", "one"]);
      expect(texts(await store.readNewestEvents(2))).toEqual(["service three", "three"]);
      expect(texts(older)).toEqual(["service two", "two"]);
      expect(texts(await store.readEventsAfter(older[0]!.id, 9))).toEqual(["three", "service three"]);
      expect(texts(await store.readEventsAfter(0, 1))).toEqual(["one"]);
    });

    test("reads undelivered messages in order of id after the given one; the first outcome is kept", async () => {
      const store = await newStore();
      await store.commit(
        ["one", "two", "three", "four"].map((text) => ({
          kind: "outbox",
          message: { ...sampleMessage(hostKey(1)), comment: text },
        })),
      );
      const [one, two] = await store.readOutbox(0, 10);

      await store.commit([{ kind: "outbox-done", id: two?.id ?? 0, at: 50, outcome: "sent" }]);
      await store.commit([{ kind: "outbox-done", id: two?.id ?? 0, at: 60, outcome: "sent again" }]);

      expect((await store.readOutbox(0, 10)).map(({ comment }) => comment)).toEqual(["one", "three", "four"]);
      expect((await store.readOutbox(one?.id ?? 0, 1)).map(({ comment }) => comment)).toEqual(["three"]);
    });

    test("a claim lasts until its release, also across a reopen; the first outcome is kept", async () => {
      const place = await newPlace();
      const first = await place.open();
      const texts = ["one", "two", "three", "four"];
      await first.commit(
        texts.map((text) => ({ kind: "outbox", message: { ...sampleMessage(hostKey(1)), comment: text } })),
      );
      const [one, two, three] = (await first.readOutbox(0, 10)).map(({ id }) => id) as [number, number, number];

      await first.commit([{ kind: "outbox-claimed", ids: [one, two, three], at: 50.5 }]);
      await first.commit([{ kind: "outbox-released", ids: [two] }]);
      await first.commit([{ kind: "outbox-done", id: three, at: 60, outcome: "sent" }]);
      await first.commit([{ kind: "outbox-claimed", ids: [three], at: 70 }]);
      await first.close();

      const second = await opened(place);
      expect((await second.readOutbox(0, 10)).map(({ comment, claimedAt }) => [comment, claimedAt])).toEqual([
        ["one", 50.5],
        ["two", null],
        ["four", null],
      ]);
    });

    test("reads the recipients of one occasion: of the same resource, time and kind, in order of id", async () => {
      const store = await newStore();
      const message = { ...sampleMessage(serviceKey(1, 2)), at: 50.25 };
      const others = [{ at: 50 }, { key: hostKey(1) }, { kind: "recovery" as const }];
      await store.commit(
        [{ contact: "ada" }, ...others, { contact: "bob" }].map((more) => ({
          kind: "outbox",
          message: { ...message, ...more },
        })),
      );
      const asked = (await store.readMessages(message.key, 10)).find(({ contact }) => contact === "bob")!;

      expect((await store.readRecipients(asked)).map(({ contact }) => contact)).toEqual(["ada", "bob"]);
      expect(await store.readRecipients({ ...asked, at: 51 })).toEqual([]);
    });
  });
}

const contents = async (store: Store, key: number) => ({
  snapshot: await store.readSnapshot(),
  objectIds: await store.readObjectIds(),
  events: await store.readEvents(key, 10),
  outbox: await store.readOutbox(0, 10),
  accounts: await store.readAccounts(),
  tokens: await store.readTokens(),
  sessions: await store.readSessions(),
  version: await store.readAccessVersion(),
});
