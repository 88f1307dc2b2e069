import type { FastifyRequest } from "fastify";
import Type, { type TObject } from "typebox";
import { boolean, type FieldTable, number, type SearchField, text } from "../../../data/realtime/search/field.ts";
import { join } from "../../../data/realtime/search/join.ts";
import { type Listing, listRows } from "../../../data/realtime/search/list-rows.ts";
import { largeListAnswer } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { found, idOf, type Noun } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { notFoundMessage } from "../schema-types.ts";
import type { Ref } from "./reference.ts";
import { type Shown, shownTo } from "./shown.ts";
import { laterVersionOf, versionOf } from "../versions.ts";

/** Search and sort field of the rows of a kind. */
export type Field<Row> =
  | readonly ["number", (row: Row, shown: Shown) => number | null]
  | readonly ["text", (row: Row, shown: Shown) => string | null]
  | readonly ["boolean", (row: Row, shown: Shown) => boolean | null];

/** One kind of objects of the configuration: its list, and if it has one the single form. */
export interface ConfigurationList<Row> {
  /** Ids of the operations are `list-<what>` and `get-<one>`. */
  readonly what: string;
  /** After the version. */
  readonly path: string;
  readonly summary: string;
  /** Refuses callers who may not see this kind at all. */
  readonly permit?: (shown: Shown) => void;
  /** All rows that the caller sees, in the default order. */
  readonly rows: (shown: Shown) => readonly Row[] | Promise<readonly Row[]>;
  readonly fields: Readonly<Record<string, Field<Row>>>;
  /** Objects linked to a row; each adds the fields `<name>.id` and `<name>.name`. */
  readonly links?: Readonly<Record<string, (row: Row, shown: Shown) => readonly Ref[]>>;
  readonly item: TObject;
  readonly present: (row: Row, shown: Shown) => object;
  readonly single?: {
    readonly one: string;
    readonly noun: Noun;
    /** Default: that of the list. */
    readonly item?: TObject;
    readonly present?: (row: Row, shown: Shown) => object;
    readonly parameter?: "host_id" | "service_id" | "id";
    readonly find: (id: number, shown: Shown) => Row | undefined;
  };
}

/** Operations of a kind, by later versions §12: fields are bare, ordered by name unless sorted. */
export function configurationOperations<Row>(kind: ConfigurationList<Row>): readonly Operation[] {
  const fieldNames = [
    ...Object.keys(kind.fields),
    ...Object.keys(kind.links ?? {}).flatMap((name) => [`${name}.id`, `${name}.name`]),
  ];
  const list: Operation = {
    ...COMMON,
    method: "GET",
    id: `list-${kind.what}`,
    paths: [kind.path],
    summary: kind.summary,
    isListing: true,
    query: listQuerySchema(fieldNames),
    answers: listAnswers(kind.item, true),
    handle: async (request, parts, reply) => {
      const shown = shownTo(request, parts);
      kind.permit?.(shown);
      const query = listQueryOf(request, laterVersionOf(request));
      const page = listRows(await kind.rows(shown), listingOf(kind, shown), query, shown.caller.visibility);
      return largeListAnswer(reply, query, page, (row) => kind.present(row, shown), {
        hasPagination: hasPagination(kind, request),
      });
    },
  };
  return kind.single === undefined ? [list] : [list, singleOperation(kind, kind.single)];
}

/** Lists of the configuration have the copy under every token (later versions §1.2). */
const hasPagination = ({ path }: { readonly path: string }, request: FastifyRequest): boolean =>
  path.startsWith("/configuration/") || versionOf(request).hasPagination;

const COMMON = {
  surface: "centreon",
  right: "api-access",
  tag: "Configuration",
  isPresentedExactly: true,
} as const;

function singleOperation<Row>(
  kind: ConfigurationList<Row>,
  { one, noun, find, item = kind.item, present = kind.present, parameter = "id" }: NonNullable<typeof kind.single>,
): Operation {
  return {
    ...COMMON,
    method: "GET",
    id: `get-${one}`,
    paths: [`${kind.path}/:${parameter}(\\d+)`],
    summary: `Show one: ${noun.toLowerCase()}`,
    parameters: { [parameter]: Type.Integer({ description: noun }) },
    answers: { 200: item, ...notFoundMessage },
    handle: (request, parts) => {
      const shown = shownTo(request, parts);
      kind.permit?.(shown);
      return present(found(find(idOf(request, parameter), shown), noun), shown);
    },
  };
}

/** Row whose fields are read, with one of each kind of linked objects. */
interface Place<Row> {
  row: Row | null;
  readonly linked: Record<string, Ref | null>;
}

function listingOf<Row>({ fields, links = {} }: ConfigurationList<Row>, shown: Shown): Listing<Row, Place<Row>> {
  const own = Object.entries(fields).map(([name, field]) => [name, fieldOf(field, shown)] as const);
  const ofLinks = Object.keys(links).flatMap((name): [string, SearchField<Place<Row>>][] => [
    [`${name}.id`, number(name, ({ linked }) => linked[name]?.id ?? null)],
    [`${name}.name`, text(name, ({ linked }) => linked[name]?.name ?? null)],
  ]);
  return {
    fields: new Map([...own, ...ofLinks]) satisfies FieldTable<Place<Row>>,
    joins: Object.entries(links).map(([name, refsOf]) =>
      join(
        name,
        ({ row }) => (row === null ? [] : refsOf(row, shown)),
        ({ linked }, ref: Ref | null) => {
          linked[name] = ref;
        },
      ),
    ),
    newPlace: () => ({ row: null, linked: {} }),
    move: (at, row) => {
      at.row = row;
    },
  };
}

function fieldOf<Row>(field: Field<Row>, shown: Shown): SearchField<Place<Row>> {
  const reading =
    <Value>(read: (row: Row, shown: Shown) => Value) =>
    ({ row }: Place<Row>): Value | null =>
      row === null ? null : read(row, shown);
  switch (field[0]) {
    case "number":
      return number("row", reading(field[1]));
    case "text":
      return text("row", reading(field[1]));
    case "boolean":
      return boolean("row", reading(field[1]));
  }
}
