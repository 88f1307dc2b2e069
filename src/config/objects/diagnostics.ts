import { similarNames, withSuggestion } from "../../lib/similar-names.ts";
import type { ConfigError, ConfigWarning, SourceFile, SourcePlace } from "../../model/objects.ts";

/** Collects the errors and warnings of a configuration, without duplicates, and what it was read from. */
export interface Diagnostics {
  /** Remembers a file or folder that was read. */
  wasRead(file: SourceFile): void;
  error(place: SourcePlace, directive: string | null, message: string): void;
  /** Reports a name that is not among the `known` ones, with similar ones. `message` says what is wrong with it. */
  unknownName(
    place: SourcePlace,
    directive: string | null,
    message: string,
    name: string,
    known: Iterable<string>,
  ): void;
  warn(place: SourcePlace, directive: string | null, message: string): void;
  /** Adds a warning unless there is one with this key. */
  warnOnce(key: string, place: SourcePlace, directive: string | null, message: string): void;
  /** True if an error of this directive has been reported. */
  hasError(place: SourcePlace, directive: string): boolean;
  /** Sorted by file and line. */
  errors(): ConfigError[];
  warnings(): ConfigWarning[];
  /** Each once, in the order in which they were read. */
  files(): SourceFile[];
}

// A file of garbage must not fill the memory with errors; nobody reads more than these.
const MAX_KEPT = 10_000;
// Each compares a name with all others.
const MAX_SUGGESTIONS = 100;

export function createDiagnostics(): Diagnostics {
  const errors = createList("errors");
  const warnings = createList("warnings");
  const reported = new Set<string>();
  const files = new Map<string, SourceFile>();
  let suggestions = 0;
  return {
    wasRead: (file) => {
      files.set(file.path, Object.freeze(file));
    },
    files: () => [...files.values()],
    error: errors.add,
    unknownName: (place, directive, message, name, known) => {
      suggestions += 1;
      const similar = suggestions > MAX_SUGGESTIONS ? [] : similarNames(name, known);
      errors.add(place, directive, withSuggestion(message, similar));
    },
    hasError: errors.has,
    warn: warnings.add,
    warnOnce: (key, place, directive, message) => {
      if (reported.has(key)) return;
      reported.add(key);
      warnings.add(place, directive, message);
    },
    errors: errors.sorted,
    warnings: warnings.sorted,
  };
}

interface ProblemList {
  readonly add: (place: SourcePlace, directive: string | null, message: string) => void;
  readonly has: (place: SourcePlace, directive: string) => boolean;
  readonly sorted: () => ConfigError[];
}

function createList(what: string): ProblemList {
  const kept: ConfigError[] = [];
  const seen = new Set<string>();
  const places = new Set<string>();
  let dropped = 0;
  return {
    add: ({ file, line }, directive, message) => {
      if (kept.length >= MAX_KEPT) {
        dropped += 1;
        return;
      }
      const text = `${file}\n${line}\n${directive}\n${message}`;
      if (seen.has(text)) return;
      seen.add(text);
      places.add(`${file}\n${line}\n${directive}`);
      kept.push({ file, line, directive, message });
    },
    has: ({ file, line }, directive) => places.has(`${file}\n${line}\n${directive}`),
    sorted: () => {
      const inOrder = kept.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
      const last = inOrder.at(-1);
      if (dropped === 0 || last === undefined) return inOrder;
      return [
        ...inOrder,
        { file: last.file, line: last.line, directive: null, message: `${dropped} more ${what} are not shown` },
      ];
    },
  };
}
