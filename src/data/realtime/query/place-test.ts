import type { UnixSeconds } from "../../../lib/clock.ts";
import type { SearchTime } from "../search/search-time.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import { compilePatterns, type TextTest } from "./match-text.ts";
import type { Term } from "./query.ts";
import { isIn } from "./read-range.ts";
import { PART_FIELDS, type RowTest } from "./row-tests.ts";

/** Test of one term by position in the index, which reads columns where it can: rows are scattered in memory. */
export interface PlaceTest {
  readonly ofHost: RowTest["ofHost"];
  readonly ofPlace: (at: number, time: SearchTime) => boolean;
}

/** `test`: the test of the same term for rows. */
export function placeTest(index: ResourceIndex, term: Term, { ofHost, ofRest }: RowTest, now: UnixSeconds): PlaceTest {
  const isMatch = columnTest(index, term, now);
  if (isMatch === null)
    return {
      ofHost,
      ofPlace(at, time) {
        time.spend(0);
        return ofRest(index.rows[at]!, now);
      },
    };
  return { ofHost, ofPlace: (at, time) => isMatch(at, time) !== term.isNegated };
}

/** Null: no column has what is asked. */
function columnTest(
  index: ResourceIndex,
  { condition }: Term,
  now: UnixSeconds,
): ((at: number, time: SearchTime) => boolean) | null {
  const { columns } = index;
  if (condition.kind === "words") {
    const isMatch = compilePatterns(condition.patterns, "part");
    const isNamed = nameTest(index, isMatch);
    return (at, time) => isNamed(at) || isOutput(index, at, isMatch, time);
  }
  if (condition.kind === "text" && (condition.field === "service" || condition.field === "output")) {
    const isMatch = compilePatterns(condition.patterns, PART_FIELDS.has(condition.field) ? "part" : "whole");
    return condition.field === "service" ? nameTest(index, isMatch) : (at, time) => isOutput(index, at, isMatch, time);
  }
  if (condition.kind === "amount" && condition.field === "since") {
    const { ranges } = condition;
    return (at) => {
      const since = columns.since[at]!;
      return since > 0 && ranges.some((range) => isIn(range, range.unit === "age" ? now - since : since));
    };
  }
  return null;
}

/** Each name of a service is tested once. */
function nameTest({ columns }: ResourceIndex, isMatch: TextTest): (at: number) => boolean {
  const { codes, byCode } = columns.serviceNames;
  const answers = byCode.map((row) => row !== null && isMatch(row.service.description, row.foldedDescription));
  return (at) => answers[codes[at]!]!;
}

function isOutput({ columns, rows }: ResourceIndex, at: number, isMatch: TextTest, time: SearchTime): boolean {
  const foldedOutput = columns.foldedOutput(at);
  time.spend(foldedOutput.length);
  return isMatch(() => rows[at]!.state.check.output, foldedOutput);
}
