import { RE2JS } from "re2js";
import {
  FILTER_LABELS,
  type BufferLimit,
  type ConfiguredTarget,
  type LabelPatterns,
} from "../../data/timeseries/remote-write/remote-target.ts";
import { readHeaders, requestHeaders } from "./header-settings.ts";
import { createSettingMistakes } from "./setting-mistakes.ts";
import type { Section } from "./section.ts";
import { httpUrl, isOneLine, mistaken } from "./value-parsers.ts";
import { errorOf, settingExpected } from "../../model/configuration-errors.ts";

const DEFAULT_BUFFER: BufferLimit = { seconds: 24 * 3_600 };
const MAX_TARGETS = 16;
const MAX_LABELS = 32;
const MAX_REGEX_LENGTH = 4_000;
const OWN_LABELS: ReadonlySet<string> = new Set([...FILTER_LABELS, "unit"]);

/** Reads the list `remote_write:` of vigie.yaml. Refuses with `bad-setting`. */
export function remoteWriteSettings(sections: readonly Section[]): readonly ConfiguredTarget[] {
  const known = new Set<string>();
  const mistakes = createSettingMistakes();
  const read = (section: Section, index: number): readonly ConfiguredTarget[] => {
    if (index >= MAX_TARGETS) section.refuse(null, settingExpected({ form: "at-most-targets", most: MAX_TARGETS }));
    const target = targetOf(section);
    if (known.has(target.name)) section.refuse(null, errorOf("target-twice", { name: target.name }));
    known.add(target.name);
    return [target];
  };
  const targets = sections.flatMap((section, index) => mistakes.keep(() => read(section, index), []));
  mistakes.end();
  return targets;
}

function targetOf(section: Section): ConfiguredTarget {
  const url = section.required("url", httpUrl);
  const headers = readHeaders(section);
  const target: ConfiguredTarget = {
    url,
    name: section.optional("name", targetName) ?? new URL(url).host,
    labels: labelsOf(section),
    keep: patternsOf(section, "keep"),
    drop: patternsOf(section, "drop"),
    buffer: section.optional("buffer", bufferLimit) ?? DEFAULT_BUFFER,
    headers: () => requestHeaders(headers),
  };
  section.end();
  return target;
}

function targetName(text: string): string {
  if (!/^[\w.:-]{1,64}$/.test(text)) throw mistaken({ form: "target-name" });
  return text;
}

/** Reads `labels`: those that every series has besides its own. Refuses with `bad-setting`. */
export function labelsOf(section: Section): Readonly<Record<string, string>> {
  const labels = section.texts("labels");
  if (labels.size > MAX_LABELS) section.refuse("labels", settingExpected({ form: "at-most-labels", most: MAX_LABELS }));
  for (const [name, value] of labels) {
    if (!/^(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,63}$/.test(name)) section.refuse("labels", errorOf("label-name", { name }));
    if (OWN_LABELS.has(name)) section.refuse("labels", errorOf("own-label", { name }));
    if (!isOneLine(value))
      section.refuse("labels", errorOf("setting-expected", { part: name, found: null, form: "one-line" }));
  }
  return Object.fromEntries(labels);
}

/** Null without the key. */
function patternsOf(section: Section, key: "keep" | "drop"): LabelPatterns | null {
  const patterns = section.texts(key);
  const isKnown = (label: string): boolean => (FILTER_LABELS as readonly string[]).includes(label);
  for (const [label, pattern] of patterns) {
    if (!isKnown(label)) section.refuse(key, errorOf("unknown-label", { name: label, labels: FILTER_LABELS }));
    if (pattern.length > MAX_REGEX_LENGTH)
      section.refuse(
        key,
        errorOf("setting-expected", { part: label, found: null, form: "at-most-characters", most: MAX_REGEX_LENGTH }),
      );
    try {
      RE2JS.compile(pattern);
    } catch (error) {
      section.refuse(
        key,
        errorOf("setting-unusable", { part: label, reason: (error as Error).message, form: "regex" }),
      );
    }
  }
  return patterns.size === 0 ? null : Object.fromEntries(patterns);
}

const SECONDS = { m: 60, h: 3_600, d: 86_400 } as const;
const MIN_SECONDS = 600;
const MAX_SECONDS = 30 * 86_400;
const BYTES = { MB: 1024 ** 2, GB: 1024 ** 3 } as const;
const MIN_BYTES = 1024 ** 2;
const MAX_BYTES = 1024 ** 4;

/** A time such as `24h`, or a size such as `1GB`, by 1024. */
function bufferLimit(text: string): BufferLimit {
  const [, digits, unit] = /^(\d{1,7})\s*([mhd]|[MG]B)$/.exec(text) ?? [];
  const seconds = Number(digits) * (SECONDS[unit as "m"] ?? NaN);
  const bytes = Number(digits) * (BYTES[unit as "MB"] ?? NaN);
  if (seconds >= MIN_SECONDS && seconds <= MAX_SECONDS) return { seconds };
  if (bytes >= MIN_BYTES && bytes <= MAX_BYTES) return { bytes };
  throw mistaken({ form: "time-or-size" }, text);
}
