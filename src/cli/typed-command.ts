import { basename, delimiter, dirname, join, relative, resolve } from "node:path";

/** How this process was started, for hints that can be typed as they stand. */
export interface StartedAs {
  /** Path by which the program was called, such as `bin/vigie`. */
  readonly program: string;
  /** Folder of the shell that called it; `npm start` changes the folder of the process. Null: of any shell. */
  readonly shellFolder: string | null;
  /** PATH. */
  readonly path: string;
}

/** Words that run the program in the shell that started it, or in any. */
export function programWords({ program, shellFolder, path }: StartedAs): string {
  if (!program.includes("/")) return quoted(program);
  const full = resolve(program);
  if (path.split(delimiter).some((folder) => folder !== "" && join(folder, basename(full)) === full))
    return quoted(basename(full));
  if (shellFolder === null) return quoted(full);
  const fromShell = relative(shellFolder, full);
  return quoted(fromShell.startsWith("..") ? full : dirname(fromShell) === "." ? `./${fromShell}` : fromShell);
}

/** One word for a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
