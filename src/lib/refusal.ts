/**
 * Error for a request that cannot be granted, with a code that is never reused. `src/interfaces/api/errors.ts` turns
 * codes into HTTP answers; the command line prints the message.
 */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}
