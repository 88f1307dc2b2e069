import type { MessageParams } from "./wire-params.ts";
import { ApiError } from "./client.ts";

/** A mistake in a search, and what could stand there. */
export interface SearchMistake {
  readonly from: number;
  readonly to: number;
  /** In the server's words. */
  readonly expected: string;
  /** Kind of what was expected, and what it names. */
  readonly kind: string;
  readonly params: MessageParams;
}

/** Where the server found a mistake in the search; undefined for other errors. */
export function searchMistakeOf(error: unknown): SearchMistake | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const told = error.fields["q"];
  return typeof told === "object" && told !== null && "from" in told ? (told as SearchMistake) : undefined;
}
