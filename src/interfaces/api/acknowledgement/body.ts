import type { TSchema } from "typebox";
import type { AcknowledgementRequest } from "../../../model/acknowledgement.ts";
import { type BodyMistake, refuseMistakes } from "../body-refusal.ts";
import { jsonTypeOf } from "../json-body.ts";
import type { RequestBody } from "../request-body.ts";
import { hostRequest, serviceRequest } from "./schema.ts";
import * as from2004 from "./shapes/20-04.ts";

type FieldType = "string" | "integer" | "boolean";

// All fields are required and no others are allowed. Mistakes are reported in this order (contract §7.4).
const COMMON = { is_notify_contacts: "boolean", is_persistent_comment: "boolean", is_sticky: "boolean" } as const;
const FIELDS = {
  host: { comment: "string", host_id: "integer", ...COMMON },
  service: { comment: "string", host_id: "integer", ...COMMON, service_id: "integer" },
  "host-20.04": { comment: "string", ...COMMON, with_services: "boolean" },
  "service-20.04": { comment: "string", ...COMMON },
  "hosts-20.04": { comment: "string", ...COMMON, with_services: "boolean", resource_id: "integer" },
  "services-20.04": { comment: "string", ...COMMON, resource_id: "integer", parent_resource_id: "integer" },
} as const satisfies Record<string, Readonly<Record<string, FieldType>>>;

// More valid ones do not fit into a body.
const MAX_ITEMS = 10_000;
// The message names the first hundred mistakes and the number of the others.
const MOST_COUNTED = 1_000;

type Form = keyof typeof FIELDS;
interface TypeOf {
  string: string;
  integer: number;
  boolean: boolean;
}
type BodyOf<F extends Form> = {
  readonly [Name in keyof (typeof FIELDS)[F]]: TypeOf[(typeof FIELDS)[F][Name] & FieldType];
};

export const ACKNOWLEDGEMENT_BODIES = {
  host: oneOf("host", hostRequest),
  service: oneOf("service", serviceRequest),
  "host-20.04": oneOf("host-20.04", from2004.hostRequest),
  "service-20.04": oneOf("service-20.04", from2004.serviceRequest),
  "hosts-20.04": manyOf("hosts-20.04", from2004.hostRequests),
  "services-20.04": manyOf("services-20.04", from2004.serviceRequests),
};

/** Reads one body. An empty one lacks every field. */
function oneOf<F extends Form>(form: F, schema: TSchema): RequestBody<BodyOf<F>> {
  return {
    schema,
    read(body) {
      const fields = (body ?? {}) as BodyOf<F>;
      refuseMistakes(mistakesIn(fields, form, ""));
      return fields;
    },
  };
}

/** Reads an array of bodies. A mistake is reported with its place: `[2].comment`. */
function manyOf<F extends Form>(form: F, schema: TSchema): RequestBody<readonly BodyOf<F>[]> {
  return {
    schema,
    isLarge: true,
    read(body) {
      if (!Array.isArray(body))
        refuseMistakes([{ field: "", text: `${jsonTypeOf(body)} value found, but an array is required` }]);
      const items = body as readonly BodyOf<F>[];
      if (items.length > MAX_ITEMS)
        refuseMistakes([{ field: "", text: `There must be a maximum of ${MAX_ITEMS} items in the array` }]);
      const mistakes: BodyMistake[] = [];
      for (const [index, item] of items.entries()) {
        const type = jsonTypeOf(item);
        if (type === "Object") mistakes.push(...mistakesIn(item, form, `[${index}].`));
        else mistakes.push({ field: `[${index}]`, text: `${type} value found, but an object is required` });
        if (mistakes.length > MOST_COUNTED) break;
      }
      refuseMistakes(mistakes);
      return items;
    },
  };
}

export function acknowledgementRequest(body: BodyOf<"service-20.04">): AcknowledgementRequest {
  return {
    comment: body.comment,
    isSticky: body.is_sticky,
    isNotifyContacts: body.is_notify_contacts,
    isPersistentComment: body.is_persistent_comment,
  };
}

function mistakesIn(body: object, form: Form, place: string): readonly BodyMistake[] {
  const fields: Readonly<Record<string, FieldType>> = FIELDS[form];
  const values = new Map<string, unknown>(Object.entries(body));
  const wrong = Object.entries(fields).flatMap(([field, type]) => {
    const text = mistakeIn(values, field, type);
    return text === undefined ? [] : [{ field: place + field, text }];
  });
  const unexpected = [...values.keys()].filter((field) => !Object.hasOwn(fields, field));
  return [...wrong, ...unexpected.map((field) => ({ field: place + field, text: "This field was not expected." }))];
}

function mistakeIn(values: ReadonlyMap<string, unknown>, field: string, type: FieldType): string | undefined {
  if (!values.has(field)) return "This field is missing.";
  const found = jsonTypeOf(values.get(field));
  if (found === "NULL") return "This value should not be null.";
  return found.toLowerCase() === type ? undefined : `This value should be of type ${type}.`;
}
