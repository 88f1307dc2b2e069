import { PENDING } from "../../../model/resource-state.ts";
import { newPlace, type ServicePlace } from "../fields/services.ts";
import { conjunction, type Condition } from "../search/compile-search.ts";
import { joinedTest, type Join } from "../search/join.ts";
import { candidates, NO, OPEN, resultsOfAll } from "../search/row-verdicts.ts";
import type { StateColumn } from "./state-column.ts";
import type { View } from "./view.ts";
import type { ServiceTable } from "./service-table.ts";

/**
 * Finds the services of a view that satisfy all conditions: writes their indexes in `view.services`, ascending, into
 * `table.found` and returns their number. Indexes after the first `enough` may be missing; the number is always
 * complete. Conditions on the host are tested once per host, those on the state alone once per state.
 */
export function findServices(
  { column, codes, found }: ServiceTable,
  view: View,
  conditions: readonly Condition<ServicePlace>[],
  joins: readonly Join<ServicePlace>[],
  enough: number,
): number {
  const { ofGroups, ofState, others } = split(conditions);
  const wantedStates = statesOf(ofState);
  if (ofGroups.length === 0 && others.length === 0 && view.isWhole)
    return findByState(column, wantedStates, found, enough);

  const { places, services, spans } = view;
  const hosts = candidates(others, view.hostsOfServices);
  const hostResults = resultsOfAll(others, hosts);
  const isGroupWanted = joinedTest(ofGroups, joins);
  const isRowWanted = joinedTest(others, joins);
  const at: ServicePlace = { ...newPlace(), codes };
  const { states } = column;
  let count = 0;
  for (let row = 0; row < hostResults.length; row++) {
    const hostResult = hostResults[row];
    if (hostResult === NO) continue;
    const { host, start, end } = spans[hosts.indexes[row]!]!;
    at.host = host;
    if (ofGroups.length > 0 && !isGroupWanted(at)) continue;
    for (let index = start; index < end; index++) {
      const place = places[index]!;
      const state = states[place]!;
      if (wantedStates[state] !== 1) continue;
      if (hostResult === OPEN) {
        at.service = services[index]!;
        at.stateCode = state;
        at.place = place;
        if (!isRowWanted(at)) continue;
      }
      found[count++] = index;
    }
  }
  return count;
}

/** In the view of all services, an index is a place, and the number is known from the counters. */
function findByState({ states, counts }: StateColumn, wanted: Uint8Array, found: Uint32Array, enough: number): number {
  const total = counts.reduce((sum, count, state) => (wanted[state] === 1 ? sum + count : sum), 0);
  const end = Math.min(enough, total);
  for (let place = 0, count = 0; count < end && place < states.length; place++) {
    if (wanted[states[place]!] === 1) found[count++] = place;
  }
  return total;
}

interface Split {
  /** On host groups, and otherwise on hosts only: one group must satisfy all of them (contract §4.3 rule 9). */
  readonly ofGroups: readonly Condition<ServicePlace>[];
  readonly ofState: readonly Condition<ServicePlace>[];
  readonly others: readonly Condition<ServicePlace>[];
}

/** Conditions on host groups stay together: if one of them reads other tables, all belong to `others`. */
function split(conditions: readonly Condition<ServicePlace>[]): Split {
  const onGroups = conditions.filter(({ tables }) => tables.has("host_group"));
  const ofGroups = onGroups.every(({ tables }) => [...tables].every((table) => HOST_TABLES.has(table))) ? onGroups : [];
  const ofState = conditions.filter(({ fields }) => fields.size === 1 && fields.has("service.state"));
  return {
    ofGroups,
    ofState,
    others: conditions.filter((condition) => !ofGroups.includes(condition) && !ofState.includes(condition)),
  };
}

const HOST_TABLES: ReadonlySet<string> = new Set(["host", "host_group"]);

/** 1 for each state code that satisfies the conditions, which read nothing else. */
function statesOf(conditions: readonly Condition<ServicePlace>[]): Uint8Array {
  const test = conjunction(conditions);
  return Uint8Array.from({ length: PENDING + 1 }, (_, state) => {
    return test({ ...newPlace(), stateCode: state }) ? 1 : 0;
  });
}
