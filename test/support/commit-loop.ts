// Commits numbered change-sets as fast as the store takes them and writes the number of each that was acknowledged to
// descriptor 3, a file, until it is killed. Says 'open' once the store is. Arguments: data folder, first number, how many
// commits may be open at once.
import { writeSync } from "node:fs";
import { hostKey } from "../../src/model/resource-key.ts";
import { silentLog } from "../../src/lib/log.ts";
import { openSqliteStore } from "../../src/data/store/sqlite/open-store.ts";
import { sampleEvent, sampleMessage, sampleState } from "./record-samples.ts";

const [folder = "", first = "1", open = "1"] = process.argv.slice(2);
const store = await openSqliteStore({ folder, log: silentLog, exclusive: true });
let next = Number(first);
process.stdout.write("open\n");

const commitOn = async (): Promise<never> => {
  for (;;) {
    const number = next++;
    const key = hostKey(number);
    const text = String(number);
    await store.commit([
      { kind: "state", key, state: { ...sampleState, output: text } },
      { kind: "event", event: { ...sampleEvent(key), output: text } },
      { kind: "outbox", message: { ...sampleMessage(key), comment: text } },
    ]);
    // Synchronous: what was acknowledged is in the file before anything else happens.
    writeSync(3, `${text}\n`);
  }
};
await Promise.all(Array.from({ length: Number(open) }, commitOn));
