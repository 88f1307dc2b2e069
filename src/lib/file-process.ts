import { dieWithParent } from "./die-with-parent.ts";
import type { FileAnswer, FileRequest } from "./guarded-file.ts";
import { readRegularFile } from "./regular-file.ts";
import { UnreadableFile } from "./unreadable-file.ts";

// Started by guarded-file.ts: a file system that does not answer holds up this process instead of the server.
dieWithParent(Number(process.argv[2]));
process.on("message", (request: FileRequest) => process.send!(read(request)));

function read({ path, maxBytes, kind }: FileRequest): FileAnswer {
  try {
    return { bytes: readRegularFile(path, maxBytes, kind) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { reason: error.message, failure: error.failure };
  }
}
