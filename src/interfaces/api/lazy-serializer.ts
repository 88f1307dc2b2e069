import fastJsonStringify, { type AnySchema } from "fast-json-stringify";

type Serializer = (value: unknown) => string;

const compiled = new WeakMap<object, Serializer>();

/**
 * Serializer of answers of this schema, compiled by its first use. Compiling those of all operations took most of the
 * time in which the API starts: 100 ms of a processor, and many answers are never sent.
 */
export function lazySerializer(schema: object): Serializer {
  let serialize = compiled.get(schema);
  return (value) => {
    serialize ??= compiled.getOrInsertComputed(schema, compile);
    return serialize(value);
  };
}

/** Throws if the schema is not one. */
export const compile = (schema: object): Serializer => fastJsonStringify(schema as AnySchema);
