import { said, text, type RawSearch } from "../search.ts";

/** What the address of the list says. Absent members: as the console has it. */
export interface ResourcesSearch {
  /** `*`: everything. */
  readonly q?: string;
  readonly sort?: string;
  /** Key of the resource in the panel. */
  readonly open?: string;
  readonly tab?: string;
  /** Window of time in the panel. */
  readonly range?: string;
  readonly columns?: string;
  /** Id of the saved view that it began with. */
  readonly saved?: string;
}

export const DEFAULT_Q = "is:unhandled";
export const PROBLEMS = "is:problem";
/** Everything, as the address has it: an empty parameter is none. */
export const ALL = "*";

const KEY = /^(?:h[1-9]\d{0,7}|s[1-9]\d{0,7}\.[1-9]\d{0,7})$/;

export function readResourcesSearch(search: RawSearch): ResourcesSearch {
  return said({
    q: text(search["q"]),
    sort: text(search["sort"]),
    open: KEY.test(search["open"] ?? "") ? search["open"] : undefined,
    tab: text(search["tab"]),
    range: text(search["range"]),
    columns: text(search["columns"]),
    saved: text(search["saved"]),
  });
}

/** The search as the server takes it. */
export const queryOf = ({ q }: { readonly q?: string | undefined }): string => (q === ALL ? "" : (q ?? DEFAULT_Q));

/** The way back, for the address. */
export const addressOf = (q: string): string | undefined =>
  q.trim() === "" ? ALL : q.trim() === DEFAULT_Q ? undefined : q.trim();
