import { differences, isEqual, isObject, type Difference } from "./equal.ts";
import type { Expectation, Recorded } from "./record.ts";
import { rowDifferencesWithTies } from "./ties.ts";

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Differences between an answer and the expectation of a record. A subset may lack the rows of disabled hosts. */
export function compareAnswer(
  record: Recorded,
  answer: ReceivedAnswer,
  disabledHosts: ReadonlySet<number>,
): readonly Difference[] {
  return [
    ...statusDifferences(record.expect, answer),
    ...headerDifferences(record, answer),
    ...bodyDifferences(record, answer, disabledHosts),
  ];
}

function statusDifferences(expect: Expectation, answer: ReceivedAnswer): readonly Difference[] {
  const allowed = [expect.status].flat();
  return allowed.includes(answer.status)
    ? []
    : [`status: expected ${allowed.join(" or ")}, found ${answer.status} ${answer.text.slice(0, 300)}`];
}

/** Contract §1.3 and, for the two CORS records, §1.4. */
function headerDifferences(record: Recorded, answer: ReceivedAnswer): readonly Difference[] {
  const expected: Record<string, string | undefined> = { "api-version": "2.0", "cache-control": "no-store" };
  if (record.request.method !== "OPTIONS")
    expected["content-type"] = answer.status === 204 ? undefined : "application/json";
  for (const [name, value] of Object.entries(record.response.headers)) {
    if (name.startsWith("access-control-") || name === "vary") expected[name] = value;
  }
  return Object.entries(expected)
    .filter(([name, value]) => answer.headers[name] !== value)
    .map(
      ([name, value]) => `header ${name}: expected ${value ?? "none"}, found ${String(answer.headers[name] ?? "none")}`,
    );
}

function bodyDifferences(
  record: Recorded,
  answer: ReceivedAnswer,
  disabledHosts: ReadonlySet<number>,
): readonly Difference[] {
  const { expect } = record;
  switch (expect.compare) {
    case "exact":
      return exactDifferences(record, answer);
    case "subset":
      return subsetDifferences(expect, answer, disabledHosts);
    case "error":
      return errorDifferences(record, answer, (message) => message === expect.message);
    case "prefix":
      return errorDifferences(record, answer, (message) => message.startsWith(expect.message ?? ""));
    case "status":
    case "skip":
      return [];
  }
}

function exactDifferences(record: Recorded, answer: ReceivedAnswer): readonly Difference[] {
  const { expect } = record;
  if (expect.body === undefined)
    return answer.text === "" ? [] : [`body: expected none, found ${answer.text.slice(0, 300)}`];
  const found = parse(answer.text);
  if (expect.ties === undefined || !isListing(expect.body) || !isListing(found))
    return differences(expect.body, found, "body");
  const { meta, result } = expect.body;
  const isCut = result.length === meta.limit && Number(meta.total) > Number(meta.page) * Number(meta.limit);
  return [
    ...differences({ ...expect.body, result: [] }, { ...found, result: [] }, "body"),
    ...rowDifferencesWithTies({ rows: result, sortBy: Object.keys(meta.sort_by ?? {}), isCut }, found.result),
  ];
}

/**
 * Every recorded row of an enabled host must be present, equal and in the recorded order; there may be other rows in
 * between.
 */
function subsetDifferences(
  expect: Expectation,
  answer: ReceivedAnswer,
  disabledHosts: ReadonlySet<number>,
): readonly Difference[] {
  const found = parse(answer.text);
  if (!isListing(expect.body)) return ["the record has no listing"];
  if (!isListing(found)) return [`body: expected a listing, found ${answer.text.slice(0, 300)}`];
  const result: Difference[] = [];
  let from = 0;
  for (const row of expect.body.result) {
    if (isObject(row) && disabledHosts.has(Number(row.host_id))) continue;
    const at = found.result.findIndex((candidate, index) => index >= from && isEqual(row, candidate));
    if (at < 0) result.push(`body.result: no row ${JSON.stringify(row)} after row ${from - 1}`);
    else from = at + 1;
  }
  const without = (meta: object): object =>
    Object.fromEntries(Object.entries(meta).filter(([name]) => !expect.ignore?.includes(`meta.${name}`)));
  return [...result, ...differences(without(expect.body.meta), without(found.meta), "body.meta")];
}

function errorDifferences(
  record: Recorded,
  answer: ReceivedAnswer,
  fits: (message: string) => boolean,
): readonly Difference[] {
  const found = parse(answer.text);
  if (!isObject(found) || Object.keys(found).sort().join() !== "code,message")
    return [`body: expected {"code","message"}, found ${answer.text.slice(0, 300)}`];
  const result: Difference[] = [];
  if (typeof found.message !== "string" || !fits(found.message)) {
    result.push(`message: expected ${JSON.stringify(record.expect.message)}, found ${JSON.stringify(found.message)}`);
  }
  // The code repeats the status, except for the one case of contract §3.3 (a bad sort_by: code 400 with status 500).
  const { status, body } = record.response;
  const recordedCode =
    isObject(body) && typeof body.code === "number" && status === answer.status ? body.code : answer.status;
  if (found.code !== recordedCode) result.push(`code: expected ${recordedCode}, found ${JSON.stringify(found.code)}`);
  return result;
}

interface Listing {
  readonly result: readonly unknown[];
  readonly meta: Record<string, unknown> & { readonly sort_by?: object };
}

function isListing(value: unknown): value is Listing {
  return isObject(value) && Array.isArray(value.result) && isObject(value.meta) && isObject(value.meta.sort_by);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `no JSON: ${text.slice(0, 200)}`;
  }
}
