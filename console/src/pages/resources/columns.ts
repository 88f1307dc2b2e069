export const COLUMN_IDS = [
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
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

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

export const COLUMN_KINDS: Readonly<Record<ColumnId, ColumnKind>> = {
  state: { width: 136, least: 128, sort: downwards("severity") },
  host: { width: 150, least: 90, sort: upwards("host") },
  service: { width: 180, least: 90, sort: upwards("name") },
  since: { width: 104, sort: downwards("since") },
  "last-check": { width: 92, sort: downwards("last_check") },
  "next-check": { width: 92, sort: upwards("next_check") },
  tries: { width: 56, sort: downwards("attempt") },
  output: { width: 140, isWide: true, sort: upwards("output") },
  handled: { width: 150, least: 84 },
  notified: { width: 76, sort: downwards("told") },
  importance: { width: 88, sort: downwards("importance") },
  poller: { width: 64, sort: upwards("poller") },
  address: { width: 120, sort: upwards("address") },
};

export const DEFAULT_COLUMNS: readonly Column[] = (
  ["state", "host", "service", "since", "tries", "output", "handled"] as const
).map((id) => ({ id }));

/** Of the column with the boxes of selection. */
const MARK_WIDTH = 36;
export const MIN_WIDTH = 40;
const MAX_WIDTH = 1_200;

/** Reads columns as an address and a profile have them: `state,host:220`. What is not known is left out. */
export function readColumns(texts: readonly string[]): readonly Column[] {
  const columns: Column[] = [];
  for (const text of texts) {
    const [name, width] = text.split(":");
    const id = COLUMN_IDS.find((one) => one === name);
    if (id === undefined || columns.some((one) => one.id === id)) continue;
    columns.push({ id, ...widthOf(width) });
  }
  return columns;
}

export const writeColumns = (columns: readonly Column[]): readonly string[] =>
  columns.map(({ id, width }) => (width === undefined ? id : `${id}:${width}`));

/** Widths for `grid-template-columns`, with the narrow column of the mark of selection before them. */
export function gridTemplate(columns: readonly Column[]): string {
  const hasWide = columns.some(({ id, width }) => COLUMN_KINDS[id].isWide === true && width === undefined);
  const widths = columns.map(({ id, width }, at) => {
    const kind = COLUMN_KINDS[id];
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
  const widths = columns.map(({ id, width }) => width ?? COLUMN_KINDS[id].least ?? COLUMN_KINDS[id].width);
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
