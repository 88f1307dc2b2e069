/**
 * What a helper, a `/bin/sh` reading its program from standard input, is told. Every value is in single quotes, so that the
 * shell reads it as the one word it is.
 */

/** One word for sh, whatever is in it. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * First lines of a helper. It answers `ready` when its two FIFOs are there. The empty traps let it survive the signal that
 * tells its plugin to end (a started program gets the default action back); the last one cleans up when the server dies.
 */
export function helperOpening(folder: string, outPath: string, errPath: string): string {
  return `d=${shellQuoted(folder)} o=${shellQuoted(outPath)} e=${shellQuoted(errPath)}
trap : HUP INT TERM
trap 'rm -f "$o" "$e"; rmdir "$d"' EXIT
mkfifo -m 600 "$o" "$e" && echo ready || echo failed
`
}

/** Answer in place of a return code when a FIFO is gone (something cleaned the temporary folder); nothing was run then. */
export const PIPE_GONE = 'gone'

/**
 * Runs a program and answers `<run> <code>`. A name without a slash goes through `exec`: sh would otherwise prefer its own
 * `exit`, `cd` or `trap` to a program of that name. The FIFOs are looked at first, since sh would make a file of that name.
 */
export function runLine(run: number, argv: readonly string[]): string {
  const words = argv.map(shellQuoted).join(' ')
  const command = argv[0]!.includes('/') ? words : `(exec ${words})`
  return `if [ -p "$o" ] && [ -p "$e" ]; then ${command} </dev/null >"$o" 2>"$e"\necho ${run} $?\nelse echo ${run} ${PIPE_GONE}; fi\n`
}
