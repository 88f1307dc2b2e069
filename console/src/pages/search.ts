/** Search parameters of an address as they stand there: texts. */
export type RawSearch = Readonly<Record<string, string | undefined>>;

/** A text, or nothing: an empty one is left out of the address. */
export const text = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

/** One of the texts of a list, or nothing. */
export const oneOf = <T extends string>(all: readonly T[], value: string | undefined): T | undefined =>
  all.find((one) => one === value);

/** An object without its undefined members: the address has only what is said. */
export function said<T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Members of a search that change; undefined ones leave the address. */
export type Changed<T> = { readonly [K in keyof T]?: T[K] | undefined };
