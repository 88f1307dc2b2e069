import type { FastifyRequest } from "fastify";
import { Refusal } from "../../model/refusal.ts";

/** Maximum number of values of one parameter. */
const MAX_VALUES = 10_000;

/**
 * Values of an array in the query string (later versions §3.2), as texts; undefined if it is absent. Its spellings are
 * JSON (`types=["host"]`), and repeated or indexed brackets (`types[]=host`, `types[0]=host`); numbers and booleans may
 * be text. Refuses anything else with `array-parameter`.
 */
export function arrayParameter(request: FastifyRequest, name: string): readonly string[] | undefined {
  const query = request.query as Readonly<Record<string, string | readonly string[]>>;
  const values: string[] = [];
  let isGiven = false;
  for (const [key, value] of Object.entries(query)) {
    if (!isNameOf(key, name)) continue;
    isGiven = true;
    const texts = typeof value === "string" ? [value] : value;
    values.push(...(key === name ? valuesOfJson(name, texts.at(-1) ?? "") : texts));
  }
  if (values.length > MAX_VALUES)
    throw new Refusal("array-parameter", `The parameter ${name} has more than ${MAX_VALUES} values`);
  return isGiven ? values : undefined;
}

/** True for a key of the query string that is the parameter, in any spelling. */
export const isNameOf = (key: string, name: string): boolean =>
  key.startsWith(name) && /^(?:\[\d*\])?$/.test(key.slice(name.length));

function valuesOfJson(name: string, text: string): readonly string[] {
  const value = parsed(text);
  if (!Array.isArray(value) || value.some((item) => !SCALARS.has(typeof item)))
    throw new Refusal("array-parameter", `Value provided for ${name} is not correctly formatted. Array expected.`);
  return value.map(String);
}

const SCALARS: ReadonlySet<string> = new Set(["string", "number", "boolean"]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
