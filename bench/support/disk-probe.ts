import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Pace } from "./paced-requests.ts";

const PAGE = Buffer.alloc(4096, 1);

/** Writes 4 KB to a file in the folder and waits for the disk to confirm it: a commit on this disk cannot be faster. */
export function diskProbe(folder: string): Pace {
  return {
    name: "(the disk confirms 4 KB)",
    perSecond: 10,
    async send() {
      const file = await open(join(folder, "disk-probe"), "w");
      await file.write(PAGE);
      await file.datasync();
      await file.close();
      return 200;
    },
  };
}
