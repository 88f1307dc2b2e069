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

/** The same of console/src/; `style/` belongs to all. */
const CONSOLE_FLOORS: readonly (readonly string[])[] = [["data"], ["words"], ["parts"], ["pages"], ["app"]];

const ROOT = resolve(import.meta.dirname, "../..");
export const SOURCE = resolve(ROOT, "src");
const CONSOLE = resolve(ROOT, "console/src");

/** Path of a file below src/, with forward slashes; null for other files. */
export const sourcePath = (file: string): string | null => pathBelow(SOURCE, file);

function pathBelow(folder: string, file: string): string | null {
  const path = relative(folder, file);
  return path.startsWith("..") ? null : path.split(sep).join("/");
}

/** The file named by a relative import; null for a package. */
export const importedFile = (importer: string, specifier: string): string | null =>
  specifier.startsWith(".") ? resolve(dirname(importer), specifier) : null;

/** Error text for an import that goes up or sideways; null if it is allowed. Paths are those of `sourcePath`. */
export const wingMistake = (importer: string, imported: string): string | null => mistakeIn(FLOORS, importer, imported);

/**
 * Error text for an import of a file of `console/` or by one: the server and its console know each other by the API
 * alone; `data/` knows no React. `specifier`: as it stands in the import. Null if it is allowed.
 */
export function consoleMistake(importer: string, specifier: string): string | null {
  const from = pathBelow(CONSOLE, importer);
  const imported = importedFile(importer, specifier);
  if (imported === null)
    return from?.startsWith("data/") === true && /react/.test(specifier) ? "data/ is TypeScript without React" : null;
  const to = pathBelow(CONSOLE, imported);
  if (from === null) return to !== null && sourcePath(importer) !== null ? "src/ must not import console/" : null;
  if (to === null) return sourcePath(imported) === null ? null : "console/ must not import src/";
  return to.startsWith("style/") ? null : mistakeIn(CONSOLE_FLOORS, from, to);
}

function mistakeIn(floors: typeof FLOORS, importer: string, imported: string): string | null {
  const [from, to] = [wingOf(importer), wingOf(imported)];
  if (from === to || floorOf(floors, to) < floorOf(floors, from)) return null;
  return `${from}/ must not import ${to}/: ${allowedImports(floors, from)}`;
}

const wingOf = (path: string): string => path.split("/", 1)[0]!;

const floorOf = (floors: typeof FLOORS, wing: string): number => floors.findIndex((wings) => wings.includes(wing));

function allowedImports(floors: typeof FLOORS, wing: string): string {
  const wings = floors.slice(0, Math.max(0, floorOf(floors, wing))).flat();
  return wings.length === 0 ? "it imports no other" : `it may import ${wings.join(", ")}`;
}
