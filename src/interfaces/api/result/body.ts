import type { CheckResult } from "../../../model/check-result.ts";
import { Refusal } from "../../../model/refusal.ts";
import { type BodyMistake, throwPhpStyleErrors } from "../body-refusal.ts";
import { jsonTypeOf } from "../json-body.ts";
import type { TargetKind } from "../target.ts";
import type { RequestBody } from "../request-body.ts";
import { hostResultRequest, MAX_TEXT_LENGTH, MAX_RESULTS, resultsRequest, serviceResultRequest } from "./schema.ts";

/** Message for a body that is empty or not JSON (later versions §3, 6). */
const UNDECODABLE = "Error when decoding your sent data";

export interface ResultBody {
  readonly status: CheckResult["returnCode"];
  readonly output?: string | null;
  readonly performance_data?: string | null;
}

export interface ResultOfResource extends ResultBody {
  readonly type: TargetKind | "metaservice";
  readonly id: number;
  readonly parent: { readonly id: number } | null;
}

export const RESULT_BODIES = {
  host: { schema: hostResultRequest, malformed: UNDECODABLE, isLarge: true, read: (body) => readResult(body, "host") },
  service: {
    schema: serviceResultRequest,
    malformed: UNDECODABLE,
    isLarge: true,
    read: (body) => readResult(body, "service"),
  },
  many: { schema: resultsRequest, malformed: UNDECODABLE, isLarge: true, read: readResults },
} satisfies Record<string, RequestBody<ResultBody | readonly ResultOfResource[]>>;

/** Reads the result of one host or service (later versions §5.4). Refuses with `invalid-body`, a line per mistake. */
function readResult(body: unknown, kind: TargetKind): ResultBody {
  requireObject(body);
  throwPhpStyleErrors(mistakesIn(body, kind === "host" ? HOST_FIELDS : SERVICE_FIELDS, ""));
  return body as ResultBody;
}

/** Reads the results of several resources (later versions §5.3). Refuses like `readResult`. */
function readResults(body: unknown): readonly ResultOfResource[] {
  requireObject(body);
  throwPhpStyleErrors(mistakesIn(body, LIST, ""));
  const { resources } = body as { readonly resources: readonly ResultOfResource[] };
  if (resources.length > MAX_RESULTS) {
    throwPhpStyleErrors([{ field: "resources", text: `There must be a maximum of ${MAX_RESULTS} items in the array` }]);
  }
  throwPhpStyleErrors(resources.flatMap((resource, index) => mistakesInResource(resource, `resources[${index}]`)));
  const strange = resources.find(({ type }) => !TYPES.has(type));
  if (strange !== undefined)
    throw new Refusal("invalid-body", `Incorrect Resource type: ${String(strange.type).slice(0, MAX_QUOTE_LENGTH)}`);
  return resources;
}

type FieldType = "string" | "string-or-null" | "integer" | "object-or-null" | "array";
interface Field {
  readonly type: FieldType;
  readonly isRequired: boolean;
  readonly values?: readonly number[];
}
type Fields = Readonly<Record<string, Field>>;

const TEXTS: Fields = {
  output: { type: "string-or-null", isRequired: false },
  performance_data: { type: "string-or-null", isRequired: false },
};
const SERVICE_FIELDS: Fields = { status: { type: "integer", isRequired: true, values: [0, 1, 2, 3] }, ...TEXTS };
const HOST_FIELDS: Fields = { status: { type: "integer", isRequired: true, values: [0, 1, 2] }, ...TEXTS };
const TARGET: Fields = {
  type: { type: "string", isRequired: true },
  id: { type: "integer", isRequired: true },
  parent: { type: "object-or-null", isRequired: true },
};
const HOST_RESULT: Fields = { ...TARGET, ...HOST_FIELDS };
const OTHER_RESULT: Fields = { ...TARGET, ...SERVICE_FIELDS };
const PARENT: Fields = { id: { type: "integer", isRequired: true } };
const LIST: Fields = { resources: { type: "array", isRequired: true } };

const TYPES: ReadonlySet<string> = new Set(["host", "service", "metaservice"]);
const MAX_QUOTE_LENGTH = 80;
const NONE: readonly never[] = [];

const WORDS: Readonly<Record<FieldType, { readonly found: readonly string[]; readonly required: string }>> = {
  string: { found: ["String"], required: "a string" },
  "string-or-null": { found: ["String", "NULL"], required: "a string or a null" },
  integer: { found: ["Integer"], required: "an integer" },
  "object-or-null": { found: ["Object", "NULL"], required: "an object or a null" },
  array: { found: ["Array"], required: "an array" },
};

function requireObject(body: unknown): asserts body is object {
  if (body === undefined) throw new Refusal("invalid-json", UNDECODABLE);
  const type = typeSeen(body);
  if (type !== "Object") throwPhpStyleErrors([{ field: "", text: `${type} value found, but an object is required` }]);
}

/** Type in messages. The reference reads `{}` as an array. */
function typeSeen(value: unknown): string {
  const type = jsonTypeOf(value);
  return type === "Object" && Object.keys(value as object).length === 0 ? "Array" : type;
}

function mistakesInResource(resource: unknown, place: string): readonly BodyMistake[] {
  const type = typeSeen(resource);
  if (type !== "Object") return [{ field: place, text: `${type} value found, but an object is required` }];
  const { type: kind, parent } = resource as Partial<ResultOfResource>;
  const mistakes = mistakesIn(resource as object, kind === "host" ? HOST_RESULT : OTHER_RESULT, place);
  return mistakes.length > 0 || parent === null ? mistakes : mistakesIn(parent as object, PARENT, `${place}.parent`);
}

/** Mistakes in an object. `place` is its path, empty for the body. */
function mistakesIn(object: object, fields: Fields, place: string): readonly BodyMistake[] {
  let mistakes: BodyMistake[] | undefined;
  const add = (field: string, text: string): void => {
    (mistakes ??= []).push({ field, text });
  };
  const values = object as Readonly<Record<string, unknown>>;
  for (const name in fields) {
    const field = fields[name]!;
    if (Object.hasOwn(values, name))
      reportWrong(values[name], field, (text) => add(place === "" ? name : `${place}.${name}`, text));
    else if (field.isRequired) add(place === "" ? name : `${place}.${name}`, `The property ${name} is required`);
  }
  for (const name in values) {
    if (!Object.hasOwn(fields, name)) {
      add(
        place,
        `The property ${name.slice(0, MAX_QUOTE_LENGTH)} is not defined ` +
          "and the definition does not allow additional properties",
      );
    }
  }
  return mistakes ?? NONE;
}

function reportWrong(value: unknown, { type, values }: Field, report: (text: string) => void): void {
  const { found, required } = WORDS[type];
  const seen = typeSeen(value);
  if (!found.includes(seen)) report(`${seen} value found, but ${required} is required`);
  else if (values !== undefined && !values.includes(value as number))
    report(`Does not have a value in the enumeration [${values.join(",")}]`);
  else if (typeof value === "string" && value.length > MAX_TEXT_LENGTH)
    report(`Must be at most ${MAX_TEXT_LENGTH} characters long`);
}
