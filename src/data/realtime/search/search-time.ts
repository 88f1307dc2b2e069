import { Refusal } from "../../../model/refusal.ts";

/** Time limit of one search on texts, which blocks all other requests. Ordinary searches take milliseconds. */
const MAX_SEARCH_SECONDS = 2;

/** Time budget of one search. */
export interface SearchTime {
  /** Called before reading this many characters. Refuses with `search-takes-too-long` after the limit. */
  spend(characters: number): void;
}

// Takes some milliseconds with the slowest expressions; reading the clock costs as much as a comparison.
const CHARACTERS_BETWEEN_CLOCK_READS = 10_000;
/** Cost of a test besides its characters. */
const TEST_CHARACTERS = 8;

export function createSearchTime(seconds = MAX_SEARCH_SECONDS): SearchTime {
  const end = performance.now() + seconds * 1000;
  let left = CHARACTERS_BETWEEN_CLOCK_READS;
  return {
    spend(characters) {
      left -= characters + TEST_CHARACTERS;
      if (left > 0) return;
      left = CHARACTERS_BETWEEN_CLOCK_READS;
      if (performance.now() > end)
        throw new Refusal("search-takes-too-long", `The search takes longer than ${seconds} seconds`);
    },
  };
}
