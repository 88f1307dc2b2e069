import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BUILT } from "../../../scripts/build-console.ts";

/** A part as Vite's manifest describes it, by the path of its source. */
interface Part {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const SHELL = "src/app/shell.tsx";
const WORDS = { first: "src/words/en-first.ts", all: "src/words/en.ts" } as const;

/**
 * Files that a browser loads to show these parts (`shell`, or the name of a page): the page itself, the entry, the
 * words of one language (for the sign-in page the first ones), and all that they import, by their paths below the build.
 */
export function loadedBy(names: readonly string[]): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(BUILT, ".vite/manifest.json"), "utf8")) as Record<string, Part>;
  const files = new Set(["index.html", ...filesOf(/before-first-paint-.*\.js$/)]);
  const add = (source: string): void => {
    const part = manifest[source];
    if (part === undefined) throw new Error(`The build has no ${source}`);
    if (files.has(part.file)) return;
    for (const file of [part.file, ...(part.css ?? [])]) files.add(file);
    for (const imported of part.imports ?? []) add(imported);
  };
  add("index.html");
  add(names.includes("shell") ? WORDS.all : WORDS.first);
  for (const name of names) add(name === "shell" ? SHELL : `src/pages/${name}/page.tsx`);
  return [...files];
}

/** Scripts and styles of the build, by their paths below it. */
export const builtParts = (): readonly string[] => filesOf(/\.(?:js|css)$/);

/** Bytes of files as gzip sends them. */
export const gzipBytes = (files: readonly string[]): number =>
  files.reduce((bytes, file) => bytes + gzipSync(readFileSync(join(BUILT, file))).length, 0);

const filesOf = (form: RegExp): readonly string[] =>
  readdirSync(join(BUILT, "assets"))
    .filter((name) => form.test(name))
    .map((name) => `assets/${name}`);
