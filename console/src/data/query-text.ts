import type { LiveRow } from "./wire.ts";

/** A term of a search as it stands in the text. Places count UTF-16 code units, as a text field does. */
export interface QueryTerm {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

// A regular expression is a whole value: elsewhere a slash is a character as any other.
const TERM = /(?:"(?:[^"\\]|\\.)*"?|(?<![^\s:,-])\/(?:[^/\\\s]|\\.)+\/|[^\s"])+/g;

/**
 * Splits a search into its terms, as far as the console needs it: to show, add and remove whole terms. What they mean,
 * and whether they are right, says the server.
 */
export const termsOf = (q: string): readonly QueryTerm[] =>
  [...q.matchAll(TERM)].map(({ 0: text, index }) => ({ text, from: index, to: index + text.length }));

/** Values of a field, `a,b` of `field:a,b`; none where the search does not have it. */
export function valuesOf(q: string, field: string): readonly string[] {
  return termsOf(q).flatMap(({ text }) => (isOf(text, field) ? splitValues(text.slice(field.length + 1)) : []));
}

/** The search with exactly these values of a field, at the place of the first that it had; without values without it. */
export function withValues(q: string, field: string, values: readonly string[]): string {
  const term = values.length === 0 ? [] : [`${field}:${values.join(",")}`];
  const terms = termsOf(q).map(({ text }) => text);
  const first = terms.findIndex((text) => isOf(text, field));
  const rest = terms.filter((text) => !isOf(text, field));
  const at = first === -1 ? rest.length : terms.slice(0, first).filter((text) => !isOf(text, field)).length;
  return [...rest.slice(0, at), ...term, ...rest.slice(at)].join(" ");
}

/** Adds a value of a field, or takes it away. */
export function toggleValue(q: string, field: string, value: string): string {
  const values = valuesOf(q, field);
  return withValues(
    q,
    field,
    values.some((one) => isSame(one, value)) ? values.filter((one) => !isSame(one, value)) : [...values, value],
  );
}

export const hasValue = (q: string, field: string, value: string): boolean =>
  valuesOf(q, field).some((one) => isSame(one, value));

export const hasTerm = (q: string, term: string): boolean => termsOf(q).some(({ text }) => isSame(text, term));

/** Adds a whole term, or takes it away wherever it stands. */
export function toggleTerm(q: string, term: string): string {
  const terms = termsOf(q).map(({ text }) => text);
  return (hasTerm(q, term) ? terms.filter((text) => !isSame(text, term)) : [...terms, term]).join(" ");
}

/** The same search, whatever its spaces. */
export const normalized = (q: string): string =>
  termsOf(q)
    .map(({ text }) => text)
    .join(" ");

/** A value as it is written in a search: in quotes if it has what would end it, or mean more than itself. */
export const written = (value: string): string => (/^[^\s",*/<>-][^\s",*]*$/.test(value) ? value : quoted(value));

/** A value, or a word, of which nothing is grammar. */
export const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

/** The search that finds a host or a service. */
export const searchOfOne = ({
  type,
  name,
  host,
}: Pick<LiveRow, "type" | "name"> & { host: { name: string } }): string =>
  type === "host" ? `type:host host:${written(name)}` : `host:${written(host.name)} service:${written(name)}`;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const isOf = (term: string, field: string): boolean => term.toLowerCase().startsWith(`${field}:`);

const splitValues = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
