import type { DowntimeRequest } from "../../../model/downtime.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import { type BodyMistake, refuseMistakes } from "../body-refusal.ts";
import type { RequestBody } from "../request-body.ts";
import { downtimeRequest } from "./schema.ts";
import { jsonTypeOf, quoteJson } from "../json-body.ts";

// In the order in which mistakes are reported (contract §7.5). Other fields are ignored.
const FIELDS = [
  { name: "start_time", type: "date-time", isRequired: true },
  { name: "end_time", type: "date-time", isRequired: true },
  { name: "is_fixed", type: "boolean", isRequired: true },
  { name: "duration", type: "integer", isRequired: true },
  { name: "comment", type: "string", isRequired: true },
  { name: "author_id", type: "integer", isRequired: false },
  { name: "with_services", type: "boolean", isRequired: false },
] as const;

type FieldType = (typeof FIELDS)[number]["type"];

const WORDS: Readonly<Record<FieldType, { readonly found: string; readonly required: string }>> = {
  "date-time": { found: "String", required: "a string" },
  string: { found: "String", required: "a string" },
  integer: { found: "Integer", required: "an integer" },
  boolean: { found: "Boolean", required: "a boolean" },
};

interface Body {
  readonly start_time: string;
  readonly end_time: string;
  readonly is_fixed: boolean;
  readonly duration: number;
  readonly comment: string;
  readonly with_services?: boolean;
}

interface DowntimeBody {
  readonly request: DowntimeRequest;
  readonly withServices: boolean;
}

/** Body of a downtime. Mistakes are one line each: missing fields first, then the others by field. */
export const downtimeBody: RequestBody<DowntimeBody> = {
  schema: downtimeRequest,
  read(body) {
    if (body === undefined) throw new Refusal("invalid-body", "Internal error");
    if (Array.isArray(body)) refuseMistakes([{ field: "", text: "Array value found, but an object is required" }]);
    const values = new Map<string, unknown>(Object.entries(body as object));
    refuseMistakes([...missingFields(values), ...wrongFields(values)]);
    const fields = body as Body;
    return {
      request: {
        startTime: instant(fields.start_time),
        endTime: instant(fields.end_time),
        isFixed: fields.is_fixed,
        duration: fields.duration,
        comment: fields.comment,
      },
      withServices: fields.with_services ?? false,
    };
  },
};

function missingFields(values: ReadonlyMap<string, unknown>): readonly BodyMistake[] {
  return FIELDS.filter(({ name, isRequired }) => isRequired && !values.has(name)).map(({ name }) => ({
    field: name,
    text: `The property ${name} is required`,
  }));
}

function wrongFields(values: ReadonlyMap<string, unknown>): readonly BodyMistake[] {
  return FIELDS.flatMap(({ name, type }) => {
    if (!values.has(name)) return [];
    return mistakesIn(values.get(name), type).map((text) => ({ field: name, text }));
  });
}

function mistakesIn(value: unknown, type: FieldType): readonly string[] {
  const found = jsonTypeOf(value);
  const { found: expected, required } = WORDS[type];
  const mistakes = found === expected ? [] : [`${found} value found, but ${required} is required`];
  // A value of the wrong type is also an invalid date: both mistakes are reported.
  if (type === "date-time" && (typeof value !== "string" || parseRfc3339(value) === undefined)) {
    mistakes.push(
      `Invalid date-time ${quoteJson(value)}, expected format YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DDThh:mm:ss+hh:mm`,
    );
  }
  return mistakes;
}

/**
 * Parses a date. Lower-case `t` and `z` pass the format check and fail here, with a separate message (contract §7.5).
 */
function instant(text: string): UnixSeconds {
  const time = /[tz]/.test(text) ? undefined : parseRfc3339(text);
  if (time === undefined)
    throw new Refusal("invalid-body", `Invalid datetime ${quoteJson(text)}, expected format Y-m-d\\TH:i:sP.`);
  return time;
}
