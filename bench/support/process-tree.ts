import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

interface ProcessUse {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/**
 * Processor time and memory of a process and its living descendants, with the time of children that they waited for.
 */
export function useOfTree(root: number): { readonly cpuSeconds: number; readonly residentMb: number } {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => useOf(Number(name)));
  const children = Map.groupBy(all, ({ parent }) => parent);
  const tree: ProcessUse[] = [];
  const waiting = all.filter(({ pid }) => pid === root);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    tree.push(next);
    waiting.push(...(children.get(next.pid) ?? []));
  }
  return {
    cpuSeconds: tree.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    residentMb: tree.reduce((sum, { residentBytes }) => sum + residentBytes, 0) / 2 ** 20,
  };
}

/**
 * Reads the use of one process; empty if it ended meanwhile. proc(5): utime, stime, cutime and cstime are fields 14 to
 * 17, rss is 24.
 */
function useOf(pid: number): ProcessUse[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return [{ pid, parent: fields[1]!, cpuSeconds: ticks / TICKS_PER_SECOND, residentBytes: fields[21]! * PAGE_BYTES }];
  } catch {
    return [];
  }
}
