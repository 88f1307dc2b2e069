import { parse, type ParsedUrlQuery } from "node:querystring";
import type { FastifyRequest } from "fastify";
import { parseTime } from "../../lib/rfc3339.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { refuseField } from "./body-refusal.ts";

/**
 * Decodes a query string. What is no escape stays as it is: clients send `search={"host.name":{"$lk":"web-%"}}` as it
 * stands (later versions §3.2).
 */
export const readQuery = (text: string): ParsedUrlQuery => parse(text, "&", "=", { maxKeys: 0 });

/** Values of a parameter of the query that may be repeated. */
export function textsIn(request: FastifyRequest, name: string): readonly string[] {
  const value = (request.query as Readonly<Record<string, string | string[] | undefined>>)[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Text of a parameter, the last one of a repeated one. */
export const textIn = (request: FastifyRequest, name: string): string | undefined => textsIn(request, name).at(-1);

/** Refuses with `invalid-body`. */
export function numberIn(
  request: FastifyRequest,
  name: string,
  [least, most]: readonly [number, number],
): number | undefined {
  const text = textIn(request, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    refuseField(name, `This should be a whole number from ${least} to ${most}.`);
  return value;
}

/** Time of a parameter: RFC 3339 or Unix seconds. Refuses with `invalid-body`. */
export function timeIn(request: FastifyRequest, name: string): UnixSeconds | undefined {
  const text = textIn(request, name);
  if (text === undefined) return undefined;
  return (
    parseTime(text) ??
    refuseField(
      name,
      "This should be a time such as 2026-11-29T08:00:00Z or 2026-11-29T09:00:00%2B01:00, or Unix seconds.",
    )
  );
}
