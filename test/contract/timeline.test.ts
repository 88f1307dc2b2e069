import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { HTTP, HTTP_02, NOW, WEB_01, WEB_02 } from "../support/invented-site.ts";
import { sampleAcknowledgement, sampleComment, sampleDowntime } from "../support/record-samples.ts";
import type { Change } from "../../src/model/change.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";

const event = (ago: number, kind: HistoryEvent["kind"], more: Partial<HistoryEvent> = {}): Change => ({
  kind: "event",
  event: {
    key: HTTP,
    at: NOW - ago,
    kind,
    state: 2,
    stateType: 1,
    checkAttempt: 3,
    output: "CRITICAL - 500",
    reason: "",
    ...more,
  },
});

const flaps = Array.from({ length: 2_500 }, (_, place) =>
  event(90_000 + place * 60, place % 2 === 0 ? "soft-state" : "recovery", {
    state: place % 2 === 0 ? 1 : 0,
    stateType: place % 2,
    checkAttempt: 1,
    output: `flap ${place}`,
  }),
);

const many = Array.from({ length: 10_020 }, (_, place) =>
  event(200_000 + place * 60, "soft-state", { key: HTTP_02, state: 1, output: `many ${place}` }),
);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      ...flaps,
      ...many,
      event(900, "first-result"),
      event(800, "soft-state", { checkAttempt: 1, stateType: 0 }),
      event(600, "hard-state"),
      event(590, "notification", { reason: "notified operator: problem, notification 1" }),
      event(580, "notification", { reason: "notified operator, ghost: problem, notification 2" }),
      event(500, "downtime-started"),
      event(400, "hard-state", { key: WEB_01, state: 1, output: "of the host" }),
      {
        kind: "acknowledgement",
        record: { ...sampleAcknowledgement(1, HTTP), entryTime: NOW - 450, author: "operator", comment: "=on it" },
      },
      // Ended by a recovery, hence not deleted; and one that was cancelled.
      {
        kind: "acknowledgement",
        record: { ...sampleAcknowledgement(2, WEB_02), entryTime: NOW - 900, deletionTime: null },
      },
      {
        kind: "acknowledgement",
        record: { ...sampleAcknowledgement(3, WEB_02), entryTime: NOW - 800, deletionTime: NOW },
      },
      {
        kind: "acknowledgement",
        record: { ...sampleAcknowledgement(4, WEB_02), entryTime: NOW - 700, deletionTime: null },
      },
      {
        kind: "downtime",
        record: {
          ...sampleDowntime(1, HTTP),
          author: "ghost",
          comment: "disks",
          actualStartTime: NOW - 500,
          actualEndTime: NOW - 300,
          deletionTime: NOW - 300,
          isStarted: true,
        },
      },
      { kind: "downtime", record: { ...sampleDowntime(2, HTTP), startTime: NOW + 600, endTime: NOW + 900 } },
      {
        kind: "comment",
        record: { ...sampleComment(1, HTTP), entryTime: NOW - 100_000, deletionTime: null, text: "old; note" },
      },
      { kind: "comment", record: { ...sampleComment(2, HTTP), entryTime: NOW - 50, deletionTime: NOW - 20 } },
    ],
  });
});
afterAll(() => api.close());

const OF_SERVICE = "/centreon/api/latest/monitoring/hosts/1/services/101/timeline";
const get = (query = "", as: As = "admin") => api.get(`${OF_SERVICE}?${query}`, as);
const TOTAL = flaps.length + 4 + 3;

describe("later versions §8.5: timelines", () => {
  test.each(["beta", "v20.04", "v22.10", "latest"])(
    "has entries of every type, the newest first, under %s",
    async (token) => {
      const answer = await api.get(`/centreon/api/${token}/monitoring/hosts/1/services/101/timeline?limit=7`);
      const none = { start_date: null, end_date: null, contact: null, status: null, tries: null };
      const critical = { code: 2, name: "CRITICAL", severity_code: 1 };
      const operator = { id: expect.any(Number), name: "operator" };
      const record = { ...none, id: 1 };
      const logged = { ...none, id: expect.any(Number), status: critical, content: "CRITICAL - 500" };
      expect(answer.rows).toEqual([
        { ...record, type: "acknowledgement", date: "2023-11-14T22:05:50Z", content: "=on it", contact: operator },
        {
          ...record,
          type: "downtime",
          date: "2023-11-14T22:05:00Z",
          start_date: "2023-11-14T22:05:00Z",
          end_date: "2023-11-14T22:08:20Z",
          content: "disks",
          contact: { id: null, name: "ghost" },
        },
        {
          ...logged,
          type: "notification",
          date: "2023-11-14T22:03:40Z",
          contact: { id: null, name: "operator, ghost" },
        },
        { ...logged, type: "notification", date: "2023-11-14T22:03:30Z", contact: operator },
        { ...logged, type: "event", date: "2023-11-14T22:03:20Z", tries: 3 },
        { ...logged, type: "event", date: "2023-11-14T22:00:00Z", tries: 1 },
        expect.objectContaining({ content: "flap 0", tries: 1 }),
      ]);
      expect(answer.meta).toEqual({ page: 1, limit: 7, search: {}, sort_by: {}, total: TOTAL });
    },
  );

  test("has every acknowledgement that is not deleted, also earlier ones", async () => {
    const path = "/centreon/api/latest/monitoring/hosts/2/timeline";
    const search = encodeURIComponent(JSON.stringify({ type: "acknowledgement" }));

    expect((await api.get(`${path}?search=${search}`)).rows.map(({ id }) => id)).toEqual([4, 2]);
  });

  test("pages of any size have every entry once, in order", async () => {
    const all = (await get("limit=500000")).rows.map(
      ({ type, id, date }) => `${date as string} ${type as string} ${id as number}`,
    );
    expect(all).toHaveLength(TOTAL);
    expect(all.map((line) => line.slice(0, 20))).toEqual(
      all.map((line) => line.slice(0, 20)).toSorted((one, other) => (one < other ? 1 : -1)),
    );
    for (const limit of [1, 3, 170, 171, 1_200]) {
      for (const page of [1, 2, 3, 4, Math.ceil(TOTAL / limit), Math.ceil(TOTAL / limit) + 1]) {
        const answer = await get(`limit=${limit}&page=${page}`);
        expect({
          limit,
          page,
          rows: answer.rows.map(({ type, id, date }) => `${date as string} ${type as string} ${id as number}`),
        }).toEqual({
          limit,
          page,
          rows: all.slice((page - 1) * limit, page * limit),
        });
        expect(answer.meta["total"]).toBe(TOTAL);
      }
    }
    expect((await get("limit=0")).body).toMatchObject({ result: [], meta: { total: TOTAL } });
  });

  test.each([
    ['search={"type":"event"}', TOTAL - 5, "event"],
    ['search={"type":{"$in":["notification","downtime"]}}', 3, "downtime"],
    ['search={"type":"comment"}', 1, "comment"],
    ['search={"content":{"$lk":"%25on it%25"}}', 1, "acknowledgement"],
    ['search={"content":{"$rg":"^flap 24[0-9]{2}$"}}', 100, "event"],
    ['search={"$and":[{"type":"event"},{"date":{"$ge":"2023-11-14T22:00:00Z"}}]}', 2, "event"],
    [`search={"date":{"$lt":${NOW - 90_000 - 2_489 * 60}}}`, 10, "event"],
    ['sort_by={"date":"ASC"}&search={"content":"disks"}', 1, "downtime"],
  ])("%s", async (query, total, type) => {
    const answer = await get(query);
    expect([answer.meta["total"], answer.rows[0]!["type"]]).toEqual([total, type]);
    expect(answer.rows).toHaveLength(Math.min(10, total));
  });

  test("sorts by its fields", async () => {
    const answer = await get('sort_by={"date":"ASC"}&limit=2');
    expect(answer.rows.map(({ content }) => content)).toEqual(["flap 2499", "flap 2498"]);
    expect((await get('sort_by={"type":"DESC"}&limit=1')).rows[0]).toMatchObject({ type: "notification" });
    expect(await get('search={"foo":1}')).toMatchObject({
      status: 500,
      body: { message: "The parameter foo is not allowed" },
    });
  });

  test("counts the newest 10,000 events; a search by date reaches the others", async () => {
    const path = "/centreon/api/latest/monitoring/hosts/2/services/101/timeline";
    const last = await api.get(`${path}?limit=10&page=1000`);
    expect(last.rows.map(({ content }) => content)).toEqual(
      Array.from({ length: 10 }, (_, place) => `many ${9_990 + place}`),
    );
    expect(last.meta["total"]).toBe(10_000);
    expect((await api.get(`${path}?limit=10&page=1001`)).rows).toEqual([]);
    const older = await api.get(`${path}?search={"date":{"$lt":${NOW - 200_000 - 10_009 * 60}}}`);
    expect(older.meta["total"]).toBe(10);
    expect(older.rows[0]).toMatchObject({ content: "many 10010" });
    expect((await api.get(`${path}/download`)).text.trimEnd().split("\n")).toHaveLength(10_021);
  });

  test("of a host has its own events only", async () => {
    const answer = await api.get("/centreon/api/latest/monitoring/hosts/1/timeline", "viewer");
    expect(answer.rows).toMatchObject([{ content: "of the host", status: { name: "DOWN" } }]);
    expect(answer.meta["total"]).toBe(1);
  });

  test("download is CSV of all entries that match", async () => {
    const answer = await api.get(`${OF_SERVICE}/download`);
    expect(answer.headers["content-type"]).toBe("application/force-download");
    const lines = answer.text.trimEnd().split("\n");
    expect(lines).toHaveLength(TOTAL + 1);
    expect(lines.slice(0, 3)).toEqual([
      "type;date;content;contact;status;tries",
      "acknowledgement;2023-11-14T22:05:50Z;'=on it;operator;;",
      "downtime;2023-11-14T22:05:00Z;disks;ghost;;",
    ]);
    expect(lines.slice(1).map((line) => line.split(";")[1])).toEqual(
      (await get("limit=10000")).rows.map(({ date }) => date),
    );
    const some = await api.get(`${OF_SERVICE}/download?search={"type":"comment"}&limit=1`);
    expect(some.text.trimEnd().split("\n").slice(1)).toEqual([expect.stringMatching(/^comment;[^;]*;"old; note";/)]);
  });

  test.each([
    ["hosts/99/timeline", "admin", "Host id 99 not found"],
    ["hosts/3/timeline/download", "viewer", "Host id 3 not found"],
    ["hosts/1/services/99/timeline", "admin", "Service id 99 on host id 1 not found"],
    ["metaservice/4/timeline", "admin", "Metaservice id 4 not found"],
    ["metaservice/4/timeline/download", "admin", "Metaservice id 4 not found"],
  ] as const)("%s is missing for %s", async (path, as, message) => {
    for (const token of ["beta", "v21.10", "latest"])
      expect(await api.get(`/centreon/api/${token}/monitoring/${path}`, as)).toMatchObject({
        status: 404,
        body: { code: 404, message },
      });
  });
});
