import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const PAUSE_MS = 100

/**
 * Writes 4 KB to a file of its own in the folder and has the disk confirm it, ten times a second, until the signal is aborted.
 * Returns the milliseconds each took: less than any commit on this disk can take meanwhile.
 */
export async function probeDisk(folder: string, signal: AbortSignal): Promise<readonly number[]> {
  const took: number[] = []
  const file = await open(join(folder, 'disk-probe'), 'w')
  const page = Buffer.alloc(4096, 1)
  while (!signal.aborted) {
    const begun = performance.now()
    await file.write(page, 0, page.length, 0)
    await file.datasync()
    took.push(performance.now() - begun)
    await delay(PAUSE_MS)
  }
  await file.close()
  return took
}
