import { Refusal } from '../lib/refusal.ts'

// A body of a million one-letter fields gets an answer of a page.
const MOST_LINES = 100

/** One mistake in a body. `field` is empty when the whole body is meant. */
export interface BodyMistake { readonly field: string; readonly text: string }

/** Refuses with the code (contract §3.3; outside of it `invalid-fields`) and one line for each mistake. Does nothing without any. */
export function refuseMistakes(mistakes: readonly BodyMistake[], code: 'invalid-body' | 'invalid-fields' = 'invalid-body'): void {
  if (mistakes.length === 0) return
  const lines = mistakes.slice(0, MOST_LINES).map(({ field, text }) => `Error on '${field}': ${text}`)
  if (mistakes.length > MOST_LINES) lines.push(`… and ${mistakes.length - MOST_LINES} more errors`)
  throw new Refusal(code, lines.join('\n'))
}
