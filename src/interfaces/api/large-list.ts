import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Page } from "../../data/realtime/realtime.ts";
import type { ListQuery } from "../../data/realtime/search/list-query.ts";
import { inChunks } from "./exposition/in-chunks.ts";
import { listAnswer } from "./listing.ts";

/** Larger pages are written piece by piece: memory stays flat, and other requests come between. */
const ROWS_AT_ONCE = 500;

/** Answer of a listing whose pages may be as large as the client likes (later versions §3.2). */
export function largeListAnswer<Row, Item>(
  reply: FastifyReply,
  query: ListQuery,
  page: Page<Row>,
  present: (row: Row) => Item,
  hasPagination = false,
): object {
  if (page.rows.length <= ROWS_AT_ONCE) return listAnswer(query, page, present, hasPagination);
  reply.type("application/json");
  return Readable.from(inChunks(textsOf(query, page, present, hasPagination)), { objectMode: false });
}

function* textsOf<Row, Item>(
  query: ListQuery,
  page: Page<Row>,
  present: (row: Row) => Item,
  hasPagination: boolean,
): Generator<string> {
  yield '{"result":[';
  let separator = "";
  for (const row of page.rows) {
    yield separator + JSON.stringify(present(row));
    separator = ",";
  }
  const { meta } = listAnswer(query, { rows: [], total: page.total }, present, hasPagination);
  yield `],"meta":${JSON.stringify(meta)}}`;
}
