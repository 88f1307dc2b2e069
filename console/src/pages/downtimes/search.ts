import { said, text, type RawSearch } from "../search.ts";

/** Of the lists of downtimes and of acknowledgements. */
export interface HandledSearch {
  /** Search over hosts and services. */
  readonly q?: string;
}

export const handledSearch = (raw: RawSearch): HandledSearch => said({ q: text(raw["q"]) });
