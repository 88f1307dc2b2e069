import type { EventQuery, Position } from "./event-query.ts";
import { newestFirst, newestOf } from "./event-query.ts";
import type { EventSource } from "./event-source.ts";
import { streamsOf } from "./choose-streams.ts";
import { positionOf, readStream, type Effort, type StreamRows } from "./read-stream.ts";

/** Reads one source; `columns` must have `event_time` and `event_id`. */
export async function readSource(
  source: EventSource,
  query: EventQuery,
  columns: string,
  effort: Effort,
): Promise<StreamRows> {
  const wantedKeys = new Set(query.keys);
  const found: StreamRows[] = [];
  for (const stream of streamsOf(source, query))
    found.push(
      await readStream(source, stream, {
        filter: query,
        before: query.before,
        limit: query.limit,
        columns,
        effort,
        prepare({ wanted }) {
          wanted.keys = wantedKeys;
          wanted.words = query.words ?? [];
        },
      }),
    );
  const reach = newestOf(found.map((stream) => stream.reach));
  return { rows: found.flatMap(({ rows }) => rows).filter((row) => isWithin(positionOf(row), reach)), reach };
}

/** True for positions that are not older than `reach`. */
export const isWithin = (position: Position, reach: Position | null): boolean =>
  reach === null || newestFirst(position, reach) <= 0;
