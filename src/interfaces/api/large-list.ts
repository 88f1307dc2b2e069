import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { TSchema } from "typebox";
import type { Page } from "../../data/realtime/realtime.ts";
import type { ListQuery } from "../../data/realtime/search/list-query.ts";
import { inChunks } from "./exposition/in-chunks.ts";
import { lazySerializer } from "./lazy-serializer.ts";
import { listAnswer } from "./listing.ts";

/** Larger pages are written piece by piece: memory stays flat, and other requests come between. */
const ROWS_AT_ONCE = 500;

interface LargeListOptions {
  /** See `listAnswer`. */
  readonly hasPagination?: boolean;
  /** Schema by which items are written. Default: as they are presented, as on small pages of exact operations. */
  readonly item?: TSchema;
}

/** Answer of a listing whose pages may be as large as the client likes (later versions §3.2). */
export function largeListAnswer<Row, Item>(
  reply: FastifyReply,
  query: ListQuery,
  page: Page<Row>,
  present: (row: Row) => Item,
  { hasPagination = false, item }: LargeListOptions = {},
): object {
  const write = item === undefined ? JSON.stringify : lazySerializer(item);
  return isLarge(page)
    ? streamedList(reply, query, page, (row) => write(present(row)), hasPagination)
    : listAnswer(query, page, present, hasPagination);
}

/** The same of items that are written as JSON by `textOf` on pages of an ordinary size. */
export function listOfTexts<Row, Item>(
  reply: FastifyReply,
  query: ListQuery,
  page: Page<Row>,
  { present, textOf }: { readonly present: (row: Row) => Item; readonly textOf: (row: Row) => string },
): unknown {
  if (isLarge(page)) return streamedList(reply, query, page, (row) => JSON.stringify(present(row)), false);
  reply.type(JSON_TYPE);
  let items = "";
  for (const row of page.rows) items += (items === "" ? "" : ",") + textOf(row);
  return `{"result":[${items}],"meta":${metaText(query, page, false)}}`;
}

const JSON_TYPE = "application/json";

const isLarge = ({ rows }: Page<unknown>): boolean => rows.length > ROWS_AT_ONCE;

function streamedList<Row>(
  reply: FastifyReply,
  query: ListQuery,
  page: Page<Row>,
  textOf: (row: Row) => string,
  hasPagination: boolean,
): Readable {
  reply.type(JSON_TYPE);
  return Readable.from(inChunks(textsOf(query, page, textOf, hasPagination)), { objectMode: false });
}

const metaText = (query: ListQuery, { total }: Page<unknown>, hasPagination: boolean): string =>
  JSON.stringify(listAnswer(query, { rows: [], total }, () => null, hasPagination).meta);

function* textsOf<Row>(
  query: ListQuery,
  page: Page<Row>,
  textOf: (row: Row) => string,
  hasPagination: boolean,
): Generator<string> {
  yield '{"result":[';
  let separator = "";
  for (const row of page.rows) {
    yield separator + textOf(row);
    separator = ",";
  }
  yield `],"meta":${metaText(query, page, hasPagination)}}`;
}
