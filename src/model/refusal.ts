import type { RefusalCode } from "./refusal-codes.ts";

/**
 * Refused request of a caller. `src/model/refusal-codes.ts` lists the codes; `src/interfaces/api/errors.ts` turns them
 * into HTTP answers; the command line prints the message.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Seconds after which another attempt makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
