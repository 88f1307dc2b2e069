import { complementOf, hasBit, putCommon, removeAll, setBit, type Bits } from "../../../lib/bits.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { PENDING, type StateCode } from "../../../model/resource-state.ts";
import { stateWord } from "../../../model/severity.ts";
import { isProblem } from "../../../model/state-code.ts";
import { createSearchTime, type SearchTime } from "../search/search-time.ts";
import type { ResourceFlag, ResourceIndex } from "../table/resource-index.ts";
import type { ResourceEntry } from "../rows/rows.ts";
import type { FlagName, Query, QueryCondition } from "./query.ts";
import { compileTerm, type QueryContext, type RowTest } from "./row-tests.ts";

/**
 * Resources that match, as a new set of positions in the index. What is asked of states is answered by the sets of the
 * index; only other terms look at rows, at each host once. Throws a `QueryMistake`; refuses with
 * `search-takes-too-long`.
 */
export function findResources(index: ResourceIndex, query: Query, context: QueryContext, now: UnixSeconds): Bits {
  const found = index.visibleTo(context.visibility).slice();
  const tests: RowTest[] = [];
  for (const term of query.terms) {
    // Also finds mistakes.
    const test = compileTerm(term, context);
    const sets = setsOf(index, term.condition);
    if (sets === null) tests.push(test);
    else if (term.isNegated) removeAll(found, sets);
    else putCommon(found, found, sets);
  }
  if (tests.length > 0) keepMatching(index, found, tests, now);
  return found;
}

function keepMatching(index: ResourceIndex, found: Bits, tests: readonly RowTest[], now: UnixSeconds): void {
  const time = createSearchTime();
  for (const host of index.hosts) {
    const remaining: RowTest[] = [];
    let isExcluded = false;
    for (const test of tests) {
      const answer = test.ofHost(host);
      if (answer === null) remaining.push(test);
      else if (!answer) isExcluded = true;
      if (isExcluded) break;
    }
    if (!isExcluded && remaining.length === 0) continue;
    keepRow(found, host, isExcluded, remaining, now, time);
    for (const service of host.services) keepRow(found, service, isExcluded, remaining, now, time);
  }
}

function keepRow(
  found: Bits,
  row: ResourceEntry,
  isExcluded: boolean,
  tests: readonly RowTest[],
  now: UnixSeconds,
  time: SearchTime,
): void {
  const { nameOrder: at } = row;
  if (at < 0 || !hasBit(found, at)) return;
  if (!isExcluded) time.spend(row.state.check.output.length);
  if (isExcluded || !tests.every(({ ofRow }) => ofRow(row, now))) setBit(found, at, false);
}

const CODES: readonly StateCode[] = [0, 1, 2, 3, PENDING];
const KINDS = ["host", "service"] as const;

/** Sets of the index whose union satisfies a condition; null if rows must be looked at. */
function setsOf(index: ResourceIndex, condition: QueryCondition): readonly Bits[] | null {
  switch (condition.kind) {
    case "type":
      return condition.types.flatMap((type) => CODES.map((code) => index.withStatus(type, code)));
    case "state":
      return statuses(index, (kind, code) => condition.states.includes(stateWord(kind, code)));
    case "state-type": {
      if (condition.states !== null) return null;
      const hard = index.withFlag("hard");
      return [condition.isHard ? hard : complementOf(hard, index.rows.length)];
    }
    case "is": {
      const sets = condition.flags.map((flag) => setsOfFlag(index, flag));
      return sets.some((one) => one === null) ? null : sets.flatMap((one) => one ?? []);
    }
    default:
      return null;
  }
}

function setsOfFlag(index: ResourceIndex, flag: FlagName): readonly Bits[] | null {
  if (flag === "problem") return statuses(index, (_, code) => isProblem(code));
  if (flag === "soft") return [complementOf(index.withFlag("hard"), index.rows.length)];
  const known = KEPT_FLAGS[flag];
  return known === undefined ? null : [index.withFlag(known)];
}

const KEPT_FLAGS: Readonly<Partial<Record<FlagName, ResourceFlag>>> = {
  unhandled: "unhandled",
  acknowledged: "acknowledged",
  downtime: "in-downtime",
  flapping: "flapping",
  hard: "hard",
};

const statuses = (
  index: ResourceIndex,
  isWanted: (kind: (typeof KINDS)[number], code: StateCode) => boolean,
): readonly Bits[] =>
  KINDS.flatMap((kind) => CODES.filter((code) => isWanted(kind, code)).map((code) => index.withStatus(kind, code)));
