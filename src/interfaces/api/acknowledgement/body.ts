import type { AcknowledgementRequest } from "../../../model/acknowledgement.ts";
import { type BodyMistake, refuseMistakes } from "../body-refusal.ts";
import { jsonTypeOf } from "../json-body.ts";

type FieldType = "string" | "integer" | "boolean";

// Every field is required, no other is allowed, and mistakes are told in this order (contract §7.4).
const COMMON = { is_notify_contacts: "boolean", is_persistent_comment: "boolean", is_sticky: "boolean" } as const;
const FIELDS = {
  host: { comment: "string", host_id: "integer", ...COMMON },
  service: { comment: "string", host_id: "integer", ...COMMON, service_id: "integer" },
  "host-20.04": { comment: "string", ...COMMON, with_services: "boolean" },
  "service-20.04": { comment: "string", ...COMMON },
  "hosts-20.04": { comment: "string", ...COMMON, with_services: "boolean", resource_id: "integer" },
  "services-20.04": { comment: "string", ...COMMON, resource_id: "integer", parent_resource_id: "integer" },
} as const satisfies Record<string, Readonly<Record<string, FieldType>>>;

type Form = keyof typeof FIELDS;
interface TypeOf {
  string: string;
  integer: number;
  boolean: boolean;
}
type BodyOf<F extends Form> = {
  readonly [Name in keyof (typeof FIELDS)[F]]: TypeOf[(typeof FIELDS)[F][Name] & FieldType];
};

/** The body of an acknowledgement. Refuses with `invalid-body`, one line for each mistake. An empty body lacks every field. */
export function readAcknowledgement<F extends Form>(body: unknown, form: F): BodyOf<F> {
  const fields = (body ?? {}) as BodyOf<F>;
  refuseMistakes(mistakesIn(fields, form, ""));
  return fields;
}

/** The same for an array of bodies; a mistake is told with its place: `[2].comment`. */
export function readAcknowledgements<F extends Form>(body: unknown, form: F): readonly BodyOf<F>[] {
  if (!Array.isArray(body))
    refuseMistakes([{ field: "", text: `${jsonTypeOf(body)} value found, but an array is required` }]);
  const items = body as readonly BodyOf<F>[];
  refuseMistakes(
    items.flatMap((item, index) => {
      const type = jsonTypeOf(item);
      return type === "Object"
        ? mistakesIn(item, form, `[${index}].`)
        : [{ field: `[${index}]`, text: `${type} value found, but an object is required` }];
    }),
  );
  return items;
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
