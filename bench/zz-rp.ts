import { measureReplay } from "./metrics/replay.ts";
import { createPromises } from "./support/promises.ts";
await measureReplay("/tmp", { services: 100000 }, createPromises());
