import { setImmediate } from "node:timers/promises";

const CHUNK_CHARACTERS = 64 * 1024;
/** Requests and results come between two slices. */
const SLICE_MS = 5;
/** The clock is read once for so many lines. */
const LINES_A_LOOK = 64;

/** Joins lines to chunks, in slices of a few milliseconds; goes on when the reader has taken the last chunk. */
export async function* inChunks(lines: Iterable<string>): AsyncGenerator<string> {
  let chunk = "";
  let count = 0;
  let end = performance.now() + SLICE_MS;
  for (const line of lines) {
    chunk += line;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = "";
    }
    if (++count % LINES_A_LOOK !== 0 || performance.now() < end) continue;
    await setImmediate();
    end = performance.now() + SLICE_MS;
  }
  if (chunk !== "") yield chunk;
}
