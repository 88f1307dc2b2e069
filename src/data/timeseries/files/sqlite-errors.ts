const CANT_OPEN = 14;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** SQLite says that a file is no database, or not the one that was written. */
export const isDamagedFile = (error: unknown): boolean => [CORRUPT, NOT_A_DATABASE].includes(primaryCode(error));

/** There is no such file. */
export const isMissingFile = (error: unknown): boolean => primaryCode(error) === CANT_OPEN;

const primaryCode = (error: unknown): number => ((error as { readonly errcode?: number }).errcode ?? 0) & 0xff;
