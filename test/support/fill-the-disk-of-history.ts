// Fills a small file system while events are to be moved to the history, frees space and continues; prints the result as
// JSON. Runs under `unshare -rm`, so that the file system is removed at its end. Argument: mount point.
import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openHistory } from "../../src/data/history/open-history.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { silentLog, type Log } from "../../src/lib/log.ts";
import { hostKey } from "../../src/model/resource-key.ts";
import { createFakeClock } from "./fake-clock.ts";
import { DAY, NOW } from "./history-scene.ts";
import { sampleEvent } from "./record-samples.ts";

const [mountPoint = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", "size=96m", "none", mountPoint]);
const filler = join(mountPoint, "filler");
const dataFolder = join(mountPoint, "data");
const lines: string[] = [];
const log: Log = {
  ...silentLog,
  info: (_fields, message) => void lines.push(message),
  error: (_fields, message) => void lines.push(message),
};

const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: true });
const clock = createFakeClock(NOW);
const settings = { days: DEFAULT_DAYS, fullText: false };
const history = await openHistory({ dataFolder, store, clock, log, settings: () => settings });
const commit = (daysAgo: number, count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, (_, place) =>
      store.commit([
        {
          kind: "event",
          event: { ...sampleEvent(hostKey(1 + place)), at: NOW - daysAgo * DAY, output: "x".repeat(500) },
        },
      ]),
    ),
  );
await commit(3, 4_000);

// Room that is left to commits.
const { bavail, bsize } = statfsSync(mountPoint);
writeFileSync(filler, Buffer.alloc(bavail * bsize - 20_000_000));
history.start();
await clock.advanceBy(60);
await history.settled();
const problem = history.problem();
let refusedCommits = 0;
for (let number = 0; number < 20; number++) await commit(0, 1).catch(() => refusedCommits++);
const readWhileFull = (await history.readNewestEvents(10_000)).length;

rmSync(filler);
await clock.advanceBy(60);
await history.settled();
const left = (await store.readNewestEvents(10_000)).length;
const readAfterwards = (await history.readNewestEvents(10_000)).map(({ id }) => id);
const problemAfterwards = history.problem();
await history.stop();
await store.close();
console.log(
  JSON.stringify({
    problem,
    refusedCommits,
    readWhileFull,
    left,
    found: readAfterwards.length,
    different: new Set(readAfterwards).size,
    problemAfterwards,
    lines,
  }),
);
