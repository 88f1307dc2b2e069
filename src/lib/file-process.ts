import { dieWithParent } from "./die-with-parent.ts";
import type { FileAnswer, FileRequest } from "./guarded-file.ts";
import { readRegularFile, UnreadableFile } from "./regular-file.ts";

// Started by guarded-file.ts: a file system that does not answer holds up this process instead of the server.
dieWithParent(Number(process.argv[2]));
process.on("message", ({ path, maxBytes }: FileRequest) => process.send!(read(path, maxBytes)));

function read(path: string, maxBytes: number): FileAnswer {
  try {
    return { bytes: readRegularFile(path, maxBytes) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { reason: error.message, code: error.code };
  }
}
