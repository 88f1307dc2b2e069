import { similarNames } from "../../lib/similar-names.ts";
import { type ConfigError, errorOf, type ErrorText, MistakenValue } from "../../model/configuration-errors.ts";
import { placedText } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";

/** Collects the mistakes of settings, so that all are reported together. */
export interface SettingMistakes {
  /** Reads a part. If it is refused with `bad-setting`, its mistakes are kept and the part is `instead`. */
  keep<T>(read: () => T, instead: T): T;
  /** Refuses with `bad-setting` if there was a mistake, with a line for each. To be called last. */
  end(): void;
}

/** Nobody reads more than these. */
export const MAX_MISTAKES = 50;

export function createSettingMistakes(): SettingMistakes {
  const mistakes: ConfigError[] = [];
  return {
    keep(read, instead) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Refusal) || error.mistakes === undefined) throw error;
        if (mistakes.length <= MAX_MISTAKES) mistakes.push(...error.mistakes);
        return instead;
      }
    },
    end() {
      if (mistakes.length === 0) return;
      const rest = mistakes.length > MAX_MISTAKES ? ["further mistakes are not shown"] : [];
      throw badSettings(mistakes, [...mistakes.slice(0, MAX_MISTAKES).map(placedText), ...rest].join("\n"));
    },
  };
}

/** Refusal with `bad-setting`, with a line for each mistake. */
export const badSettings = (
  mistakes: readonly ConfigError[],
  message: string = mistakes.map(placedText).join("\n"),
): Refusal => new Refusal("bad-setting", message, { mistakes });

/** What a parser says of a value that it does not take. */
export const mistakeOf = (error: unknown): ErrorText =>
  error instanceof MistakenValue ? error.mistake : errorOf("setting-not-taken", { reason: (error as Error).message });

/** `setting`: null where its name stands before the message. */
export function unknownSetting(name: string, setting: string | null, known: Iterable<string>): ErrorText {
  const settings = [...known];
  return errorOf("unknown-setting", { setting, settings }, similarNames(name, settings));
}
