import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import type { SqlValue } from "../../store/sql/sql-value.ts";
import type { EventFilter } from "./event-query.ts";
import type { EventSource } from "./event-source.ts";
import { matchOf } from "./full-text.ts";
import type { Rest, Stream } from "./read-stream.ts";

/** Resources that are read each by itself; with more, the events of all are looked at. */
const MAX_SINGLE_KEYS = 64;
/** Kinds that are read each by itself; with more, hardly an event is of none of them. */
const MAX_SINGLE_KINDS = 32;
/** Hits of the full-text index that are read at once. */
const MAX_HITS = 20_000;

const NOTHING: Rest = { conditions: [], values: [], match: null };

/** Chooses the indexes for a filter; the window of time is a bound of every stream. */
export function streamsOf(source: EventSource, filter: EventFilter): readonly Stream[] {
  const { keys, kinds, text, words } = filter;
  const hits = words !== undefined && source.hasFullText ? hitsOf(source, words) : null;
  const ofKinds = kinds === undefined ? NOTHING : among("kind", kinds.map(source.kindValue));
  const ofKeys = keys === undefined ? NOTHING : condition("is_wanted(host_id, service_id)");
  const ofText = text === undefined ? NOTHING : likeOf(text);
  const ofWords = words === undefined ? NOTHING : restOfWords(words, hits);
  if (typeof hits === "object" && hits !== null)
    return [{ index: "NOT INDEXED", ...among("event_id", hits), rest: together(ofKinds, ofKeys, ofText) }];
  if (keys !== undefined && keys.length <= MAX_SINGLE_KEYS)
    return keys.map((key) => ({
      index: "INDEXED BY events_of_resource",
      conditions: ["host_id = ? AND service_id = ?"],
      values: [hostIdOf(key), serviceIdOf(key)],
      rest: together(ofKinds, ofText, ofWords),
    }));
  if (kinds !== undefined && kinds.length <= MAX_SINGLE_KINDS && source.hasKindIndex)
    return kinds.map((kind) => ({
      index: "INDEXED BY events_by_kind",
      conditions: ["kind = ?"],
      values: [source.kindValue(kind)],
      rest: together(ofKeys, ofText, ofWords),
    }));
  return [
    {
      index: "INDEXED BY events_by_time",
      conditions: [],
      values: [],
      rest: together(ofKinds, ofKeys, ofText, ofWords),
    },
  ];
}

type Hits = readonly number[] | "many" | null;

/** Ids of the events with these words, unless they are very many. */
function hitsOf(source: EventSource, words: readonly string[]): Hits {
  const hits = source
    .statement(`SELECT rowid FROM full_text WHERE full_text MATCH ? LIMIT ${MAX_HITS + 1}`)
    .all(matchOf(words))
    .map(({ rowid }) => Number(rowid));
  return hits.length > MAX_HITS ? "many" : hits;
}

/** `LIKE` excludes most events at a tenth of the cost of `has_words`, but knows no accents. */
function restOfWords(words: readonly string[], hits: Hits): Rest {
  const likely = words.map(() => LIKE).join(" AND ");
  const patterns = words.flatMap(patternsOf);
  return hits === null
    ? condition(`(${likely} OR ${NOT_ASCII}) AND has_words(output, reason)`, ...patterns)
    : hits === "many"
      ? { ...NOTHING, match: matchOf(words) }
      : NOTHING;
}

const LIKE = "(output LIKE ? ESCAPE '\\' OR reason LIKE ? ESCAPE '\\')";
const NOT_ASCII = "output GLOB '*[^ -~]*' OR reason GLOB '*[^ -~]*'";

const condition = (sql: string, ...values: SqlValue[]): Rest => ({ conditions: [sql], values, match: null });

const among = (column: string, values: readonly SqlValue[]): Rest =>
  condition(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));

const likeOf = (text: string): Rest => condition(LIKE, ...patternsOf(text));

function patternsOf(text: string): readonly [string, string] {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return [pattern, pattern];
}

const together = (...rests: readonly Rest[]): Rest => ({
  conditions: rests.flatMap(({ conditions }) => conditions),
  values: rests.flatMap(({ values }) => values),
  match: rests.find(({ match }) => match !== null)?.match ?? null,
});
