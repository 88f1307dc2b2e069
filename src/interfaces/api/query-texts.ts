import type { FastifyRequest } from "fastify";

/** Values of a parameter of the query that may be repeated. */
export function textsOf(request: FastifyRequest, name: string): readonly string[] {
  const value = (request.query as Readonly<Record<string, string | string[] | undefined>>)[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
