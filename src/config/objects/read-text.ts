import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";

import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";

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
  const refuse = (message: string): null => {
    problems.error(includedBy.place, includedBy.directive, message);
    return null;
  };
  let bytes: Buffer;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return refuse(`'${path}' is not a file`);
    if (stat.size > MAX_FILE_BYTES) return refuse(`'${path}' is larger than 64 MiB`);
    bytes = readFileSync(path);
  } catch (error) {
    return refuse(`'${path}' cannot be read: ${reasonOf(error)}`);
  }
  return decode(bytes, path, problems);
}

/** Describes an error of the operating system as operators know it. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "ENOENT":
      return "no such file or folder";
    case "EACCES":
      return "permission denied";
    case "ENOTDIR":
      return "not a folder";
    case "ELOOP":
      return "too many symbolic links";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function decode(bytes: Buffer, path: string, problems: Diagnostics): string | null {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    problems.error({ file: path, line: lineAt(bytes, nul) }, null, "a NUL byte: this is not a text file");
    return null;
  }
  if (!isUtf8(bytes)) {
    problems.warn({ file: path, line: firstLineNotUtf8(bytes) }, null, "not UTF-8, the file is read as Latin-1");
    return bytes.toString("latin1");
  }
  const text = bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

function firstLineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return 1;
}
