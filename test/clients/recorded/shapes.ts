import Type, { type TSchema } from "typebox";

// What clients decode, as strict as the strictest of them: a member that is missing or of another type breaks it.

export const text = Type.String();
export const whole = Type.Integer();
export const number = Type.Number();
export const yesOrNo = Type.Boolean();

/** RFC 3339 with a colon in the offset, which Go's time.Time needs. */
export const date = Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$` });

export const orNull = <T extends TSchema>(schema: T): TSchema => Type.Union([schema, Type.Null()]);

export const members = (properties: Record<string, TSchema>): TSchema => Type.Object(properties);

export const listOf = (item: TSchema): TSchema => Type.Array(item);

/** At least one. */
export const someOf = (item: TSchema): TSchema => Type.Array(item, { minItems: 1 });

export const none = Type.Array(Type.Unknown(), { maxItems: 0 });

export const nothing = Type.Null();

export const exactly = (value: string | number | boolean): TSchema => Type.Literal(value);

export const containing = (words: string): TSchema =>
  Type.String({ pattern: words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) });

const meta = members({ page: whole, limit: whole, total: whole });

/** A page of a list; of any length. */
export const page = (item: TSchema): TSchema => members({ result: listOf(item), meta });

/** A page with at least one row. */
export const rows = (item: TSchema): TSchema => members({ result: someOf(item), meta });

export const ref = members({ id: whole, name: text });

export const status = members({ code: whole, name: text, severity_code: whole });

/** An error: its words are searched for by some clients. */
export const error = (code: number, words: string): TSchema =>
  members({ code: exactly(code), message: containing(words) });
