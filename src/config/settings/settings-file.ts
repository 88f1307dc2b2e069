import { dirname } from "node:path";
import { isMap, isScalar, isSeq, type Node } from "yaml";
import { isFile } from "../../lib/folder.ts";
import { readRegularFile, utf8Text } from "../../lib/regular-file.ts";
import { UnreadableFile } from "../../lib/unreadable-file.ts";
import { parseYaml } from "../../lib/yaml-text.ts";
import { Refusal } from "../../model/refusal.ts";
import { createSection, type Place, type Section } from "./section.ts";
import { knownSettings, type SettingMistakes } from "./setting-mistakes.ts";
import { yamlErrorOf } from "../../model/configuration-errors.ts";

export interface FileEntry {
  readonly text: string;
  readonly place: string;
}

/** Settings that are maps, with what is expected of them. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ["channels", "channels by name"],
  ["tls", "the keys certificate and key"],
  ["history", "days for which events are kept, such as states_days: 730"],
  ["metrics", "how long performance data is kept"],
]);

/** Settings that are lists of maps, with what is expected of them. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["remote_write", "a list of targets, each with its url"],
  ["reports", "a list of reports, each with its name"],
]);

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
      throw new Refusal(
        "bad-setting",
        `${dirname(path)}: expected a configuration folder, found a file: give the folder, ${dirname(dirname(path))}`,
      );
    throw new Refusal("bad-setting", `${path}: cannot be read: ${error.message}`);
  }
}

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
    throw new Refusal(
      "bad-setting",
      mistakes.map((mistake) => `${path}:${mistake.line}: ${yamlErrorOf(mistake).message}`).join("\n"),
    );
  if (contents === null) return NO_SETTINGS;
  if (!isMap(contents)) throw new Refusal("bad-setting", `${path}:1: expected "key: value" lines`);
  const placeOf = (node: Node | null): Place => ({ file: path, line: lineAt(node?.range?.[0] ?? 0) });
  const placeText = (node: Node | null): string => `${path}:${placeOf(node).line}`;
  const entries = new Map<string, FileEntry>();
  const sections = new Map<string, Section>();
  const lists = new Map<string, readonly Section[]>();
  const take = ({ key, value }: { readonly key: Node | null; readonly value: Node | null }): void => {
    const name = isScalar(key) ? String(key.value) : "";
    const refuse = (message: string): never => {
      throw new Refusal("bad-setting", `${placeText(key)}: ${message}`);
    };
    if (!knownKeys.has(name)) refuse(`unknown setting '${name}'; ${knownSettings(name, knownKeys)}`);
    if (SECTIONS.has(name))
      sections.set(
        name,
        isMap(value)
          ? createSection(name, value, placeOf, dirname(path))
          : refuse(`${name}: expected ${SECTIONS.get(name)}`),
      );
    else if (LISTS.has(name)) {
      const expected = (): never => refuse(`${name}: expected ${LISTS.get(name)}`);
      const items = isSeq(value) ? value.items : expected();
      lists.set(
        name,
        items.map((each, index) =>
          isMap(each) ? createSection(name, each, placeOf, dirname(path), `${name}[${index}]`) : expected(),
        ),
      );
    } else if (!isScalar(value) || value.value === null) refuse(`${name}: expected a single value`);
    else entries.set(name, { text: String(value.value), place: placeText(key) });
  };
  for (const { key, value } of contents.items)
    keep(() => take({ key: key as Node | null, value: value as Node | null }), undefined);
  return { entries, sections, lists };
}
