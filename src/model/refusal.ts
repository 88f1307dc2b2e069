import type { ConfigError } from "./configuration-errors.ts";
import type { ReasonParams } from "./reason-params.ts";
import type { RefusalCode } from "./refusal-codes.ts";

export interface RefusalDetails {
  readonly retryAfterSeconds?: number;
  readonly laterMessage?: string;
  readonly fields?: RefusedFields;
  /** What the message names, for a client that says it in other words. */
  readonly params?: ReasonParams;
  /** Of `bad-setting`: each mistake with its place. */
  readonly mistakes?: readonly ConfigError[];
}

/** What is wrong by parameter or member, for a client that shows it at its place. */
export type RefusedFields = Readonly<Record<string, object>>;

/**
 * Refused request of a caller. `src/model/refusal-codes.ts` lists the codes; `src/interfaces/api/errors.ts` turns them
 * into HTTP answers; the command line prints the message.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Seconds after which another attempt makes sense. */
  readonly retryAfterSeconds: number | undefined;
  /** Message for clients of Centreon 20.04 and later, if theirs is another. */
  readonly laterMessage: string | undefined;
  readonly fields: RefusedFields | undefined;
  readonly params: ReasonParams | undefined;
  readonly mistakes: readonly ConfigError[] | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    { retryAfterSeconds, laterMessage, fields, params, mistakes }: RefusalDetails = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.laterMessage = laterMessage;
    this.fields = fields;
    this.params = params;
    this.mistakes = mistakes;
  }
}
