import { expect, test } from "vitest";
import { compareAnswer, type ReceivedAnswer } from "./compare.ts";
import { bodyText, parseRecord, type Expectation, type Recorded } from "./record.ts";

const headers = { "api-version": "2.0", "cache-control": "no-store", "content-type": "application/json" };

const recordOf = (expectation: Expectation, response: Partial<Recorded["response"]> = {}): Recorded => ({
  id: 1,
  group: "hosts",
  note: "",
  request: { method: "GET", path: "/x", rawQuery: null, headers: {}, body: null, as: null },
  response: { status: 200, headers: {}, body: null, ...response },
  expect: expectation,
});

const answerOf = (body: unknown, status = 200): ReceivedAnswer => ({
  status,
  headers,
  text: body === "" ? "" : JSON.stringify(body),
});
const exact = (body: unknown, ties?: string): Recorded =>
  recordOf({ compare: "exact", status: 200, body, ...(ties === undefined ? {} : { ties }) });
const listing = (result: readonly object[], meta: object = {}): object => ({
  result,
  meta: { page: 1, limit: 10, search: {}, sort_by: {}, total: result.length, ...meta },
});
const none = new Set<number>();

test.each([
  ["members in another order", { a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }],
  ["the same instant in another zone", { at: "2020-01-03T10:16:00+00:00" }, { at: "2020-01-03T11:16:00+01:00" }],
  ["UTC written as Z", { at: "2020-01-03T10:16:00+00:00" }, { at: "2020-01-03T10:16:00Z" }],
  ["a whole float", { interval: 5.0 }, JSON.parse('{"interval":5.0}')],
  ["any token", { token: "<token>" }, { token: "0123456789abcdef0123456789abcdef" }],
])("treats %s as equal", (_case, expected, found) => {
  expect(compareAnswer(exact(expected), answerOf(found), none)).toEqual([]);
});

test.each([
  ["another value", { a: 1 }, { a: 2 }, "body.a: expected 1, found 2"],
  ["text for a number", { a: 1 }, { a: "1" }, 'body.a: expected 1, found "1"'],
  ["false for null", { a: null }, { a: false }, "body.a: expected null, found false"],
  ["a missing member", { a: 1 }, {}, "body.a: expected 1, the member is missing"],
  ["a member too many", {}, { a: 1 }, "body.a: an unexpected member, 1"],
  ["rows in another order", { r: [1, 2] }, { r: [2, 1] }, "body.r[0]: expected 1, found 2"],
  ["a row too few", { r: [1, 2] }, { r: [1] }, "body.r: expected 2 elements, found 1"],
  [
    "another instant",
    { at: "2020-01-03T10:16:00Z" },
    { at: "2020-01-03T10:16:01Z" },
    'body.at: expected "2020-01-03T10:16:00Z", found "2020-01-03T10:16:01Z"',
  ],
  [
    "a date with a fraction",
    { at: "2020-01-03T10:16:00Z" },
    { at: "2020-01-03T10:16:00.000Z" },
    'body.at: expected "2020-01-03T10:16:00Z", found "2020-01-03T10:16:00.000Z"',
  ],
  ["a token of another form", { token: "<token>" }, { token: "ABC" }, 'body.token: expected "<token>", found "ABC"'],
])("reports %s", (_case, expected, found, difference) => {
  expect(compareAnswer(exact(expected), answerOf(found), none)).toContain(difference);
});

test("requires an empty body if the record has none", () => {
  const record = recordOf({ compare: "exact", status: 404 });

  expect(compareAnswer(record, answerOf("", 404), none)).toEqual([]);
  expect(compareAnswer(record, answerOf({}, 404), none)).toEqual(["body: expected none, found {}"]);
});

test("accepts rows with equal sort keys in any order, but no others", () => {
  const rows = [
    { id: 1, name: "a", address_ip: "x" },
    { id: 2, name: "a", address_ip: "x" },
    { id: 3, name: "b", address_ip: "x" },
  ];
  const record = exact(listing(rows, { sort_by: { "host.name": "ASC" } }), "equal keys");
  const found = (order: readonly number[]): ReceivedAnswer =>
    answerOf(
      listing(
        order.map((index) => rows[index] ?? {}),
        { sort_by: { "host.name": "ASC" } },
      ),
    );

  expect(compareAnswer(record, found([1, 0, 2]), none)).toEqual([]);
  expect(compareAnswer(record, found([0, 2, 1]), none)).not.toEqual([]);
});

test("accepts another row with the same key at the end of a cut page", () => {
  const meta = { sort_by: { start_time: "ASC" }, limit: 2, total: 3 };
  const record = exact(
    listing(
      [
        { id: 1, start_time: 5 },
        { id: 2, start_time: 6 },
      ],
      meta,
    ),
    "equal keys",
  );

  expect(
    compareAnswer(
      record,
      answerOf(
        listing(
          [
            { id: 1, start_time: 5 },
            { id: 3, start_time: 6 },
          ],
          meta,
        ),
      ),
      none,
    ),
  ).toEqual([]);
  expect(
    compareAnswer(
      record,
      answerOf(
        listing(
          [
            { id: 1, start_time: 5 },
            { id: 3, start_time: 7 },
          ],
          meta,
        ),
      ),
      none,
    ),
  ).not.toEqual([]);
});

test("requires every row of a subset in order, except those of disabled hosts, and accepts more rows", () => {
  const subset = recordOf({
    compare: "subset",
    status: 200,
    ignore: ["meta.total"],
    body: listing([
      { id: 1, host_id: 12 },
      { id: 2, host_id: 24 },
      { id: 3, host_id: 13 },
    ]),
  });
  const found = (...ids: readonly (readonly [number, number])[]): ReceivedAnswer =>
    answerOf(listing(ids.map(([id, host]) => ({ id, host_id: host }))));
  const disabled = new Set([24]);

  expect(compareAnswer(subset, found([1, 12], [9, 9], [3, 13]), disabled)).toEqual([]);
  expect(compareAnswer(subset, found([3, 13], [1, 12]), disabled)).not.toEqual([]);
  expect(compareAnswer(subset, found([1, 12]), disabled)).not.toEqual([]);
  expect(
    compareAnswer(
      subset,
      answerOf({
        result: [
          { id: 1, host_id: 12 },
          { id: 3, host_id: 13 },
        ],
        meta: { page: 2, limit: 10, search: {}, sort_by: {}, total: 9 },
      }),
      disabled,
    ),
  ).toEqual(["body.meta.page: expected 1, found 2"]);
});

test("requires code and message of an error, exactly or as a prefix", () => {
  const error = recordOf(
    { compare: "error", status: 500, message: "Bad" },
    { status: 500, body: { code: 400, message: "Bad" } },
  );
  const prefix = recordOf({ compare: "prefix", status: [404, 405], message: "No route" }, { status: 500 });

  expect(compareAnswer(error, answerOf({ code: 400, message: "Bad" }, 500), none)).toEqual([]);
  expect(compareAnswer(error, answerOf({ code: 500, message: "Bad" }, 500), none)).toEqual([
    "code: expected 400, found 500",
  ]);
  expect(compareAnswer(error, answerOf({ message: "Bad" }, 500), none)).not.toEqual([]);
  expect(compareAnswer(prefix, answerOf({ code: 405, message: "No route found" }, 405), none)).toEqual([]);
  expect(compareAnswer(prefix, answerOf({ code: 400, message: "No" }, 400), none)).toHaveLength(2);
});

test("requires the headers of every answer", () => {
  const answer: ReceivedAnswer = { status: 204, headers: { "content-type": "application/json" }, text: "" };

  expect(compareAnswer(recordOf({ compare: "exact", status: 204 }), answer, none)).toEqual([
    "header api-version: expected 2.0, found none",
    "header cache-control: expected no-store, found none",
    "header content-type: expected none, found application/json",
  ]);
});

test("sends a number as spelled in the record", () => {
  const record = parseRecord('{"request":{"body":{"host_id":12.0,"text":"12.0"}},"expect":{"body":{"interval":5.0}}}');

  expect(bodyText(record.request.body)).toBe('{"host_id":12.0,"text":"12.0"}');
  expect(record.expect.body).toEqual({ interval: 5 });
  expect(bodyText(null)).toBeUndefined();
  expect(bodyText("{")).toBe("{");
});
