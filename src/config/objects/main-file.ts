import { dirname, join } from "node:path";

import { isFile, isFolder, isThere, readFolder, realPath } from "../../lib/folder.ts";
import { folderDigest } from "./folder-digest.ts";
import { needsWarning } from "./inert-directive.ts";
import { forEachLogicalLine } from "./logical-lines.ts";
import { inertDirective } from "./main-directives.ts";
import { DEFAULT_MAIN_VALUES, MAIN_DIRECTIVES, takeMainDirective, type MainValues } from "./main-settings.ts";
import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { pathFrom } from "./path-from.ts";
import { shortened } from "./shortened.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import type { UnreadableFile } from "../../lib/unreadable-file.ts";
import { pathUnreadable, readText } from "./read-text.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** A file or folder named by another file. A relative `path` starts at the folder of the main file. */
export interface Include {
  readonly directive: string;
  readonly path: string;
  readonly place: SourcePlace;
}

export interface MainFile {
  readonly path: string;
  readonly values: MainValues;
  /** `cfg_file` and `cfg_dir`, in the order of the file. */
  readonly objectIncludes: readonly Include[];
  readonly resourceFiles: readonly Include[];
  /** Files that the main file includes as parts of itself (Naemon). */
  readonly parts: readonly string[];
}

/** Names of the main file; the first one found is used. */
export const MAIN_FILE_NAMES = ["vigie.cfg", "nagios.cfg", "naemon.cfg", "icinga.cfg", "centengine.cfg"] as const;

/** Resource file of a folder without a main file. */
const RESOURCE_FILE_NAME = "resource.cfg";

/**
 * Reads the main file of a configuration folder, or a main file given by its path. A folder of object files without a
 * main file is read as a whole, with the default settings. Null if there is neither, or if the main file cannot be read
 * (reported in `problems`).
 */
export function readMainFile(folderOrFile: string, problems: Diagnostics): MainFile | null {
  if (isFile(folderOrFile)) return readFoundFile(folderOrFile, problems);
  let names: readonly string[];
  try {
    names = readFolder(folderOrFile);
  } catch (error) {
    const { message: reason, failure } = error as UnreadableFile;
    const isMissing = failure.why === "ENOENT";
    problems.error(
      { file: folderOrFile, line: 0 },
      null,
      isMissing ? errorOf("folder-missing", {}) : errorOf("folder-unreadable", { reason, ...failure }),
    );
    return null;
  }
  const path = findMainFile(folderOrFile);
  return path === null ? folderAsMainFile(folderOrFile, names, problems) : readFoundFile(path, problems);
}

/** Folder of a configuration that is given by its folder or by its main file. */
export const configurationFolderOf = (folderOrFile: string): string =>
  isFile(folderOrFile) ? dirname(folderOrFile) : folderOrFile;

/** Path of the main file of a configuration folder; null if there is none. */
export function findMainFile(configFolder: string): string | null {
  return MAIN_FILE_NAMES.map((name) => join(configFolder, name)).find(isThere) ?? null;
}

interface OpenMainFile extends MainFile {
  values: MainValues;
  /** File from whose folder relative paths start. */
  base: string;
  readonly objectIncludes: Include[];
  readonly resourceFiles: Include[];
  readonly parts: string[];
}

function readFoundFile(path: string, problems: Diagnostics): MainFile | null {
  const main: OpenMainFile = {
    path,
    base: path,
    values: { ...DEFAULT_MAIN_VALUES },
    objectIncludes: [],
    resourceFiles: [],
    parts: [],
  };
  return readPart(main, path, { place: { file: path, line: 0 }, directive: null }, problems) ? main : null;
}

/** Reads the main file or a file that it includes; false if it cannot be read. */
function readPart(
  main: OpenMainFile,
  path: string,
  from: { readonly place: SourcePlace; readonly directive: string | null },
  problems: Diagnostics,
): boolean {
  const text = readText(path, from, problems);
  if (text === null) return false;
  forEachLogicalLine(text, path, problems, (line, number) =>
    takeLine(main, line, { file: path, line: number }, problems),
  );
  return true;
}

/** Maximum number of files that a main file may include. */
const MAX_PARTS = 1_000;

function includePart(main: OpenMainFile, include: Include, problems: Diagnostics): void {
  const real = isFile(include.path) || isFolder(include.path) ? realPath(include.path) : null;
  if (real === null) problems.error(include.place, include.directive, errorOf("path-missing", { path: include.path }));
  else if (real === realPath(main.path) || main.parts.includes(real))
    problems.error(include.place, include.directive, errorOf("included-twice", { path: include.path }));
  else if (main.parts.length >= MAX_PARTS)
    problems.error(include.place, include.directive, errorOf("too-many-parts", { most: MAX_PARTS }));
  else {
    main.parts.push(real);
    readPart(main, include.path, include, problems);
  }
}

function includeFolder(main: OpenMainFile, include: Include, problems: Diagnostics): void {
  if (!isFolder(include.path)) {
    problems.error(include.place, include.directive, errorOf("not-a-folder", { path: include.path }));
    return;
  }
  let names: readonly string[];
  try {
    names = readFolder(include.path);
  } catch (error) {
    problems.error(include.place, include.directive, pathUnreadable(include.path, error as UnreadableFile));
    return;
  }
  problems.wasRead({ path: include.path, kind: "folder", digest: folderDigest(names, () => false) });
  for (const name of names)
    if (name.endsWith(".cfg") && !name.startsWith("."))
      includePart(main, { ...include, path: join(include.path, name) }, problems);
}

function folderAsMainFile(folder: string, names: readonly string[], problems: Diagnostics): MainFile | null {
  const place: SourcePlace = { file: folder, line: 0 };
  if (!names.some((name) => name.endsWith(".cfg"))) {
    problems.error(place, null, errorOf("folder-without-files", { names: MAIN_FILE_NAMES }));
    return null;
  }
  problems.warn(place, null, warningOf("no-main-file", {}));
  const resourceFile = join(folder, RESOURCE_FILE_NAME);
  return {
    path: folder,
    values: { ...DEFAULT_MAIN_VALUES },
    objectIncludes: [{ directive: "cfg_dir", path: folder, place }],
    resourceFiles: isThere(resourceFile) ? [{ directive: "resource_file", path: resourceFile, place }] : [],
    parts: [],
  };
}

function takeLine(main: OpenMainFile, line: string, place: SourcePlace, problems: Diagnostics): void {
  const equals = line.indexOf("=");
  if (equals <= 0) {
    problems.error(place, null, errorOf("not-a-main-directive", { text: shortened(line) }));
    return;
  }
  const name = line.slice(0, equals).trimEnd();
  const value = line.slice(equals + 1).trimStart();
  if (PATHS.has(name)) {
    if (value === "") problems.error(place, name, errorOf("path-expected", {}));
    else takePath(main, { directive: name, path: pathFrom(main.base, value), place }, problems);
  } else if (takeMainDirective(main.values, name, value, place, problems)) {
    return;
  } else {
    const inert = inertDirective(name);
    if (inert === undefined)
      problems.unknownName(place, name, ["unknown-main-directive", {}], name, [...PATHS, ...MAIN_DIRECTIVES.keys()]);
    else if (needsWarning(inert, value))
      problems.warnOnce(
        `main ${name}`,
        place,
        name,
        warningOf("directive-without-effect", { type: null, reason: inert.reason }),
      );
  }
}

const PATHS: ReadonlySet<string> = new Set([
  "cfg_file",
  "cfg_dir",
  "resource_file",
  "include_file",
  "include_dir",
  "config_rel_path",
]);

/** `include_file`, `include_dir` and `config_rel_path` are of Naemon. */
function takePath(main: OpenMainFile, include: Include, problems: Diagnostics): void {
  switch (include.directive) {
    case "resource_file":
      main.resourceFiles.push(include);
      break;
    case "include_file":
      includePart(main, include, problems);
      break;
    case "include_dir":
      includeFolder(main, include, problems);
      break;
    case "config_rel_path":
      main.base = join(include.path, "main.cfg");
      break;
    default:
      main.objectIncludes.push(include);
  }
}
