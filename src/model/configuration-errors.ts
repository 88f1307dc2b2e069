import { withSuggestion } from "../lib/similar-names.ts";
import type { YamlMistake } from "../lib/yaml-text.ts";
import { ACCESS_ERRORS } from "./access-errors.ts";
import { FILE_ERRORS } from "./file-errors.ts";
import { OBJECT_ERRORS } from "./object-errors.ts";
import type { ExpectedValue } from "./expected-value.ts";
import type { ConfigProblem } from "./objects.ts";
import type { ReasonParams } from "./reason-params.ts";
import { SETTING_ERRORS } from "./setting-errors.ts";

/** A mistake that keeps a configuration from being used. */
export interface ConfigError extends ConfigProblem {
  readonly code: ErrorCode;
  /** What the sentence names, so that a client can say it in another language. */
  readonly params: ReasonParams;
}

const SENTENCES = { ...FILE_ERRORS, ...OBJECT_ERRORS, ...ACCESS_ERRORS, ...SETTING_ERRORS };

export type ErrorCode = keyof typeof SENTENCES;

/** What each error names, apart from its place and its directive. */
export type ErrorParamsOf = {
  readonly [Code in ErrorCode]: (typeof SENTENCES)[Code] extends (params: infer Params) => string
    ? unknown extends Params
      ? Readonly<Record<never, never>>
      : Params
    : never;
};

/** Code, params and message of an error. */
export type ErrorText = Pick<ConfigError, "code" | "params" | "message">;

/**
 * An error without its place, with the message that an operator reads on the command line, in the log and in the API.
 * `similar`: names that may have been meant instead of an unknown one.
 */
export function errorOf<Code extends ErrorCode>(
  code: Code,
  params: ErrorParamsOf[Code],
  similar: readonly string[] = [],
): ErrorText {
  const sentence = SENTENCES[code] as (params: ErrorParamsOf[Code]) => string;
  return {
    code,
    params: { ...(params as ReasonParams), ...(similar.length > 0 && { similar }) },
    message: withSuggestion(sentence(params), similar),
  };
}

/** A mistake in YAML, without its place. */
export const yamlErrorOf = ({ code, params }: YamlMistake): ErrorText => errorOf<ErrorCode>(code, params as never);

/** Every code of an error. */
export const ERROR_CODES = Object.keys(SENTENCES) as readonly ErrorCode[];

/** A setting that is not what was expected. `found`: null if it is not shown, since it may be secret. */
export const settingExpected = (expected: ExpectedValue, found: string | null = null): ErrorText =>
  errorOf("setting-expected", { part: null, found, ...expected });

/** A value that is not what was expected, thrown by its parser. */
export class MistakenValue extends Error {
  readonly mistake: ErrorText;

  constructor(mistake: ErrorText, options?: ErrorOptions) {
    super(mistake.message, options);
    this.name = "MistakenValue";
    this.mistake = mistake;
  }
}
