import { similarNames } from "../../lib/similar-names.ts";
import {
  type ConfigError,
  errorOf,
  type ErrorCode,
  type ErrorParamsOf,
  type ErrorText,
} from "../../model/configuration-errors.ts";
import { type ConfigWarning, type WarningText, warningOf } from "../../model/configuration-warnings.ts";
import type { ConfigProblem, SourceFile, SourcePlace } from "../../model/objects.ts";

/** Collects the errors and warnings of a configuration, without duplicates, and what it was read from. */
export interface Diagnostics {
  /** Remembers a file or folder that was read. */
  wasRead(file: SourceFile): void;
  error(place: SourcePlace, directive: string | null, error: ErrorText): void;
  /** Reports a name that is not among the `known` ones, with similar ones. */
  unknownName<Code extends ErrorCode>(
    place: SourcePlace,
    directive: string | null,
    [code, params]: readonly [code: Code, params: ErrorParamsOf[Code]],
    name: string,
    known: Iterable<string>,
  ): void;
  warn(place: SourcePlace, directive: string | null, warning: WarningText): void;
  /** Adds a warning unless there is one with this key. */
  warnOnce(key: string, place: SourcePlace, directive: string | null, warning: WarningText): void;
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
  const errors = createList<ErrorText>((count) => errorOf("more-errors", { count }));
  const warnings = createList<WarningText>((count) => warningOf("more-warnings", { count }));
  const reported = new Set<string>();
  const files = new Map<string, SourceFile>();
  let suggestions = 0;
  return {
    wasRead: (file) => {
      files.set(file.path, Object.freeze(file));
    },
    files: () => [...files.values()],
    error: errors.add,
    unknownName: (place, directive, [code, params], name, known) => {
      suggestions += 1;
      const similar = suggestions > MAX_SUGGESTIONS ? [] : similarNames(name, known);
      errors.add(place, directive, errorOf(code, params, similar));
    },
    hasError: errors.has,
    warn: warnings.add,
    warnOnce: (key, place, directive, warning) => {
      if (reported.has(key)) return;
      reported.add(key);
      warnings.add(place, directive, warning);
    },
    errors: errors.sorted,
    warnings: warnings.sorted,
  };
}

type Placed<Text> = SourcePlace & Pick<ConfigProblem, "directive"> & Text;

interface ProblemList<Text> {
  readonly add: (place: SourcePlace, directive: string | null, text: Text) => void;
  readonly has: (place: SourcePlace, directive: string) => boolean;
  readonly sorted: () => Placed<Text>[];
}

/** `more`: what is said of those beyond the most that are kept. */
function createList<Text extends Pick<ConfigProblem, "message">>(more: (count: number) => Text): ProblemList<Text> {
  const kept: Placed<Text>[] = [];
  const seen = new Set<string>();
  const places = new Set<string>();
  let dropped = 0;
  return {
    add: ({ file, line }, directive, text) => {
      if (kept.length >= MAX_KEPT) {
        dropped += 1;
        return;
      }
      const key = `${file}\n${line}\n${directive}\n${text.message}`;
      if (seen.has(key)) return;
      seen.add(key);
      places.add(`${file}\n${line}\n${directive}`);
      kept.push({ file, line, directive, ...text });
    },
    has: ({ file, line }, directive) => places.has(`${file}\n${line}\n${directive}`),
    sorted: () => {
      const inOrder = kept.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
      const last = inOrder.at(-1);
      if (dropped === 0 || last === undefined) return inOrder;
      return [...inOrder, { file: last.file, line: last.line, directive: null, ...more(dropped) }];
    },
  };
}
