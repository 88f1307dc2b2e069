import { dirname, relative, resolve, sep } from "node:path";

/**
 * The wings of src/, lowest first: a file imports its own wing and those of lower floors, not the others of its floor.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ["lib"],
  ["model"],
  ["engine", "data"],
  ["config"],
  ["alerting"],
  ["operations"],
  ["access"],
  ["import"],
  ["intake"],
  ["cluster"],
  ["interfaces"],
  ["app"],
  ["cli"],
  ["main.ts"],
];

export const SOURCE = resolve(import.meta.dirname, "../../src");

/** Path of a file below src/, with forward slashes; null for other files. */
export function sourcePath(file: string): string | null {
  const path = relative(SOURCE, file);
  return path.startsWith("..") ? null : path.split(sep).join("/");
}

/** The file named by a relative import; null for a package. */
export const importedFile = (importer: string, specifier: string): string | null =>
  specifier.startsWith(".") ? resolve(dirname(importer), specifier) : null;

/** Error text for an import that goes up or sideways; null if it is allowed. Paths are those of `sourcePath`. */
export function wingMistake(importer: string, imported: string): string | null {
  const [from, to] = [wingOf(importer), wingOf(imported)];
  if (from === to || floorOf(to) < floorOf(from)) return null;
  return `${from}/ must not import ${to}/: ${allowedImports(from)}`;
}

const wingOf = (path: string): string => path.split("/", 1)[0]!;

const floorOf = (wing: string): number => FLOORS.findIndex((wings) => wings.includes(wing));

function allowedImports(wing: string): string {
  const wings = FLOORS.slice(0, Math.max(0, floorOf(wing))).flat();
  return wings.length === 0 ? "it imports nothing of src/" : `it may import ${wings.join(", ")}`;
}
