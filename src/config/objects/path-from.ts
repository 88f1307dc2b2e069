import { dirname, isAbsolute, join } from "node:path";

/** Resolves a path written in `file`, relative to the folder of that file. */
export const pathFrom = (file: string, written: string): string =>
  isAbsolute(written) ? written : join(dirname(file), written);
