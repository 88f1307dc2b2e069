import { Refusal } from "../../../model/refusal.ts";

/** Longest time one search may look at texts: nothing else is answered meanwhile. Ordinary ones take milliseconds. */
const LONGEST_SEARCH_SECONDS = 2;

/** The time of one search. */
export interface SearchTime {
  /** About to look at so many characters. Refuses with `search-takes-too-long` when the time is over. */
  spend(characters: number): void;
}

// Some milliseconds of the slowest expressions; a look at the time costs as much as a comparison.
const CHARACTERS_BETWEEN_LOOKS = 10_000;
/** What a test costs besides its characters. */
const TEST_CHARACTERS = 8;

export function createSearchTime(seconds = LONGEST_SEARCH_SECONDS): SearchTime {
  const end = performance.now() + seconds * 1000;
  let left = CHARACTERS_BETWEEN_LOOKS;
  return {
    spend(characters) {
      left -= characters + TEST_CHARACTERS;
      if (left > 0) return;
      left = CHARACTERS_BETWEEN_LOOKS;
      if (performance.now() > end)
        throw new Refusal("search-takes-too-long", `The search takes longer than ${seconds} seconds`);
    },
  };
}
