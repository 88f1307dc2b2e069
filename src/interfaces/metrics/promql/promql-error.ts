/**
 * Reason why a query has no result: `syntax` (it is no PromQL, or its types do not fit), `unsupported` (PromQL outside
 * of the subset), `execution` (the data does not allow it), `limit`, `timeout` and `canceled` (by the caller).
 */
export type PromqlErrorKind = "syntax" | "unsupported" | "execution" | "limit" | "timeout" | "canceled";

/** A query that cannot be answered; the message is for its author. */
export class PromqlError extends Error {
  readonly kind: PromqlErrorKind;

  constructor(kind: PromqlErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
