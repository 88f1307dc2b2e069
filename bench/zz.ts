import { measureSealing } from "./metrics/sealing.ts";
import { createPromises } from "./support/promises.ts";
const p = createPromises();
await measureSealing("/tmp", { services: Number(process.argv[2]), rounds: Number(process.argv[3]) }, p);
p.report();
