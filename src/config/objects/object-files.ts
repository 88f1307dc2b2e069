import { join } from "node:path";

import { isFolder, readFolder, realPath } from "../../lib/folder.ts";
import { folderDigest } from "./folder-digest.ts";
import { reasonOf } from "../../lib/reason-of.ts";
import type { Definition } from "./definition.ts";
import type { Include, MainFile } from "./main-file.ts";
import { parseObjects } from "./parse-objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { pathUnreadable, readText } from "./read-text.ts";
import type { TextPool } from "./text-pool.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";
import type { UnreadableFile } from "../../lib/unreadable-file.ts";

/** Maximum number of files and folders that one configuration may include. */
const MAX_INCLUDES = 10_000;

/**
 * Reads the definitions of all object files in order: `cfg_file`, `cfg_dir` (every `*.cfg` below the folder, sorted,
 * without hidden ones), and `include_file`, `include_dir` inside object files. A file included twice is read once.
 */
export function readObjectFiles(main: MainFile, pool: TextPool, problems: Diagnostics): Definition[] {
  const reader: Reader = {
    definitions: [],
    pool,
    problems,
    // Main and resource files in a cfg_dir contain no objects.
    notObjectFiles: new Set(
      [main.path, ...main.parts, ...main.resourceFiles.map(({ path }) => path)].flatMap(
        (path) => realPathOrNull(path) ?? [],
      ),
    ),
    done: new Set(),
    includeCount: 0,
    tooMany: false,
  };
  for (const include of main.objectIncludes) follow(reader, include, []);
  return reader.definitions;
}

interface Reader {
  readonly definitions: Definition[];
  readonly pool: TextPool;
  readonly problems: Diagnostics;
  readonly notObjectFiles: ReadonlySet<string>;
  readonly done: Set<string>;
  includeCount: number;
  tooMany: boolean;
}

/** `inside`: real paths of the files and folders being read, the outermost first. */
function follow(reader: Reader, include: Include, inside: readonly string[]): void {
  const { place, directive, path } = include;
  if (reader.tooMany) return;
  reader.includeCount += 1;
  if (reader.includeCount > MAX_INCLUDES) {
    reader.tooMany = true;
    reader.problems.error(place, directive, errorOf("too-many-includes", { most: MAX_INCLUDES }));
    return;
  }
  const real = realPathOr(path, (error) => reader.problems.error(place, directive, error));
  if (real === null) return;
  if (inside.includes(real))
    reader.problems.error(place, directive, errorOf("includes-itself", { path, through: othersBetween(inside, real) }));
  else if (reader.done.has(real)) reader.problems.warn(place, directive, warningOf("read-already", { path }));
  else {
    reader.done.add(real);
    if (directive === "cfg_dir" || directive === "include_dir") followFolder(reader, include, [...inside, real]);
    else followFile(reader, include, [...inside, real]);
  }
}

function followFile(reader: Reader, include: Include, inside: readonly string[]): void {
  const text = readText(include.path, include, reader.problems);
  if (text === null) return;
  const { definitions, includes } = parseObjects(text, include.path, reader.pool, reader.problems);
  for (const definition of definitions) reader.definitions.push(definition);
  for (const inner of includes) follow(reader, inner, inside);
}

function followFolder(reader: Reader, include: Include, inside: readonly string[]): void {
  let names: readonly string[];
  try {
    names = readFolder(include.path);
  } catch (error) {
    reader.problems.error(include.place, include.directive, pathUnreadable(include.path, error as UnreadableFile));
    return;
  }
  reader.problems.wasRead({
    path: include.path,
    kind: "folder",
    digest: folderDigest(names, (name) => isFolder(join(include.path, name))),
  });
  for (const name of names) {
    if (name.startsWith(".")) continue;
    const path = join(include.path, name);
    if (isFolder(path)) follow(reader, { directive: "cfg_dir", path, place: include.place }, inside);
    else if (name.endsWith(".cfg") && !reader.notObjectFiles.has(realPathOrNull(path) ?? path)) {
      follow(reader, { directive: "cfg_file", path, place: include.place }, inside);
    }
  }
}

const othersBetween = (inside: readonly string[], real: string): readonly string[] =>
  inside.slice(inside.indexOf(real) + 1);

const realPathOrNull = (path: string): string | null => realPathOr(path, () => {});

/** The path without links, or null after calling `report`. */
function realPathOr(path: string, report: (error: ErrorText) => void): string | null {
  try {
    return realPath(path);
  } catch (error) {
    const { code: why = "unknown" } = error as NodeJS.ErrnoException;
    const reason = reasonOf(error);
    report(why === "ENOENT" ? errorOf("path-missing", { path }) : errorOf("path-unreadable", { path, reason, why }));
    return null;
  }
}
