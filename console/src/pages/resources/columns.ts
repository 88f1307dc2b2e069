const FIXED = [
  "state",
  "host",
  "service",
  "since",
  "last-check",
  "next-check",
  "tries",
  "output",
  "handled",
  "notified",
  "importance",
  "poller",
  "address",
  "groups",
] as const;
export type FixedColumnId = (typeof FIXED)[number];
/** With `var.` the values of a custom variable, whose name is in capitals. */
export type ColumnId = FixedColumnId | `var.${string}`;

/** All but those of custom variables, of which each installation has its own. */
export const FIXED_COLUMN_IDS: readonly FixedColumnId[] = FIXED;

export interface Column {
  readonly id: ColumnId;
  /** Pixels; undefined: as the kind of column has it. */
  readonly width?: number;
}

export interface ColumnKind {
  /** Pixels. */
  readonly width: number;
  /** Pixels where there is little room; undefined: `width`. */
  readonly least?: number;
  /** Takes what is left of the width; `width` is its least. */
  readonly isWide?: boolean;
  /** Field that the server sorts by, and the order at the first press. */
  readonly sort?: { readonly field: string; readonly isDescending: boolean };
}

const upwards = (field: string) => ({ field, isDescending: false });
const downwards = (field: string) => ({ field, isDescending: true });

const VARIABLE_KIND: ColumnKind = { width: 120, least: 60 };
/** Room for the longest date, in every language: `29 sept. 23:59`. */
const TIME_WIDTH = 124;
const KINDS: Readonly<Record<FixedColumnId, ColumnKind>> = {
  /** Room for a soft WARNING, the longest. */
  state: { width: 146, sort: downwards("severity") },
  host: { width: 150, least: 90, sort: upwards("host") },
  service: { width: 180, least: 90, sort: upwards("name") },
  since: { width: TIME_WIDTH, sort: downwards("since") },
  "last-check": { width: TIME_WIDTH, sort: downwards("last_check") },
  "next-check": { width: TIME_WIDTH, sort: upwards("next_check") },
  tries: { width: 56, sort: downwards("attempt") },
  /** Beside the panel, in a window of 1,440 pixels, the usual columns have room. */
  output: { width: 104, isWide: true, sort: upwards("output") },
  handled: { width: 150, least: 84 },
  notified: { width: 76, sort: downwards("told") },
  importance: { width: 88, sort: downwards("importance") },
  poller: { width: 64, sort: upwards("poller") },
  address: { width: 120, sort: upwards("address") },
  groups: { width: 180, least: 80 },
};

export const kindOf = (id: ColumnId): ColumnKind => (isVariable(id) ? VARIABLE_KIND : KINDS[id]);

export const isVariable = (id: ColumnId): id is `var.${string}` => id.startsWith("var.");

/** Name of a column in the words of the page; a custom variable has its own. */
export const nameOfColumn = (id: ColumnId, words: Readonly<Record<FixedColumnId, string>>): string =>
  isVariable(id) ? id.slice("var.".length) : words[id];

/** What the columns need that a row has only if it is asked for. */
export const extrasOf = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ id }) => (id === "groups" || isVariable(id) ? [id] : []));

/** Members of a row that the columns show, as `fields` of the API names them. */
export const fieldsOf = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ id }) => (isVariable(id) ? [id] : FIELDS[id]));

const FIELDS: Readonly<Record<FixedColumnId, readonly string[]>> = {
  state: ["state"],
  host: ["host"],
  service: ["name"],
  since: ["since"],
  "last-check": ["last_check"],
  "next-check": ["next_check"],
  tries: ["attempt", "max_attempts"],
  output: ["output"],
  handled: ["acknowledgement", "downtime"],
  notified: ["told"],
  importance: ["importance"],
  poller: ["poller"],
  address: ["address"],
  groups: ["groups"],
};

const VARIABLE = /^var\.[\p{L}\p{N}_.-]{1,255}$/u;
const MAX_COLUMNS = 40;

/** Column of a text that names one; undefined: there is none. */
export function columnIdOf(text: string): ColumnId | undefined {
  if (VARIABLE.test(text)) return `var.${text.slice("var.".length).toUpperCase()}`;
  return FIXED.find((one) => one === text);
}

export const DEFAULT_COLUMNS: readonly Column[] = (
  ["state", "host", "service", "since", "tries", "output", "handled"] as const
).map((id) => ({ id }));

/** Of the column with the boxes of selection. */
const MARK_WIDTH = 36;
const MIN_WIDTH = 40;
const MAX_WIDTH = 1_200;

/** Reads columns as an address and a profile have them: `state,host:220`. What is not known is left out. */
export function readColumns(texts: readonly string[]): readonly Column[] {
  const columns: Column[] = [];
  for (const text of texts) {
    const [name, width] = text.split(":");
    const id = columnIdOf(name!);
    if (id === undefined || columns.some((one) => one.id === id) || columns.length === MAX_COLUMNS) continue;
    columns.push({ id, ...widthOf(width) });
  }
  return columns;
}

export const writeColumns = (columns: readonly Column[]): readonly string[] =>
  columns.map(({ id, width }) => (width === undefined ? id : `${id}:${width}`));

/** Widths for `grid-template-columns`, with the narrow column of the mark of selection before them. */
export function gridTemplate(columns: readonly Column[]): string {
  const hasWide = columns.some(({ id, width }) => kindOf(id).isWide === true && width === undefined);
  const widths = columns.map(({ id, width }, at) => {
    const kind = kindOf(id);
    if (width !== undefined) return `${width}px`;
    // Something takes what is left, so that rows reach to the edge.
    const isWide = kind.isWide === true || (!hasWide && at === columns.length - 1);
    if (isWide) return `minmax(${kind.width}px, 1fr)`;
    return kind.least === undefined ? `${kind.width}px` : `minmax(${kind.least}px, ${kind.width}px)`;
  });
  return [`${MARK_WIDTH}px`, ...widths].join(" ");
}

/** Pixels below which the columns scroll sideways rather than become narrower. */
export function leastWidth(columns: readonly Column[]): number {
  const widths = columns.map(({ id, width }) => width ?? kindOf(id).least ?? kindOf(id).width);
  return widths.reduce((sum, width) => sum + width, MARK_WIDTH);
}

export function withWidth(columns: readonly Column[], id: ColumnId, width: number): readonly Column[] {
  const rounded = Math.round(Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH));
  return columns.map((column) => (column.id === id ? { id, width: rounded } : column));
}

/** Moves a column by one place. */
export function moveColumn(columns: readonly Column[], id: ColumnId, by: -1 | 1): readonly Column[] {
  const from = columns.findIndex((column) => column.id === id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= columns.length) return columns;
  const moved = [...columns];
  [moved[from], moved[to]] = [moved[to]!, moved[from]!];
  return moved;
}

/** Shows a column at the end, or hides it; the last one stays. */
export function toggleColumn(columns: readonly Column[], id: ColumnId): readonly Column[] {
  if (!columns.some((column) => column.id === id)) return [...columns, { id }];
  return columns.length === 1 ? columns : columns.filter((column) => column.id !== id);
}

function widthOf(text: string | undefined): { readonly width?: number } {
  const width = Number(text);
  return text !== undefined && Number.isInteger(width) && width >= MIN_WIDTH && width <= MAX_WIDTH ? { width } : {};
}
