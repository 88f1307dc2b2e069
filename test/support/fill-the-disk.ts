// Fills a small file system with commits until the store refuses one, frees space and continues; prints the result as
// JSON. Runs under `unshare -rm`, so that the file system is removed at its end. Argument: mount point.
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { hostIdOf, hostKey } from "../../src/model/resource-key.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { silentLog } from "../../src/lib/log.ts";
import { openSqliteStore } from "../../src/data/store/sqlite/open-store.ts";
import { sampleState } from "./record-samples.ts";
import type { Change } from "../../src/model/change.ts";
import { stateWith } from "./state-with.ts";

const [mountPoint = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "none", mountPoint]);
const filler = join(mountPoint, "filler");
writeFileSync(filler, Buffer.alloc(2_000_000));
const folder = join(mountPoint, "data");
const options = { folder, log: silentLog, exclusive: true };

const stateOf = (number: number): Change => ({
  kind: "state",
  key: hostKey(number),
  state: stateWith(sampleState, { output: `${number} ${"x".repeat(20_000)}` }),
});
const acknowledged: number[] = [];
const refused: { number: number; code: string; message: string }[] = [];
let store = await openSqliteStore(options);

// Several in parallel, so that batches of more than one change-set meet the full disk.
const commitUntilRefused = async (): Promise<void> => {
  for (let number = 1; refused.length === 0 && number < 1_000; number += 5) {
    await Promise.all([0, 1, 2, 3, 4].map((offset) => commit(number + offset)));
  }
};
const commit = async (number: number): Promise<void> => {
  try {
    await store.commit([stateOf(number)]);
    acknowledged.push(number);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused.push({ number, code: error.code, message: error.message });
  }
};

await commitUntilRefused();
const readableWhileFull = (await store.readSnapshot()).states.size;
rmSync(filler);
const refusedBefore = refused.length;
for (const number of [2_001, 2_002, 2_003]) await commit(number);
const refusedAfterRoom = refused.length - refusedBefore;
await store.close();

store = await openSqliteStore(options);
const found = [...(await store.readSnapshot()).states.keys()].map(hostIdOf);
await store.close();
const integrity = new DatabaseSync(join(folder, "vigie.sqlite")).prepare("PRAGMA integrity_check").all();
console.log(JSON.stringify({ acknowledged, refused, readableWhileFull, refusedAfterRoom, found, integrity }));
