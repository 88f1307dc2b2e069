// Commits numbered events of the last months and moves them to the history, without a pause, until it is killed. Writes
// the number of each acknowledged one to descriptor 3, a file. Prints 'moving' each time before some are deleted in the store. Arguments:
// data folder, first number.
import { writeSync } from "node:fs";
import { openHistory } from "../../src/data/history/open-history.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { silentLog } from "../../src/lib/log.ts";
import { hostKey } from "../../src/model/resource-key.ts";
import { createFakeClock } from "./fake-clock.ts";
import { DAY, NOW } from "./history-scene.ts";
import { sampleEvent } from "./record-samples.ts";

const [dataFolder = "", first = "1"] = process.argv.slice(2);
const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: true });
const clock = createFakeClock(NOW);
const history = await openHistory({
  dataFolder,
  store: {
    ...store,
    deleteEvents(ids) {
      process.stdout.write("moving\n");
      return store.deleteEvents(ids);
    },
  },
  clock,
  log: silentLog,
  settings: () => ({ days: DEFAULT_DAYS, fullText: true }),
});
history.start();
let next = Number(first);

const commitOn = async (): Promise<never> => {
  for (;;) {
    const number = next++;
    const at = NOW - (3 + (number % 80)) * DAY;
    await store.commit([{ kind: "event", event: { ...sampleEvent(hostKey(1)), at, output: String(number) } }]);
    writeSync(3, `${number}\n`);
  }
};
const moveOn = async (): Promise<never> => {
  for (;;) {
    await clock.advanceBy(60);
    await history.settled();
  }
};
await Promise.all([moveOn(), ...Array.from({ length: 50 }, commitOn)]);
