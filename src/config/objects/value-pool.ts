import { itemsOf, NOT_INHERITED, splitList, type Definition } from "./definition.ts";
import type { CheckableOptions, CommandCall, NotifyOption, Written } from "../../model/objects.ts";
import { parseNotifyOptions } from "./option-letters.ts";

/** Gives one frozen value for equal texts, so that services written out one by one share common values. */
export interface ValuePool {
  commandCall(text: string): CommandCall;
  list(text: string): readonly string[];
  /** Null for an invalid text. */
  notifyOptions(text: string, kind: "host-options" | "service-options"): ReadonlySet<NotifyOption> | null;
  /** `key` contains everything that the options depend on. */
  options(key: string, make: () => CheckableOptions): CheckableOptions;
  written(definition: Definition): Written;
}

export function createValuePool(): ValuePool {
  const calls = new Map<string, CommandCall>();
  const lists = new Map<string, readonly string[]>();
  const notifyOptions = new Map<string, ReadonlySet<NotifyOption> | null>();
  const options = new Map<string, CheckableOptions>();
  const written = new Map<string, Written>();
  return {
    commandCall: (text) => memoize(calls, text, () => parseCommandCall(text)),
    list: (text) => memoize(lists, text, () => Object.freeze(splitList(text))),
    notifyOptions: (text, kind) =>
      memoize(notifyOptions, `${kind} ${text}`, () => {
        const parsed = parseNotifyOptions(text, kind);
        return "options" in parsed ? parsed.options : null;
      }),
    options: (key, make) => memoize(options, key, make),
    written: ({ directives }) => {
      let key = directives.get("use")?.value ?? "";
      for (const name of directives.keys()) key += `\n${name}`;
      return memoize(written, key, () =>
        Object.freeze({
          templates: Object.freeze(itemsOf(directives, "use")),
          directives: new Set([...directives.keys()].filter((name) => !NOT_INHERITED.includes(name))),
        }),
      );
    },
  };
}

/**
 * Parses `name!arg1!arg2`; `\!` is an exclamation mark within an argument, every other backslash is literal (Nagios 4).
 */
export function parseCommandCall(raw: string): CommandCall {
  const [name = "", ...args] = raw.split(/(?<!\\)!/);
  return Object.freeze({ name: name.trim(), args: Object.freeze(args.map((arg) => arg.replaceAll("\\!", "!"))), raw });
}

function memoize<T>(known: Map<string, T>, text: string, make: () => T): T {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = make();
  known.set(text, made);
  return made;
}
