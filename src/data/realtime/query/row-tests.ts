import type { UnixSeconds } from "../../../lib/clock.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../../model/objects.ts";
import { checksOf, isStale } from "../../../model/check-watch.ts";
import { isAcknowledged, type ResourceState } from "../../../model/resource-state.ts";
import { shownVariable } from "../../../model/known-secrets.ts";
import { isSecretVariable } from "../../../model/secret-variable.ts";
import { stateWord } from "../../../model/severity.ts";
import { isProblem, type ResourceKind } from "../../../model/state-code.ts";
import { isUnhandled } from "../../../model/unhandled.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { foldedOutputOf } from "../fields/service-fields.ts";
import type { HostEntry, ResourceEntry } from "../rows/rows.ts";
import { isServiceEntry } from "../rows/rows.ts";
import { folded } from "../search/collation.ts";
import { compilePatterns, type TextTest } from "./match-text.ts";
import type { AmountFieldName, FlagName, Query, QueryCondition, TextFieldName } from "./query.ts";
import { expects, QueryMistake } from "./query-mistake.ts";
import { isIn } from "./read-range.ts";
import type { Term } from "./query.ts";

/** What a search refers to besides the rows. */
export interface QueryContext {
  readonly visibility: Visibility;
  readonly inventory: Inventory;
}

/** Test of one term. */
export interface RowTest {
  /** Answer for a host and all of its services; null: it depends on the row. */
  readonly ofHost: (host: HostEntry) => boolean | null;
  /** Answer for a row whose host gives none. */
  readonly ofRest: (row: ResourceEntry, now: UnixSeconds) => boolean;
}

/** Throws a `QueryMistake` for a secret variable. */
export function compileTerm({ isNegated, condition, span }: Term, context: QueryContext): RowTest {
  if (condition.kind === "variable" && isSecretVariable(condition.name, context.inventory))
    throw new QueryMistake(span, expects("open-variable", {}));
  const test = testOf(condition, context);
  if (!isNegated) return test;
  return {
    ofHost(host) {
      const answer = test.ofHost(host);
      return answer === null ? null : !answer;
    },
    ofRest: (row, now) => !test.ofRest(row, now),
  };
}

/** Test of a whole search for one row. */
export function compileRowTest(
  { terms }: Query,
  context: QueryContext,
): (row: ResourceEntry, now: UnixSeconds) => boolean {
  const tests = terms.map((term) => compileTerm(term, context));
  return (row, now) => tests.every(({ ofHost, ofRest }) => ofHost(hostOf(row)) ?? ofRest(row, now));
}

function testOf(condition: QueryCondition, context: QueryContext): RowTest {
  switch (condition.kind) {
    case "words":
      return wordsTest(compilePatterns(condition.patterns, "part"));
    case "text":
      return textTest(
        condition.field,
        compilePatterns(condition.patterns, PART_FIELDS.has(condition.field) ? "part" : "whole"),
        context,
      );
    case "variable":
      return variableTest(condition.name, compilePatterns(condition.patterns, "whole"), context);
    case "type": {
      const types: ReadonlySet<ResourceKind> = new Set(condition.types);
      return rowTest((row) => types.has(kindOf(row)));
    }
    case "state": {
      const states: ReadonlySet<string> = new Set(condition.states);
      return rowTest((row) => states.has(stateOf(row)));
    }
    case "state-type": {
      const states: ReadonlySet<string> | null = condition.states && new Set(condition.states);
      return rowTest(
        (row) =>
          (row.state.check.stateType === 1) === condition.isHard && (states === null || states.has(stateOf(row))),
      );
    }
    case "is": {
      const flags = condition.flags.map((name) => FLAG_TESTS[name]);
      return rowTest((row, now) => flags.some((isSet) => isSet(row, now)));
    }
    case "amount": {
      const { field, ranges } = condition;
      return rowTest((row, now) => {
        const amount = amountOf(row, field);
        return amount !== null && ranges.some((range) => isIn(range, range.unit === "age" ? now - amount : amount));
      });
    }
  }
}

const rowTest = (ofRest: RowTest["ofRest"]): RowTest => ({ ofHost: () => null, ofRest });

/** A test of the host alone. */
const hostTest = (isMatch: (host: HostEntry) => boolean): RowTest => ({
  ofHost: isMatch,
  ofRest: (row) => isMatch(hostOf(row)),
});

/** Fields of which a part is enough. */
export const PART_FIELDS: ReadonlySet<TextFieldName> = new Set(["alias", "output"]);

function wordsTest(isMatch: TextTest): RowTest {
  const isHostMatch = (host: HostEntry): boolean =>
    isMatch(host.host.hostName, host.foldedName) ||
    isMatch(host.host.alias ?? "", host.foldedAlias ?? "") ||
    isMatch(host.host.address ?? "", host.foldedAddress ?? "");
  return {
    ofHost: (host) => isHostMatch(host) || null,
    ofRest: (row) =>
      (isServiceEntry(row) && isMatch(row.service.description, row.foldedDescription)) ||
      isMatch(row.state.check.output, foldedOutput(row)),
  };
}

function textTest(field: TextFieldName, isMatch: TextTest, { visibility, inventory }: QueryContext): RowTest {
  const isMatchOf = (text: string): boolean => isMatch(text, folded(text));
  switch (field) {
    case "host":
      return hostTest(({ host, foldedName }) => isMatch(host.hostName, foldedName));
    case "alias":
      return hostTest(({ host, foldedAlias }) => host.alias !== null && isMatch(host.alias, foldedAlias ?? ""));
    case "address":
      return hostTest(({ host, foldedAddress }) => host.address !== null && isMatch(host.address, foldedAddress ?? ""));
    case "group": {
      const isWanted = memoised((name: string) => isMatchOf(name));
      return hostTest(({ groups }) => groups.some(({ id, name }) => visibility.seesHostGroup(id) && isWanted(name)));
    }
    case "servicegroup": {
      const isWanted = memoised((name: string) => isMatchOf(name));
      return rowTest(
        (row) =>
          isServiceEntry(row) && row.groups.some(({ id, name }) => visibility.seesServiceGroup(id) && isWanted(name)),
      );
    }
    case "service":
      return rowTest((row) => isServiceEntry(row) && isMatch(row.service.description, row.foldedDescription));
    case "contact": {
      const isWanted = memoised((name: string) => isMatchOf(name));
      const { contactGroups } = namesOf(inventory);
      const isWantedGroup = memoised((name: string) => contactGroups.get(name)?.contacts.some(isWanted) ?? false);
      return rowTest((row) => {
        const resource = resourceOf(row);
        return resource.contacts.some(isWanted) || resource.contactGroups.some(isWantedGroup);
      });
    }
    case "poller": {
      const isWantedId = memoised((id: number) => isMatchOf(String(id)));
      const isWantedName = memoised(isMatchOf);
      return hostTest(({ host }) => isWantedId(host.pollerId) || isWantedName(host.pollerName));
    }
    case "output":
      return rowTest((row) => isMatch(row.state.check.output, foldedOutput(row)));
  }
}

function variableTest(name: string, isMatch: TextTest, { inventory }: QueryContext): RowTest {
  const isWanted = memoised((value: string) => isMatch(value, folded(value)));
  return rowTest((row) => {
    const value = shownVariable(resourceOf(row), name, inventory);
    return value !== undefined && isWanted(value);
  });
}

const FLAG_TESTS: Readonly<Record<FlagName, (row: ResourceEntry, now: UnixSeconds) => boolean>> = {
  problem: ({ state }) => isProblem(state.check.state),
  unhandled: (row) => isUnhandled(row.state, isServiceEntry(row) ? row.host.state : null),
  acknowledged: ({ state }) => isAcknowledged(state),
  downtime: ({ state }) => state.handling.scheduledDowntimeDepth > 0,
  flapping: ({ state }) => state.check.isFlapping,
  stale: (row, now) => isStale(resourceOf(row), row.state, now),
  disabled: (row) => checksOf(resourceOf(row)) === "off",
  hard: ({ state }) => state.check.stateType === 1,
  soft: ({ state }) => state.check.stateType === 0,
};

function amountOf(row: ResourceEntry, field: AmountFieldName): number | null {
  const { check }: ResourceState = row.state;
  if (field === "importance") return resourceOf(row).options.importance;
  return field === "since" ? check.lastStateChange : check.lastCheck;
}

const hostOf = (row: ResourceEntry): HostEntry => (isServiceEntry(row) ? row.host : row);
const kindOf = (row: ResourceEntry): ResourceKind => (isServiceEntry(row) ? "service" : "host");
const resourceOf = (row: ResourceEntry): Resource => (isServiceEntry(row) ? row.service : row.host);
const stateOf = (row: ResourceEntry): string => stateWord(kindOf(row), row.state.check.state);

const foldedOutput = (row: ResourceEntry): string =>
  isServiceEntry(row) ? foldedOutputOf(row)! : folded(row.state.check.output);

/** Few names stand for many rows: each is tested once. */
function memoised<Name>(test: (name: Name) => boolean): (name: Name) => boolean {
  const answers = new Map<Name, boolean>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = test(name);
    if (answers.size < MAX_KEPT_ANSWERS) answers.set(name, answer);
    return answer;
  };
}

const MAX_KEPT_ANSWERS = 10_000;
