import type { Problems } from './problems.ts'

/** The longest line, with its continuations, in characters. */
export const LONGEST_LINE = 1024 * 1024

/**
 * Calls `visit` with every line that is neither empty nor a `#` comment, without surrounding white space, and its number
 * from 1. A line that ends with a backslash goes on in the next one, whose leading white space is dropped; two backslashes
 * at the end stand for one and do not continue (Nagios 4 behaviour).
 */
export function forEachLogicalLine(text: string, file: string, problems: Problems, visit: (line: string, number: number) => void): void {
  let number = 0
  let start = 0
  while (start < text.length) {
    number += 1
    const first = number
    let end = endOfLine(text, start)
    let line = text.slice(start, end).trim()
    start = end + 1
    while (line.endsWith('\\') && !line.startsWith('#')) {
      if (line.endsWith('\\\\')) {
        line = line.slice(0, -1)
        break
      }
      line = line.slice(0, -1)
      if (start >= text.length) break
      number += 1
      end = endOfLine(text, start)
      if (line.length <= LONGEST_LINE) line += text.slice(start, end).trim()
      start = end + 1
    }
    if (line.length > LONGEST_LINE) problems.error({ file, line: first }, null, 'a line longer than 1 MiB')
    else if (line !== '' && !line.startsWith('#')) visit(line, first)
  }
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start)
  return newline < 0 ? text.length : newline
}
