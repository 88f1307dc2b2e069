import type { Clock } from "../../../lib/clock.ts";
import type { IndexedRealtime } from "../../../data/realtime/indexed-realtime.ts";
import { parseQuery } from "../../../data/realtime/query/parse-query.ts";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { followView } from "../../../data/realtime/views/follow-view.ts";
import type { LiveResources } from "../../../data/realtime/views/live-resources.ts";
import { authorOfEvent } from "../../../model/author-of-event.ts";
import type { Inventory } from "../../../model/objects.ts";
import { Refusal } from "../../../model/refusal.ts";
import { hostIdOf, isHostKey, SERVER_KEY, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { StreamWords } from "../../stream/stream-words.ts";
import { presentEvent } from "../event/present.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { presentRow } from "../live/present-row.ts";
import { presentSummary } from "../live/summary.ts";

export interface StreamWordsParts {
  readonly realtime: IndexedRealtime;
  readonly live: LiveResources;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  /** Id of the newest change that is shown. */
  readonly head: () => number;
}

/** The stream says what other answers of the API say, in the same shapes. */
export function createStreamWords(parts: StreamWordsParts): StreamWords {
  const { realtime, live, head } = parts;
  const rowOf = (key: ResourceKey, visibility: Visibility): HostRow | ServiceRow | undefined =>
    isHostKey(key)
      ? realtime.host(hostIdOf(key), visibility)
      : realtime.service(hostIdOf(key), serviceIdOf(key), visibility);

  return {
    row(key, visibility) {
      const row = rowOf(key, visibility);
      return row === undefined ? null : presentRow(row, realtime, visibility);
    },
    event: (event, visibility) => presentEvent(event, parts, visibility),
    key: (key) => (key === SERVER_KEY ? null : formatLiveKey(key)),
    author: authorOfEvent,
    compile(q, visibility) {
      const test = live.rowTest(parseQuery(q), visibility);
      return (key) => {
        const row = realtime.row(key);
        return row !== undefined && test(row);
      };
    },
    summary: (q, visibility) => unlessTooLong(() => presentSummary(parseQuery(q), visibility, { live, asOf: head() })),
    follow(view, owner) {
      const look = followView(live.view(view, owner), parts);
      return (visibility) => {
        // Also starts its time again: who is told of a view uses it.
        live.view(view, owner);
        const news = unlessTooLong(() => look(visibility));
        if (news === null) return null;
        const { total, unhandled, states } = news.counts;
        return {
          entered: news.entered.map(formatLiveKey),
          left: news.left.map(formatLiveKey),
          reordered: news.isReordered,
          total,
          total_unhandled: unhandled,
          counts: states,
        };
      };
    },
  };
}

/** Null for a search that costs too much to be repeated every second. */
function unlessTooLong<Answer>(answer: () => Answer): Answer | null {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal && error.code === "search-takes-too-long") return null;
    throw error;
  }
}
