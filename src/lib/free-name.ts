import { existsSync } from "node:fs";

/** The path, or with a number if there is such a file already. */
export function freeName(path: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${path}-${number}`;
    if (!existsSync(free)) return free;
  }
}
