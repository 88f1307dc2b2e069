import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";

/** File to which a server appends one line with the latency of each check. */
export interface LatencyLines {
  /** Number of lines so far. */
  count(): number;
  /** Latencies of the lines since the last call. */
  latest(): readonly number[];
}

const CHUNK_BYTES = 1_048_576;

export function readLatencyLines(path: string): LatencyLines {
  let offset = 0;
  let rest = "";
  let count = 0;
  let fresh: number[] = [];
  const read = (): void => {
    if (!existsSync(path)) return;
    const fd = openSync(path, "r");
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (const { size } = fstatSync(fd); offset < size;) {
      const bytes = readSync(fd, chunk, 0, CHUNK_BYTES, offset);
      if (bytes === 0) break;
      offset += bytes;
      const lines = (rest + chunk.toString("latin1", 0, bytes)).split("\n");
      rest = lines.pop()!;
      count += lines.length;
      for (const line of lines) fresh.push(Number(line));
    }
    closeSync(fd);
  };
  return {
    count: () => {
      read();
      return count;
    },
    latest: () => {
      read();
      const latest = fresh;
      fresh = [];
      return latest;
    },
  };
}
