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
  return isLarge(page)
    ? streamedList(reply, query, page, present, hasPagination)
    : listAnswer(query, page, present, hasPagination);
}

/** The same of items that are written as JSON by `textOf` on pages of an ordinary size. */
export function listOfTexts<Row, Item>(
  reply: FastifyReply,
  query: ListQuery,
  page: Page<Row>,
  { present, textOf }: { readonly present: (row: Row) => Item; readonly textOf: (row: Row) => string },
): unknown {
  if (isLarge(page)) return streamedList(reply, query, page, present, false);
  reply.type(JSON_TYPE);
  let items = "";
  for (const row of page.rows) items += (items === "" ? "" : ",") + textOf(row);
  return `{"result":[${items}],"meta":${metaText(query, page, false)}}`;
}

const JSON_TYPE = "application/json";

const isLarge = ({ rows }: Page<unknown>): boolean => rows.length > ROWS_AT_ONCE;

function streamedList<Row, Item>(
  reply: FastifyReply,
  query: ListQuery,
  page: Page<Row>,
  present: (row: Row) => Item,
  hasPagination: boolean,
): Readable {
  reply.type(JSON_TYPE);
  return Readable.from(inChunks(textsOf(query, page, present, hasPagination)), { objectMode: false });
}

const metaText = (query: ListQuery, { total }: Page<unknown>, hasPagination: boolean): string =>
  JSON.stringify(listAnswer(query, { rows: [], total }, () => null, hasPagination).meta);

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
  yield `],"meta":${metaText(query, page, hasPagination)}}`;
}
