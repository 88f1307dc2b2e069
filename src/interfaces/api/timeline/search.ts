import type { EventKind } from "../../../data/history/months/event-kinds.ts";
import type { EventFilter } from "../../../data/history/months/event-query.ts";
import { compileSearch, conjunction, type Condition } from "../../../data/realtime/search/compile-search.ts";
import { fieldTable, text, time } from "../../../data/realtime/search/field.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import type { Listing } from "../../../data/realtime/search/list-rows.ts";
import { operandTime, operationOf, scalarOf } from "../../../data/realtime/search/operand.ts";
import { isList, type Json } from "../../../data/realtime/search/search-parameter.ts";
import { ENTRY_TYPES, KINDS_OF, type EntryType, type TimelineEntry } from "./entries.ts";

interface Place {
  entry: Pick<TimelineEntry, "type"> & Partial<TimelineEntry>;
}

/** Search and sort fields of a timeline (later versions §8.5). */
export const timelineListing: Listing<TimelineEntry, Place> = {
  fields: fieldTable<Place>({
    type: text("timeline", ({ entry }) => entry.type),
    content: text("timeline", ({ entry }) => entry.content ?? null),
    date: time("timeline", ({ entry }) => entry.at ?? null),
  }),
  joins: [],
  newPlace: () => ({ entry: { type: "event" } }),
  move(at, entry) {
    at.entry = entry;
  },
};

export interface TimelineSearch {
  /** Kinds of events that can match. */
  readonly kinds: readonly EventKind[];
  /** Window of time outside of which nothing matches. */
  readonly window: Pick<EventFilter, "from" | "to">;
  /** True if every event of these kinds matches: then the history can page and count by itself. */
  readonly isDecidedByType: boolean;
  readonly isMatch: (entry: TimelineEntry) => boolean;
}

/** Reads a search, and what it says about where to look. Refuses with the codes of `compileSearch`. */
export function timelineSearchOf(search: ListQuery["search"]): TimelineSearch {
  const conditions = compileSearch(search, timelineListing.fields);
  const [ofType = [], others = []] = [true, false].map((isOfType) =>
    conditions.filter((condition) => isAboutType(condition) === isOfType),
  );
  const isWantedType = conjunction(ofType);
  const types: readonly EntryType[] = ENTRY_TYPES.filter((type) => isWantedType({ entry: { type } }));
  const test = conjunction(conditions);
  return {
    kinds: types.flatMap((type) => KINDS_OF[type] ?? []),
    window: windowOf(search as Json),
    isDecidedByType: others.length === 0,
    isMatch: (entry) => test({ entry }),
  };
}

const isAboutType = ({ fields }: Condition<Place>): boolean => [...fields].every((name) => name === "type");

/** Bounds by the conditions on `date` that must all hold; the search still tests each entry. */
function windowOf(search: Json): Pick<EventFilter, "from" | "to"> {
  let [from, to] = [-Infinity, Infinity];
  const visit = (body: Json): void => {
    if (body === null || typeof body !== "object") return;
    if (isList(body)) return body.forEach(visit);
    for (const [key, value] of Object.entries(body)) {
      if (key === "$and") visit(value);
      else if (key === "date") {
        const { operator, operand } = operationOf(value);
        const scalar = scalarOf(operand);
        const bound = scalar === null ? Number.NaN : operandTime(scalar);
        if (Number.isNaN(bound)) continue;
        if (operator === "$gt" || operator === "$ge" || operator === "$eq") from = Math.max(from, bound);
        if (operator === "$lt" || operator === "$le" || operator === "$eq") to = Math.min(to, bound + 1);
      }
    }
  };
  visit(search);
  return { ...(from > -Infinity && { from }), ...(to < Infinity && { to }) };
}
