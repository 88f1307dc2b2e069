import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { isMap, isScalar, type Node, type YAMLMap } from "yaml";
import { Refusal } from "../../model/refusal.ts";

/** A secret as it stands in its place at the moment: a file may be renewed while the server runs. Throws when it cannot be read. */
export type Secret = () => string;

/** A map of vigie.yaml, read key by key. Everything refuses with `bad-setting`, naming file, line, key and what was expected. */
export interface Section {
  /** The key it stands under. */
  readonly name: string;
  optional<T>(key: string, parse: (text: string) => T): T | undefined;
  required<T>(key: string, parse: (text: string) => T): T;
  /** The texts below a key, by name; empty when there is none. */
  texts(key: string): ReadonlyMap<string, string>;
  /** The value of `key`, or the content of the file that `key_file` names; checked with `parse` now and at each use. */
  secret(key: string, parse: (text: string) => string): Secret | undefined;
  /** Files with a secret each, by name. */
  secrets(key: string): ReadonlyMap<string, Secret>;
  /** The sections below this one. */
  sections(): readonly Section[];
  refuse(key: string | null, message: string): never;
  /** To be called last: refuses keys that nobody asked for. */
  end(): void;
}

const LARGEST_SECRET_BYTES = 65_536;
const LONGEST_TEXT = 65_536;

/** `placeAt`: file and line of a place in the text. `folder`: where relative paths begin. */
export function createSection(
  name: string,
  map: YAMLMap,
  placeAt: (node: Node | null) => string,
  folder: string,
  path = name,
): Section {
  const asked = new Set<string>();
  const entries = new Map(
    map.items.map(({ key, value }) => [
      isScalar(key) ? String(key.value) : "",
      { key: key as Node, value: value as Node | null },
    ]),
  );

  const refuse: Section["refuse"] = (key, message) => {
    const place = placeAt((key === null ? undefined : entries.get(key)?.key) ?? map);
    throw new Refusal("bad-setting", `${place}: ${key === null ? path : `${path}.${key}`}: ${message}`);
  };
  const attempt = <T>(key: string, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return refuse(key, (error as Error).message);
    }
  };
  const textOf = (key: string): string | undefined => {
    asked.add(key);
    const entry = entries.get(key);
    return entry === undefined ? undefined : (scalarText(entry.value) ?? refuse(key, "a single value was expected"));
  };
  const fileSecret = (key: string, file: string, parse: (text: string) => string): Secret => {
    const secret = (): string => parse(secretIn(resolve(folder, file)));
    attempt(key, secret);
    return secret;
  };

  const section: Section = {
    name,
    optional(key, parse) {
      const text = textOf(key);
      return text === undefined ? undefined : attempt(key, () => parse(text));
    },
    required(key, parse) {
      const text = textOf(key);
      return text === undefined ? refuse(null, `'${key}' is missing`) : attempt(key, () => parse(text));
    },
    texts(key) {
      asked.add(key);
      const value = entries.get(key)?.value;
      if (value === undefined) return new Map();
      if (!isMap(value)) return refuse(key, 'a list of "name: value" lines was expected');
      return new Map(
        value.items.map((item) => [
          isScalar(item.key) ? String(item.key.value) : "",
          scalarText(item.value as Node | null) ?? refuse(key, "a single value was expected for each name"),
        ]),
      );
    },
    secret(key, parse) {
      const text = textOf(key);
      const file = textOf(`${key}_file`);
      if (text !== undefined && file !== undefined)
        return refuse(`${key}_file`, `expected either ${key} or ${key}_file, found both`);
      if (file !== undefined) return fileSecret(`${key}_file`, file, parse);
      if (text === undefined) return undefined;
      const value = attempt(key, () => parse(text));
      return () => value;
    },
    secrets: (key) =>
      new Map([...section.texts(key)].map(([header, file]) => [header, fileSecret(key, file, (text) => text)])),
    sections: () =>
      [...entries].map(([below, { value }]) =>
        isMap(value)
          ? createSection(below, value, placeAt, folder, `${path}.${below}`)
          : refuse(below, 'a list of "key: value" lines was expected'),
      ),
    refuse,
    end() {
      const unknown = [...entries.keys()].find((key) => !asked.has(key));
      if (unknown !== undefined) refuse(unknown, `unknown setting; known are ${[...asked].join(", ")}`);
    },
  };
  return section;
}

function scalarText(value: Node | null): string | undefined {
  return isScalar(value) && value.value !== null && String(value.value).length <= LONGEST_TEXT
    ? String(value.value)
    : undefined;
}

/** One line; a line end after it is not part of it. */
function secretIn(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new Error(`there is no file ${path}`);
  if (!stat.isFile() || stat.size > LARGEST_SECRET_BYTES)
    throw new Error(`${path} is not a file of at most ${LARGEST_SECRET_BYTES} bytes`);
  const text = readFileSync(path, "utf8").trimEnd();
  if (text === "" || /[\r\n\0]/.test(text)) throw new Error(`${path} does not hold one line of text`);
  return text;
}
