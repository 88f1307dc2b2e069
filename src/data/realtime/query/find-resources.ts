import { complementOf, putCommon, removeAll, type Bits } from "../../../lib/bits.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { PENDING, type StateCode } from "../../../model/resource-state.ts";
import { stateWord } from "../../../model/severity.ts";
import { isProblem } from "../../../model/state-code.ts";
import { createSearchTime } from "../search/search-time.ts";
import type { ResourceFlag, ResourceIndex } from "../table/resource-index.ts";
import type { FlagName, Query, QueryCondition } from "./query.ts";
import { placeTest, type PlaceTest } from "./place-test.ts";
import { compileTerm, type QueryContext } from "./row-tests.ts";

/**
 * Resources that match, as a new set of positions in the index. What is asked of states is answered by the sets of the
 * index; only other terms look at rows, at each host once. Throws a `QueryMistake`; refuses with
 * `search-takes-too-long`.
 */
export function findResources(index: ResourceIndex, query: Query, context: QueryContext, now: UnixSeconds): Bits {
  const found = index.visibleTo(context.visibility).slice();
  const tests: PlaceTest[] = [];
  for (const term of query.terms) {
    // Also finds mistakes.
    const test = compileTerm(term, context);
    const sets = setsOf(index, term.condition);
    if (sets === null) tests.push(placeTest(index, term, test, now));
    else if (term.isNegated) removeAll(found, sets);
    else putCommon(found, found, sets);
  }
  if (tests.length > 0) keepMatching(index, found, tests);
  return found;
}

/** Of what the index cannot answer: first each host once, then rows by position. */
function keepMatching(index: ResourceIndex, found: Bits, tests: readonly PlaceTest[]): void {
  const time = createSearchTime();
  const { hosts } = index.columns;
  const undecided = tests.map(({ ofHost, ofPlace }) => ({
    verdicts: Uint8Array.from(index.hosts, (host) => VERDICTS.indexOf(ofHost(host))),
    ofPlace,
  }));
  for (let word = 0; word < found.length; word++) {
    let rest = found[word]!;
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
      const at = (word << 5) + bit;
      for (const { verdicts, ofPlace } of undecided) {
        const verdict = verdicts[hosts[at]!]!;
        if (verdict === YES || (verdict === ASK && ofPlace(at, time))) continue;
        found[word]! &= ~(1 << bit);
        break;
      }
    }
  }
}

const VERDICTS = [false, true, null] as const;
const YES = VERDICTS.indexOf(true);
const ASK = VERDICTS.indexOf(null);

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
