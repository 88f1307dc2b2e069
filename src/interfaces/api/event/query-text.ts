import type { FastifyRequest } from "fastify";
import { lastValue } from "../../../data/realtime/search/list-query.ts";
import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { refuseField } from "../body-refusal.ts";

/** Text of a parameter, the last one of a repeated one. */
export const textIn = (request: FastifyRequest, name: string): string | undefined =>
  lastValue((request.query as Readonly<Record<string, string | string[]>>)[name]);

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

/** Refuses with `invalid-body`. */
export function timeIn(request: FastifyRequest, name: string): UnixSeconds | undefined {
  const text = textIn(request, name);
  if (text === undefined) return undefined;
  return (
    parseRfc3339(text) ??
    refuseField(name, "This should be a time such as 2026-11-29T08:00:00Z or 2026-11-29T09:00:00%2B01:00.")
  );
}
