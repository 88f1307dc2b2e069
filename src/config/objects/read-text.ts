import { isUtf8 } from "node:buffer";

import { firstLineNotUtf8, readRegularFile, utf8Text } from "../../lib/regular-file.ts";
import { UnreadableFile } from "../../lib/unreadable-file.ts";
import { digestOf } from "../../lib/digest.ts";
import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

/** Maximum size of a configuration file. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads a configuration file, without its byte order mark; null after an error, which is reported at `includedBy` (the
 * include that named the file). A file that is not UTF-8 is read as Latin-1, the encoding of old configurations.
 */
export function readText(
  path: string,
  includedBy: { readonly place: SourcePlace; readonly directive: string | null },
  problems: Diagnostics,
): string | null {
  try {
    const bytes = readRegularFile(path, MAX_FILE_BYTES);
    problems.wasRead({ path, kind: "file", digest: digestOf(bytes) });
    return decode(bytes, path, problems);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    problems.error(includedBy.place, includedBy.directive, pathUnreadable(path, error));
    return null;
  }
}

export const pathUnreadable = (path: string, { message, failure }: UnreadableFile): ErrorText =>
  errorOf("path-unreadable", { path, reason: message, ...failure });

function decode(bytes: Buffer, path: string, problems: Diagnostics): string | null {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    problems.error({ file: path, line: lineAt(bytes, nul) }, null, errorOf("nul-byte", {}));
    return null;
  }
  if (!isUtf8(bytes)) {
    problems.warn({ file: path, line: firstLineNotUtf8(bytes) }, null, warningOf("not-utf-8", {}));
    return bytes.toString("latin1");
  }
  return utf8Text(bytes);
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}
