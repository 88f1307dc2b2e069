/** Value of a column in Vigie's tables. */
export type SqlValue = string | number | null;

/** Row as returned by node:sqlite. STRICT tables guarantee the types of the schema. */
export type SqlRow = Readonly<Record<string, unknown>>;

export const toFlag = (value: boolean | null): number | null => (value === null ? null : Number(value));
export const flag = (value: unknown): boolean | null => (value === null || value === undefined ? null : value === 1);
export const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);
export const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
