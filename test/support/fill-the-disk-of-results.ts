import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ResultBuffer } from "../../src/data/result-buffer/result-buffer.ts";

// In a mount namespace of its own: a buffer of a poller's results on a disk that is full for a while. Prints what it said.
const [mountPoint] = process.argv.slice(2) as [string];
execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", mountPoint]);
const filler = join(mountPoint, "filler");
const fill = (): void => {
  for (const size of [65_536, 4_096, 1])
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
    } catch {
      // There is room for less, or for nothing.
    }
};
const buffer = ResultBuffer.open<[text: string]>({
  path: join(mountPoint, "results.sqlite"),
  clock: { now: () => 1_000_000, monotonic: () => 0 },
  bootId: "a",
});
const add = (text: string): "taken" | "refused" => {
  try {
    buffer.add([{ row: [text], isNews: true }]);
    return "taken";
  } catch {
    return "refused";
  }
};
const numbers = (): readonly number[] => buffer.after(0, 1_000, 1e6).results.map(([number]) => number);

for (let number = 1; number <= 10; number++) add(`result ${number}`);
fill();
let refused = 0;
for (let number = 11; number <= 2_000; number++) if (add("x".repeat(1_000)) === "refused") refused++;
const before = numbers();
buffer.seen(7);
const whileFull = numbers();
rmSync(filler);
const afterwards = add("there is room again");
const kept = numbers();
const { last, size } = buffer;
buffer.close();
console.log(JSON.stringify({ refused, before, whileFull, afterwards, kept, last, count: size.count }));
