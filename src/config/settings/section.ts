import { resolve } from "node:path";
import { isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { readGuardedFile } from "../../lib/guarded-file.ts";
import { readRegularFile, utf8Text } from "../../lib/regular-file.ts";
import { similarNames } from "../../lib/similar-names.ts";
import { Refusal } from "../../model/refusal.ts";
import { badSettings, MAX_MISTAKES, mistakeOf, unknownSetting } from "./setting-mistakes.ts";
import {
  type ConfigError,
  errorOf,
  type ErrorText,
  MistakenValue,
  settingExpected,
} from "../../model/configuration-errors.ts";
import { UnreadableFile } from "../../lib/unreadable-file.ts";

/**
 * Reads the secret as it is now: its file may be replaced while the server runs. Rejects if the file cannot be read, or
 * if its file system does not answer.
 */
export type Secret = () => Promise<string>;

/**
 * A map of vigie.yaml, read key by key. Mistakes name file, line, key and what was expected. Those of `optional`,
 * `sections` and `end` are kept until the section ends, the others refuse with `bad-setting` at once; the refusal has a
 * line for each so far.
 */
export interface Section {
  /** Key of the section. */
  readonly name: string;
  /** Undefined also for a mistake. */
  optional<T>(key: string, parse: (text: string) => T): T | undefined;
  required<T>(key: string, parse: (text: string) => T): T;
  /** Texts below a key, by name; empty if the key is missing. */
  texts(key: string): ReadonlyMap<string, string>;
  /** The values of a list, or one value; empty if the key is missing. */
  list<T>(key: string, parse: (text: string) => T): readonly T[];
  /** The maps of a list; empty if the key is missing. */
  items(key: string): readonly Section[];
  /** The texts and maps of a list, in their order; empty if the key is missing. */
  textsOrItems(key: string, form: LinesForm): readonly (string | Section)[];
  /** Where the key is, or the section. */
  place(key: string | null): Place;
  /** The value of `key`, or the content of the file named by `key_file`; checked with `parse` now and at each use. */
  secret(key: string, parse: (text: string) => string): Secret | undefined;
  /** Secrets by name, each from a file of its own. */
  secrets(key: string): ReadonlyMap<string, Secret>;
  /** The section below a key; undefined if the key is missing. */
  section(key: string): Section | undefined;
  /** Sections below this one, whose names are all known. */
  sections(): readonly Section[];
  refuse(key: string | null, error: ErrorText): never;
  /** Refuses what was kept, and keys that were not read. To be called last. */
  end(): void;
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

type LinesForm =
  | "single-value"
  | "single-value-each"
  | "value-list"
  | "name-lines"
  | "key-lines"
  | "item-lines"
  | "poller-members";

const MAX_SECRET_BYTES = 65_536;
const MAX_TEXT_LENGTH = 65_536;

/** Relative paths start at `folder`. */
export function createSection(
  name: string,
  map: YAMLMap,
  placeAt: (node: Node | null) => Place,
  folder: string,
  path = name,
): Section {
  const readKeys = new Set<string>();
  const entries = new Map(
    map.items.map(({ key, value }) => [
      isScalar(key) ? String(key.value) : "",
      { key: key as Node, value: value as Node | null },
    ]),
  );

  const placeOf = (key: string | null): Place => placeAt((key === null ? undefined : entries.get(key)?.key) ?? map);
  const mistakes: ConfigError[] = [];
  const note = (key: string | null, error: ErrorText): void => {
    mistakes.push({ ...placeOf(key), directive: key === null ? path : `${path}.${key}`, ...error });
  };
  const refuse: Section["refuse"] = (key, error) => {
    note(key, error);
    throw badSettings(mistakes);
  };
  const expected = (key: string, form: LinesForm): never => refuse(key, settingExpected({ form }));
  const attempt = <T>(key: string, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return refuse(key, mistakeOf(error));
    }
  };
  const givenText = (key: string): string | undefined => {
    readKeys.add(key);
    const entry = entries.get(key);
    return entry === undefined ? undefined : (scalarText(entry.value) ?? expected(key, "single-value"));
  };
  const fileSecret = (key: string, file: string, parse: (text: string) => string): Secret => {
    const path = resolve(folder, file);
    const secretOf = (bytes: Buffer): string => parse(lineOf(path, bytes));
    attempt(key, () => secretOf(readNamed(path, MAX_SECRET_BYTES)));
    return async () => secretOf(await readGuardedFile(path, MAX_SECRET_BYTES).catch(rethrowNaming(path)));
  };

  const section: Section = {
    name,
    optional(key, parse) {
      readKeys.add(key);
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      const text = scalarText(entry.value);
      if (text === undefined) return void note(key, settingExpected({ form: "single-value" }));
      try {
        return parse(text);
      } catch (error) {
        return void note(key, mistakeOf(error));
      }
    },
    required(key, parse) {
      const text = givenText(key);
      if (text !== undefined) return attempt(key, () => parse(text));
      const [similar] = similarNames(key, entries.keys());
      return refuse(null, errorOf("setting-missing", { setting: key, instead: similar ?? null }));
    },
    texts(key) {
      readKeys.add(key);
      const value = entries.get(key)?.value;
      if (value === undefined) return new Map();
      if (!isMap(value)) return expected(key, "name-lines");
      return new Map(
        value.items.map((item) => [
          isScalar(item.key) ? String(item.key.value) : "",
          scalarText(item.value as Node | null) ?? expected(key, "single-value-each"),
        ]),
      );
    },
    list(key, parse) {
      readKeys.add(key);
      const value = entries.get(key)?.value;
      if (value === undefined) return [];
      return (isSeq(value) ? (value.items as (Node | null)[]) : [value]).map((item) => {
        const text = scalarText(item) ?? expected(key, "value-list");
        return attempt(key, () => parse(text));
      });
    },
    items(key) {
      readKeys.add(key);
      const value = entries.get(key)?.value;
      if (value === undefined) return [];
      return (isSeq(value) ? value.items : expected(key, "item-lines")).map((item, index) =>
        isMap(item)
          ? createSection(key, item, placeAt, folder, `${path}.${key}[${index}]`)
          : expected(key, "item-lines"),
      );
    },
    textsOrItems(key, form) {
      readKeys.add(key);
      const value = entries.get(key)?.value;
      if (value === undefined) return [];
      return (isSeq(value) ? (value.items as (Node | null)[]) : expected(key, form)).map((item, index) =>
        isMap(item)
          ? createSection(key, item, placeAt, folder, `${path}.${key}[${index}]`)
          : (scalarText(item) ?? expected(key, form)),
      );
    },
    place: placeOf,
    secret(key, parse) {
      const text = givenText(key);
      const file = givenText(`${key}_file`);
      if (text !== undefined && file !== undefined)
        return refuse(`${key}_file`, errorOf("setting-and-file", { setting: key }));
      if (file !== undefined) return fileSecret(`${key}_file`, file, parse);
      if (text === undefined) return undefined;
      const value = attempt(key, () => parse(text));
      return () => Promise.resolve(value);
    },
    secrets: (key) =>
      new Map([...section.texts(key)].map(([header, file]) => [header, fileSecret(key, file, (text) => text)])),
    section(key) {
      readKeys.add(key);
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      return isMap(entry.value)
        ? createSection(key, entry.value, placeAt, folder, `${path}.${key}`)
        : expected(key, "key-lines");
    },
    sections: () =>
      [...entries].flatMap(([below, { value }]) => {
        readKeys.add(below);
        if (isMap(value)) return [createSection(below, value, placeAt, folder, `${path}.${below}`)];
        note(below, settingExpected({ form: "key-lines" }));
        return [];
      }),
    refuse,
    end() {
      for (const key of entries.keys())
        if (!readKeys.has(key) && mistakes.length <= MAX_MISTAKES) note(key, unknownSetting(key, null, readKeys));
      if (mistakes.length > 0) throw badSettings(mistakes);
    },
  };
  return section;
}

function scalarText(value: Node | null): string | undefined {
  return isScalar(value) && value.value !== null && String(value.value).length <= MAX_TEXT_LENGTH
    ? String(value.value)
    : undefined;
}

/** Text of a file of one line, without its line end. */
function lineOf(path: string, bytes: Buffer): string {
  const text = textOf(path, bytes).trimEnd();
  if (text === "" || /[\r\n\0]/.test(text)) throw new MistakenValue(errorOf("not-one-line", { path }));
  return text;
}

/** Text of a file that a setting names. Throws an Error with the path and the reason. */
export const readNamedFile = (path: string, maxBytes: number): string => textOf(path, readNamed(path, maxBytes));

function readNamed(path: string, maxBytes: number): Buffer {
  try {
    return readRegularFile(path, maxBytes);
  } catch (error) {
    return rethrowNaming(path)(error);
  }
}

function textOf(path: string, bytes: Buffer): string {
  try {
    return utf8Text(bytes);
  } catch (error) {
    return rethrowNaming(path)(error);
  }
}

const rethrowNaming =
  (path: string) =>
  (error: unknown): never => {
    const failure = error instanceof UnreadableFile ? error.failure : { why: "unknown" };
    const unreadable = errorOf("setting-file-unreadable", { path, reason: (error as Error).message, ...failure });
    throw new MistakenValue(unreadable, { cause: error });
  };
