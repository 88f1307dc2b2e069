import { dirname } from "node:path";
import { isMap, isScalar, isSeq, type Node } from "yaml";
import { isFile } from "../../lib/folder.ts";
import { readRegularFile, utf8Text } from "../../lib/regular-file.ts";
import { UnreadableFile } from "../../lib/unreadable-file.ts";
import { parseYaml } from "../../lib/yaml-text.ts";
import type { Refusal } from "../../model/refusal.ts";
import { createSection, type Place, type Section } from "./section.ts";
import { badSettings, type SettingMistakes, unknownSetting } from "./setting-mistakes.ts";
import { errorOf, type ErrorText, settingExpected, yamlErrorOf } from "../../model/configuration-errors.ts";

export interface FileEntry {
  readonly text: string;
  readonly place: Place;
}

/** Settings that are maps, with what is expected of them. */
const SECTIONS: ReadonlyMap<string, SectionForm> = new Map([
  ["channels", "channels-section"],
  ["tls", "tls-section"],
  ["history", "history-section"],
  ["metrics", "metrics-section"],
  ["poller_groups", "poller-groups-section"],
]);

/** Settings that are lists of maps, with what is expected of them. */
const LISTS: ReadonlyMap<string, SectionForm> = new Map([
  ["remote_write", "remote-write-list"],
  ["reports", "reports-list"],
]);

type SectionForm =
  | "channels-section"
  | "tls-section"
  | "history-section"
  | "metrics-section"
  | "poller-groups-section"
  | "remote-write-list"
  | "reports-list";

/** Keys of the settings that are maps or lists. */
export const SECTION_KEYS: readonly string[] = [...SECTIONS.keys(), ...LISTS.keys()];

const MAX_FILE_BYTES = 1_048_576;

/** Null if the file does not exist. Refuses with `bad-setting` if it cannot be read. */
function textOf(path: string): string | null {
  try {
    return utf8Text(readRegularFile(path, MAX_FILE_BYTES));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.failure.why === "ENOENT") return null;
    if (error.failure.why === "ENOTDIR" && isFile(dirname(path)))
      throw wholeFile(dirname(path), errorOf("file-as-folder", { folder: dirname(dirname(path)) }));
    throw wholeFile(path, errorOf("file-unreadable", { reason: error.message, ...error.failure }));
  }
}

const wholeFile = (file: string, error: ErrorText): Refusal =>
  badSettings([{ file, line: 0, directive: null, ...error }]);

export interface SettingsFile {
  readonly entries: ReadonlyMap<string, FileEntry>;
  readonly sections: ReadonlyMap<string, Section>;
  readonly lists: ReadonlyMap<string, readonly Section[]>;
}

const NO_SETTINGS: SettingsFile = { entries: new Map(), sections: new Map(), lists: new Map() };

/**
 * Reads the file; nothing if it does not exist. The mistakes of its keys are kept. Refuses with `bad-setting` a file that
 * cannot be read.
 */
export function readSettingsFile(
  path: string,
  knownKeys: ReadonlySet<string>,
  { keep }: SettingMistakes,
): SettingsFile {
  const text = textOf(path);
  if (text === null) return NO_SETTINGS;
  const { contents, lineAt, mistakes } = parseYaml(text);
  if (mistakes.length > 0)
    throw badSettings(
      mistakes.map((mistake) => ({ file: path, line: mistake.line, directive: null, ...yamlErrorOf(mistake) })),
    );
  if (contents === null) return NO_SETTINGS;
  if (!isMap(contents))
    throw badSettings([{ file: path, line: 1, directive: null, ...settingExpected({ form: "key-lines" }) }]);
  const placeOf = (node: Node | null): Place => ({ file: path, line: lineAt(node?.range?.[0] ?? 0) });
  const entries = new Map<string, FileEntry>();
  const sections = new Map<string, Section>();
  const lists = new Map<string, readonly Section[]>();
  const take = ({ key, value }: { readonly key: Node | null; readonly value: Node | null }): void => {
    const name = isScalar(key) ? String(key.value) : "";
    const refuse = (directive: string | null, error: ErrorText): never => {
      throw badSettings([{ ...placeOf(key), directive, ...error }]);
    };
    const expected = (form: SectionForm | "single-value"): never => refuse(name, settingExpected({ form }));
    if (!knownKeys.has(name)) refuse(null, unknownSetting(name, name, knownKeys));
    if (SECTIONS.has(name))
      sections.set(
        name,
        isMap(value) ? createSection(name, value, placeOf, dirname(path)) : expected(SECTIONS.get(name)!),
      );
    else if (LISTS.has(name)) {
      const form = LISTS.get(name)!;
      const items = isSeq(value) ? value.items : expected(form);
      lists.set(
        name,
        items.map((each, index) =>
          isMap(each) ? createSection(name, each, placeOf, dirname(path), `${name}[${index}]`) : expected(form),
        ),
      );
    } else if (!isScalar(value) || value.value === null) expected("single-value");
    else entries.set(name, { text: String(value.value), place: placeOf(key) });
  };
  for (const { key, value } of contents.items)
    keep(() => take({ key: key as Node | null, value: value as Node | null }), undefined);
  return { entries, sections, lists };
}
