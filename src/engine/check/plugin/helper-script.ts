import type { PluginCall } from "./plugin-call.ts";

/**
 * Text of the commands sent to a helper, a `/bin/sh` that reads its program from a FIFO. Every value is in single
 * quotes, so that the shell reads it as one word.
 */

/** Quotes any text as one word for sh. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Variable by which processes that left their check are recognised where no helper can adopt them. */
export const ORPHAN_MARK = "VIGIE_HELPER";

/**
 * First lines of a helper: stores its pid for the supervisor and prints `ready <pid>`. The traps let it survive the
 * signal that ends its plugin (a started program gets the default action back). A helper that adopts the orphans of its
 * plugins adds their pids to each answer; reading them costs it one open file, and the server nothing.
 */
export function helperOpening(name: string, paths: HelperPaths, adoptsOrphans: boolean): string {
  const after = adoptsOrphans
    ? 'c=/proc/$$/task/$$/children; after() { k=; read -r k <"$c"; echo "$n" $1 $2 $k; }'
    : `export ${ORPHAN_MARK}=${shellQuoted(paths.in)}; after() { echo "$n" $1 $2; }`;
  return `n=${name} o=${shellQuoted(paths.out)} e=${shellQuoted(paths.err)}
${after}
z=$TZ
trap : HUP INT TERM
echo $$ >${shellQuoted(paths.pid)}
echo "$n" ready $$
`;
}

/** Sets the time zone of the programs that follow; null: as the helper was started. */
export const zoneInstruction = (zone: string | null): string =>
  zone === null ? `[ -n "$z" ] && export TZ="$z" || unset TZ\n` : `export TZ=${shellQuoted(zone)}\n`;

/** Files of one helper: three FIFOs and its pid. */
export interface HelperPaths {
  readonly in: string;
  readonly out: string;
  readonly err: string;
  readonly pid: string;
}

/**
 * Printed in place of a return code if a FIFO is gone (for example because the temporary folder was cleaned); no
 * program was run.
 */
export const PIPE_GONE = "pipe-gone";

/**
 * Runs a program and prints `<run> <code>` and the pids of adopted orphans. A name without a slash goes through `exec`,
 * since sh would prefer its own
 * `exit`, `cd` or `trap` to a program of that name. The FIFOs are tested first, since sh would create a regular file.
 */
export function runInstruction(run: number, { argv, variables = [] }: Pick<PluginCall, "argv" | "variables">): string {
  const words = argv.map(shellQuoted).join(" ");
  const command =
    variables.length > 0 ? withVariables(words, variables) : argv[0]!.includes("/") ? words : `(exec ${words})`;
  return (
    `if [ -p "$o" ] && [ -p "$e" ]; then ${command} </dev/null >"$o" 2>"$e"\nafter ${run} $?\n` +
    `else echo "$n" ${run} ${PIPE_GONE}; fi\n`
  );
}

/** Sets variables without a word in an argv, except those whose names sh does not know. */
function withVariables(words: string, variables: readonly (readonly [string, string])[]): string {
  const [known, unknown] = [true, false].map((isKnown) =>
    variables
      .filter(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) === isKnown)
      .map(([name, value]) => shellQuoted(`${name}=${value}`)),
  ) as [string[], string[]];
  const exports = known.length === 0 ? "" : `export ${known.join(" ")}; `;
  // The second shell is needed because env would treat a program with = in its name as another variable.
  const env = unknown.length === 0 ? "" : `/usr/bin/env ${unknown.join(" ")} /bin/sh -c 'exec "$@"' sh `;
  return `(${exports}exec ${env}${words})`;
}
