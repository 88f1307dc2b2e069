import { isAlias, isMap, isNode, isScalar, isSeq, type YAMLMap } from "yaml";
import { similarNames } from "../lib/similar-names.ts";
import type { ConfigWarning, WarningText } from "../model/configuration-warnings.ts";
import { type ConfigError, errorOf, type ErrorText } from "../model/configuration-errors.ts";
import type { ServiceName } from "./known-names.ts";
import { type FoundNode, foundWords } from "../model/access-errors.ts";

const MAX_TEXT_LENGTH = 255;
const MAX_ERRORS = 1000;

/** Validates one value: null if valid. */
type Check<Value> = (value: Value) => ErrorText | null;

/**
 * Reads the fields of a YAML map and collects errors with their lines. An absent field is undefined or an empty list.
 */
export interface FieldReader {
  text(map: YAMLMap, key: string): string | undefined;
  wholeNumber(map: YAMLMap, key: string, max: number): number | undefined;
  flag(map: YAMLMap, key: string): boolean | undefined;
  texts(map: YAMLMap, key: string, check: Check<string>): readonly string[];
  services(map: YAMLMap, key: string, check: Check<ServiceName>): readonly ServiceName[];
  allowOnly(map: YAMLMap, keys: readonly string[]): void;
  /** Reports an absent field (an invalid one has already been reported) and returns the stand-in. */
  missing<Value>(map: YAMLMap, key: string, standIn: Value): Value;
  /** Reports a value used by an earlier map; `taken` holds the lines of earlier maps. */
  once<Value>(map: YAMLMap, key: string, value: Value, taken: Map<Value, number>): void;
  isNothing(node: unknown): boolean;
  error(node: unknown, key: string | null, error: ErrorText): void;
  errorAt(line: number, key: string | null, error: ErrorText): void;
  warning(node: unknown, key: string | null, warning: WarningText): void;
  errors(): readonly ConfigError[];
  warnings(): readonly ConfigWarning[];
}

/** `lineAt`: line of an offset in the file. */
export function createFieldReader(file: string, lineAt: (offset: number) => number): FieldReader {
  const errors: ConfigError[] = [];
  const warnings: ConfigWarning[] = [];

  const lineOf = (node: unknown): number => (isNode(node) && node.range ? lineAt(node.range[0]) : 0);
  const report = (line: number, directive: string | null, text: ErrorText): void => {
    if (errors.length < MAX_ERRORS) errors.push({ file, line, directive, ...text });
    else if (errors.length === MAX_ERRORS)
      errors.push({ file, line, directive: null, ...errorOf("further-errors", {}) });
  };
  const error = (node: unknown, key: string | null, text: ErrorText): void => report(lineOf(node), key, text);

  /** Text of a scalar; a number keeps its spelling (a host may be named 042). Reports other nodes. */
  const textOf = (node: unknown, key: string): string | undefined => {
    const value = isScalar(node) ? node.value : undefined;
    const text = typeof value === "number" && isScalar(node) ? (node.source ?? String(value)) : value;
    if (typeof text === "string" && text !== "" && text.length <= MAX_TEXT_LENGTH) return text;
    error(
      node,
      key,
      typeof text === "string" && text !== ""
        ? errorOf("text-too-long", { most: MAX_TEXT_LENGTH, length: text.length })
        : errorOf("node-expected", { expected: "text", ...foundAt(node) }),
    );
    return undefined;
  };
  const itemsOf = (map: YAMLMap, key: string): readonly unknown[] => {
    const node = map.get(key, true);
    if (node === undefined || isNothing(node)) return [];
    if (isSeq(node)) return node.items;
    error(node, key, errorOf("node-expected", { expected: "list", ...foundAt(node) }));
    return [];
  };
  const validated = <Value>(
    node: unknown,
    key: string,
    value: Value | undefined,
    check: Check<Value>,
  ): readonly Value[] => {
    const wrong = value === undefined ? null : check(value);
    if (wrong !== null) error(node, key, wrong);
    return value === undefined || wrong !== null ? [] : [value];
  };
  const serviceOf = (node: unknown, key: string): ServiceName | undefined => {
    if (!isMap(node)) {
      error(node, key, errorOf("node-expected", { expected: "service", ...foundAt(node) }));
      return undefined;
    }
    allowOnly(node, ["host", "service"]);
    const [host, service] = ["host", "service"].map((part) => {
      const value = node.get(part, true);
      if (value === undefined) error(node, key, errorOf("part-missing", { part }));
      return value === undefined ? undefined : textOf(value, part);
    });
    return host === undefined || service === undefined ? undefined : { host, service };
  };
  const allowOnly = (map: YAMLMap, keys: readonly string[]): void => {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : foundWords(foundAt(key));
      if (keys.includes(name)) continue;
      error(key, name, errorOf("unknown-key", { keys }, similarNames(name, keys)));
    }
  };

  return {
    text: (map, key) => {
      const node = map.get(key, true);
      return node === undefined ? undefined : textOf(node, key);
    },
    wholeNumber: (map, key, max) => {
      const node = map.get(key, true);
      if (node === undefined) return undefined;
      const value = isScalar(node) ? node.value : undefined;
      if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return value;
      error(node, key, errorOf("id-expected", { max, ...foundAt(node) }));
      return undefined;
    },
    flag: (map, key) => {
      const node = map.get(key, true);
      if (node === undefined) return undefined;
      if (isScalar(node) && typeof node.value === "boolean") return node.value;
      error(node, key, errorOf("node-expected", { expected: "flag", ...foundAt(node) }));
      return undefined;
    },
    texts: (map, key, check) => itemsOf(map, key).flatMap((node) => validated(node, key, textOf(node, key), check)),
    services: (map, key, check) =>
      itemsOf(map, key).flatMap((node) => validated(node, key, serviceOf(node, key), check)),
    allowOnly,
    missing: (map, key, standIn) => {
      if (!map.has(key)) error(map, key, errorOf("key-missing", {}));
      return standIn;
    },
    once: (map, key, value, taken) => {
      const node = map.get(key, true);
      const before = taken.get(value);
      if (before !== undefined && node !== undefined)
        error(node, key, errorOf("taken-by-group", { value: String(value), line: before }));
      else if (node !== undefined) taken.set(value, lineOf(map));
    },
    isNothing,
    error,
    errorAt: report,
    warning: (node, key, warning) => {
      warnings.push({ file, line: lineOf(node), directive: key, ...warning });
    },
    errors: () => errors,
    warnings: () => warnings,
  };
}

const isNothing = (node: unknown): boolean => isScalar(node) && node.value === null;

/** What stands there, for operators. */
function foundAt(node: unknown): FoundNode {
  if (isAlias(node)) return { found: "alias", found_text: node.source };
  if (isSeq(node)) return { found: "list", found_text: "" };
  if (isMap(node)) return { found: "map", found_text: "" };
  if (!isScalar(node) || node.value === null || node.value === "") return { found: "nothing", found_text: "" };
  return typeof node.value === "string"
    ? { found: "text", found_text: node.value.slice(0, MAX_SHOWN) }
    : { found: "number", found_text: String(node.source ?? node.value).slice(0, MAX_SHOWN) };
}

const MAX_SHOWN = 60;
