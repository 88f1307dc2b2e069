import type { FastifyRequest } from "fastify";
import { folded } from "../../../data/realtime/search/collation.ts";
import { compileLike } from "../../../data/realtime/search/like.ts";
import { Refusal } from "../../../model/refusal.ts";
import { arrayParameter } from "../array-parameter.ts";
import { SLUGS, type Slug } from "./kinds.ts";

/** Tests a name; without a test every name is wanted. */
export type NameTest = (name: string) => boolean;

/** All of them must hold. */
export type SourceFilters = Readonly<Partial<Record<Slug, NameTest>>>;

/** Every one is tried on every name. */
const MAX_PATTERNS = 100;

/**
 * Filters of a request: names of each kind, of which one must fit. `*` stands for any run of characters; case does not
 * count. Refuses with `array-parameter`.
 */
export function sourceFiltersOf(request: FastifyRequest): SourceFilters {
  const filters: Partial<Record<Slug, NameTest>> = {};
  for (const slug of SLUGS) {
    const wanted = (arrayParameter(request, slug) ?? []).filter((name) => name !== "");
    if (wanted.length > 0) filters[slug] = nameTest(slug, wanted);
  }
  return filters;
}

function nameTest(slug: Slug, wanted: readonly string[]): NameTest {
  const names = new Set(wanted.filter((each) => !each.includes("*")).map(folded));
  const patterns = wanted.filter((each) => each.includes("*")).map(likePattern);
  if (patterns.length > MAX_PATTERNS)
    throw new Refusal("array-parameter", `The parameter ${slug} has more than ${MAX_PATTERNS} patterns`);
  const tests = patterns.map(compileLike);
  // Many objects have the same name.
  const known = new Map<string, boolean>();
  return (name) =>
    known.getOrInsertComputed(name, () => {
      const text = folded(name);
      return names.has(text) || tests.some((test) => test(text));
    });
}

const likePattern = (pattern: string): string =>
  folded(pattern.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll("*", "%"));
