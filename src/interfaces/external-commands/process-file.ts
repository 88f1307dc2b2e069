import { unlink } from "node:fs/promises";
import { readGuardedFile } from "../../lib/guarded-file.ts";
import type { UnreadableFile } from "../../lib/unreadable-file.ts";
import { Refusal } from "../../model/refusal.ts";
import { createCommandLines, MAX_LINE_BYTES } from "./command-lines.ts";
import { counted } from "../../lib/counted.ts";

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
  const bytes = await bytesOf(file);
  let commands = 0;
  let wrong = 0;
  const lines = createCommandLines();
  // The last line of a file may lack its newline.
  for (const piece of [...piecesOf(bytes), Buffer.from("\n")]) {
    const { lines: whole, tooLong } = lines.push(piece);
    wrong += tooLong;
    for (const line of whole) {
      if (line.trim() === "") continue;
      if (await take(line)) commands++;
      else wrong++;
    }
  }
  if (!isDeleted) return;
  if (wrong > 0) {
    throw new Refusal(
      "command-file-kept",
      `${file} is kept: ${counted(wrong, "line is no command", "lines are no commands")}, or longer than ${MAX_LINE_BYTES} bytes.`,
    );
  }
  if (commands === 0) throw new Refusal("command-file-kept", `${file} is kept: it contains no commands.`);
  await unlink(file).catch((error: Error) => {
    throw new Refusal("command-file-kept", `${file} could not be deleted: ${error.message}`);
  });
}

const PIECE_BYTES = 65_536;

const piecesOf = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  );

async function bytesOf(file: string): Promise<Buffer> {
  try {
    // In a process of its own: the file may be on a file system that does not answer.
    return await readGuardedFile(file, MAX_FILE_BYTES, { kind: "stored" });
  } catch (error) {
    const { message, failure } = error as UnreadableFile;
    throw failure.why === "EFBIG"
      ? new Refusal("command-file-too-large", `${file} is too large: ${message}.`)
      : new Refusal("command-file-unreadable", `${file} could not be read: ${message}.`);
  }
}
