import { Refusal } from "../../../model/refusal.ts";
import type { Span } from "./query.ts";

/** Mistake in a search: where it is, and what could stand there. */
export class QueryMistake extends Refusal {
  readonly span: Span;
  readonly expected: string;

  constructor(span: Span, expected: string) {
    super("query-mistake", `Character ${span.from + 1} of the search: expected ${expected}`, {
      fields: { q: { ...span, expected } },
    });
    this.span = span;
    this.expected = expected;
  }
}
