import { constants } from "node:fs";
import { open, unlink, type FileHandle } from "node:fs/promises";
import { Refusal } from "../../model/refusal.ts";
import { createCommandLines, MAX_LINE_BYTES } from "./command-lines.ts";

export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Executes the lines of a file (`PROCESS_FILE`) and deletes it if requested. `take` resolves with true if a line is a
 * command. A file with other lines, or without any, is kept; otherwise the writers of the FIFO could delete any file of
 * the server. Refuses with `command-file-unreadable`, `command-file-too-large`, `command-file-kept`.
 */
export async function processFile(
  { file, delete: isDeleted }: { readonly file: string; readonly delete: boolean },
  take: (line: string) => Promise<boolean>,
): Promise<void> {
  const handle = await opened(file);
  let commands = 0;
  let wrong = 0;
  try {
    const lines = createCommandLines();
    // The last line of a file may lack its newline.
    for (const last of [false, true]) {
      for await (const chunk of last
        ? [Buffer.from("\n")]
        : handle.createReadStream({ autoClose: false, end: MAX_FILE_BYTES - 1 })) {
        const { lines: whole, tooLong } = lines.push(chunk as Buffer);
        wrong += tooLong;
        for (const line of whole) {
          if (line.trim() === "") continue;
          if (await take(line)) commands++;
          else wrong++;
        }
      }
    }
  } finally {
    await handle.close();
  }
  if (!isDeleted) return;
  if (wrong > 0) {
    throw new Refusal(
      "command-file-kept",
      `${file} is kept: ${wrong} of its lines are no commands, or longer than ${MAX_LINE_BYTES} bytes.`,
    );
  }
  if (commands === 0) throw new Refusal("command-file-kept", `${file} is kept: it contains no commands.`);
  await unlink(file).catch((error: Error) => {
    throw new Refusal("command-file-kept", `${file} could not be deleted: ${error.message}`);
  });
}

async function opened(file: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    // Opened without waiting for a writer, in case it is a FIFO.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    throw new Refusal("command-file-unreadable", `${file} could not be read: ${(error as Error).message}`);
  }
  const found = await handle.stat();
  const wrong = !found.isFile()
    ? new Refusal("command-file-unreadable", `${file} is no file.`)
    : found.size > MAX_FILE_BYTES
      ? new Refusal("command-file-too-large", `${file} has ${found.size} bytes; ${MAX_FILE_BYTES} are the limit.`)
      : undefined;
  if (wrong === undefined) return handle;
  await handle.close();
  throw wrong;
}
