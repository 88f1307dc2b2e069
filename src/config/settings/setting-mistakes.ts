import { similarNames, withSuggestion } from "../../lib/similar-names.ts";
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
  const messages: string[] = [];
  return {
    keep(read, instead) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "bad-setting") throw error;
        if (messages.length <= MAX_MISTAKES) messages.push(...error.message.split("\n"));
        return instead;
      }
    },
    end() {
      if (messages.length === 0) return;
      const rest = messages.length > MAX_MISTAKES ? ["further mistakes are not shown"] : [];
      throw new Refusal("bad-setting", [...messages.slice(0, MAX_MISTAKES), ...rest].join("\n"));
    },
  };
}

/** End of the message about an unknown setting. */
export function knownSettings(name: string, known: Iterable<string>): string {
  const names = [...known];
  return withSuggestion(`known settings are ${names.join(", ")}`, similarNames(name, names));
}
