import { Refusal } from '../lib/refusal.ts'

// A body of a million one-letter fields gets an answer of a page.
const MOST_LINES = 100

/** One mistake in a body. `field` is empty when the whole body is meant. */
export interface BodyMistake { readonly field: string; readonly text: string }

/** Refuses with `invalid-body` (contract §3.3) and one line for each mistake. Does nothing without any. */
export function refuseMistakes(mistakes: readonly BodyMistake[]): void {
  if (mistakes.length === 0) return
  const lines = mistakes.slice(0, MOST_LINES).map(lineOf)
  if (mistakes.length > MOST_LINES) lines.push(`… and ${mistakes.length - MOST_LINES} more errors`)
  throw new Refusal('invalid-body', lines.join('\n'))
}

/** Refuses with `invalid-body` because of one field. */
export function refuseField(field: string, text: string): never {
  throw new Refusal('invalid-body', lineOf({ field, text }))
}

const lineOf = ({ field, text }: BodyMistake): string => `Error on '${field}': ${text}`

/** As `refuseMistakes`, in the words of mass and newer routes (later versions §3, 6): `[field] text`, each line ended. */
export function refuseMistakesOfLater(mistakes: readonly BodyMistake[]): void {
  if (mistakes.length === 0) return
  const lines = mistakes.slice(0, MOST_LINES).map(({ field, text }) => field === '' ? text : `[${field}] ${text}`)
  if (mistakes.length > MOST_LINES) lines.push(`… and ${mistakes.length - MOST_LINES} more errors`)
  throw new Refusal('invalid-body', lines.map(line => `${line}\n`).join(''))
}
