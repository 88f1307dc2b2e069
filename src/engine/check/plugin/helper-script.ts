/**
 * Text of the commands sent to a helper, a `/bin/sh` that reads its program from a FIFO. Every value is in single
 * quotes, so that the shell reads it as one word.
 */

/** Quotes any text as one word for sh. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * First lines of a helper: stores its pid for the supervisor and prints `ready <pid>`. The traps let it survive the
 * signal that ends its plugin (a started program gets the default action back).
 */
export function helperOpening(name: string, paths: HelperPaths): string {
  return `n=${name} o=${shellQuoted(paths.out)} e=${shellQuoted(paths.err)}
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
 * Runs a program and prints `<run> <code>`. A name without a slash goes through `exec`, since sh would prefer its own
 * `exit`, `cd` or `trap` to a program of that name. The FIFOs are tested first, since sh would create a regular file.
 */
export function runInstruction(run: number, argv: readonly string[]): string {
  const words = argv.map(shellQuoted).join(" ");
  const command = argv[0]!.includes("/") ? words : `(exec ${words})`;
  return (
    `if [ -p "$o" ] && [ -p "$e" ]; then ${command} </dev/null >"$o" 2>"$e"\necho "$n" ${run} $?\n` +
    `else echo "$n" ${run} ${PIPE_GONE}; fi\n`
  );
}
