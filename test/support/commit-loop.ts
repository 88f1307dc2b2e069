// Commits numbered change-sets as fast as the store accepts them, and writes the number and revision of each
// acknowledged one to descriptor 3, a file, until it is killed. Prints 'open' when the store is open, and
// 'acknowledged' after the first commit. Arguments: data folder, first number, number of parallel commits.
import { writeSync } from "node:fs";
import { hostKey } from "../../src/model/resource-key.ts";
import { openTestStore } from "./test-store.ts";
import { sampleEvent, sampleMessage, sampleState } from "./record-samples.ts";
import { stateWith } from "./state-with.ts";

const [folder = "", first = "1", open = "1"] = process.argv.slice(2);
const store = await openTestStore(folder);
let next = Number(first);
process.stdout.write("open\n");
let hasAcknowledged = false;

const commitOn = async (): Promise<never> => {
  for (;;) {
    const number = next++;
    const key = hostKey(number);
    const text = String(number);
    const { revision } = await store.commit([
      { kind: "state", key, state: stateWith(sampleState, { output: text }) },
      { kind: "event", event: { ...sampleEvent(key), output: text } },
      { kind: "outbox", message: { ...sampleMessage(key), comment: text } },
    ]);
    // Synchronous: an acknowledged number is in the file before anything else happens.
    writeSync(3, `${text} ${revision}\n`);
    if (!hasAcknowledged) process.stdout.write("acknowledged\n");
    hasAcknowledged = true;
  }
};
await Promise.all(Array.from({ length: Number(open) }, commitOn));
