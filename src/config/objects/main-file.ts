import { lstatSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";

import { readFolder } from "../../lib/folder.ts";
import { forEachLogicalLine } from "./logical-lines.ts";
import { MAIN_DIRECTIVES_WITHOUT_EFFECT } from "./main-directives.ts";
import { DEFAULT_MAIN_VALUES, takeMainDirective, type MainValues } from "./main-settings.ts";
import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { readText } from "./read-text.ts";
import { shortened } from "./shortened.ts";

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
}

/** Names of the main file; the first one found is used. */
export const MAIN_FILE_NAMES = ["vigie.cfg", "nagios.cfg", "naemon.cfg", "icinga.cfg", "centengine.cfg"] as const;

/** Resource file of a folder without a main file. */
const RESOURCE_FILE_NAME = "resource.cfg";

/**
 * Reads the main file of a configuration folder. A folder of object files without one is read as a whole, with the
 * default settings. Null if there is neither, or if the main file cannot be read (reported in `problems`).
 */
export function readMainFile(configFolder: string, problems: Diagnostics): MainFile | null {
  let names: readonly string[];
  try {
    names = readFolder(configFolder);
  } catch (error) {
    const { message, cause } = error as Error;
    const isMissing = (cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
    const reason = isMissing ? "does not exist" : `cannot be read: ${message}`;
    problems.error({ file: configFolder, line: 0 }, null, `the configuration folder ${reason}`);
    return null;
  }
  const path = findMainFile(configFolder);
  return path === null ? folderAsMainFile(configFolder, names, problems) : readFoundFile(path, problems);
}

/** Path of the main file of a configuration folder; null if there is none. */
export function findMainFile(configFolder: string): string | null {
  return MAIN_FILE_NAMES.map((name) => join(configFolder, name)).find(isThere) ?? null;
}

function readFoundFile(path: string, problems: Diagnostics): MainFile | null {
  const text = readText(path, { place: { file: path, line: 0 }, directive: null }, problems);
  if (text === null) return null;
  const main = {
    path,
    values: { ...DEFAULT_MAIN_VALUES },
    objectIncludes: [] as Include[],
    resourceFiles: [] as Include[],
  };
  forEachLogicalLine(text, path, problems, (line, number) =>
    takeLine(main, line, { file: path, line: number }, problems),
  );
  return main;
}

// A link that leads nowhere counts: reading it gives the reason.
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function folderAsMainFile(folder: string, names: readonly string[], problems: Diagnostics): MainFile | null {
  const place: SourcePlace = { file: folder, line: 0 };
  if (!names.some((name) => name.endsWith(".cfg"))) {
    problems.error(
      place,
      null,
      `no main file in this folder: expected ${MAIN_FILE_NAMES.join(", ")}, or object files that end in .cfg`,
    );
    return null;
  }
  problems.warn(
    place,
    null,
    "no main file in this folder: every .cfg file in it and below is read, with the default settings",
  );
  const resourceFile = join(folder, RESOURCE_FILE_NAME);
  return {
    path: folder,
    values: { ...DEFAULT_MAIN_VALUES },
    objectIncludes: [{ directive: "cfg_dir", path: folder, place }],
    resourceFiles: isThere(resourceFile) ? [{ directive: "resource_file", path: resourceFile, place }] : [],
  };
}

function takeLine(
  main: { path: string; values: MainValues; objectIncludes: Include[]; resourceFiles: Include[] },
  line: string,
  place: SourcePlace,
  problems: Diagnostics,
): void {
  const equals = line.indexOf("=");
  if (equals <= 0) {
    problems.error(place, null, `'${shortened(line)}' is not a directive: expected name=value`);
    return;
  }
  const name = line.slice(0, equals).trimEnd();
  const value = line.slice(equals + 1).trimStart();
  if (name === "cfg_file" || name === "cfg_dir" || name === "resource_file") {
    if (value === "") problems.error(place, name, "expected a path");
    else includesOf(main, name).push({ directive: name, path: pathFrom(main.path, value), place });
  } else if (takeMainDirective(main.values, name, value, place, problems)) {
    return;
  } else {
    const reason = MAIN_DIRECTIVES_WITHOUT_EFFECT.get(name);
    if (reason === undefined) problems.error(place, name, "unknown directive of the main file");
    else problems.warnOnce(`main ${name}`, place, name, `has no effect: ${reason}`);
  }
}

function includesOf(main: { objectIncludes: Include[]; resourceFiles: Include[] }, name: string): Include[] {
  return name === "resource_file" ? main.resourceFiles : main.objectIncludes;
}

/** Resolves a path written in `file`, relative to the folder of that file. */
export const pathFrom = (file: string, written: string): string =>
  isAbsolute(written) ? written : join(dirname(file), written);
