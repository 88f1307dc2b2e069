import { ApiError } from "../../data/client.ts";

export interface QueryMistake {
  readonly from: number;
  readonly to: number;
  readonly expected: string;
}

/** Where the server found a mistake in the search; undefined for other errors. */
export function mistakeOf(error: unknown): QueryMistake | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const told = (error.fields as Readonly<Record<string, unknown>>)["q"];
  return typeof told === "object" && told !== null ? (told as QueryMistake) : undefined;
}
