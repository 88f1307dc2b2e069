/**
 * What a helper, a `/bin/sh` reading its program from a FIFO, is told. Every value is in single quotes, so that the shell
 * reads it as the one word it is.
 */

/** One word for sh, whatever is in it. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * First lines of a helper; it leaves its pid for the nursery and answers `ready <pid>`. The empty traps let it survive the signal that tells its plugin to end
 * (a started program gets the default action back).
 */
export function helperOpening(name: string, paths: HelperPaths): string {
  return `n=${name} o=${shellQuoted(paths.out)} e=${shellQuoted(paths.err)}
trap : HUP INT TERM
echo $$ >${shellQuoted(paths.pid)}
echo "$n" ready $$
`;
}

/** Files of one helper: three FIFOs and its pid. */
export interface HelperPaths {
  readonly in: string;
  readonly out: string;
  readonly err: string;
  readonly pid: string;
}

/** Answer in place of a return code when a FIFO is gone (something cleaned the temporary folder); nothing was run then. */
export const PIPE_GONE = "pipe-gone";

/**
 * Runs a program and answers `<run> <code>`. A name without a slash goes through `exec`: sh would otherwise prefer its own
 * `exit`, `cd` or `trap` to a program of that name. The FIFOs are looked at first, since sh would make a file of that name.
 */
export function runQueue(run: number, argv: readonly string[]): string {
  const words = argv.map(shellQuoted).join(" ");
  const command = argv[0]!.includes("/") ? words : `(exec ${words})`;
  return `if [ -p "$o" ] && [ -p "$e" ]; then ${command} </dev/null >"$o" 2>"$e"\necho "$n" ${run} $?\nelse echo "$n" ${run} ${PIPE_GONE}; fi\n`;
}
