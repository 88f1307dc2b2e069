import { constants } from "node:os";
import { getSystemErrorName } from "node:util";

// The C library's words, which operators know from the plugins; libuv has its own.
const sentences: Readonly<Record<string, string>> = {
  EACCES: "Permission denied",
  EADDRNOTAVAIL: "Cannot assign requested address",
  ECONNREFUSED: "Connection refused",
  ECONNRESET: "Connection reset by peer",
  EHOSTDOWN: "Host is down",
  EHOSTUNREACH: "No route to host",
  EINVAL: "Invalid argument",
  EIO: "Input/output error",
  ENETUNREACH: "Network is unreachable",
  ENOENT: "No such file or directory",
  ENOTCONN: "Transport endpoint is not connected",
  ENOTDIR: "Not a directory",
  EPERM: "Operation not permitted",
  EPIPE: "Broken pipe",
  ESTALE: "Stale file handle",
  ETIMEDOUT: "Connection timed out",
};

/** What strerror(3) says for an error of Node, or its own message when it has no errno known here. */
export function systemErrorText(error: unknown): string {
  const code = errorCode(error);
  return sentences[code] ?? (error instanceof Error ? error.message : String(error));
}

/** `ECONNREFUSED` and the like; '' when the error carries none. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  const errno = "errno" in error && typeof error.errno === "number" ? error.errno : 0;
  return errno < 0 && Object.values(constants.errno).includes(-errno) ? getSystemErrorName(errno) : "";
}
