import { constants } from "node:os";
import { getSystemErrorName } from "node:util";

// Texts of the C library, which operators know from the plugins; those of libuv differ.
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

/** Text of strerror(3) for an error of Node, or the error's own message if its errno is not listed here. */
export function systemErrorText(error: unknown): string {
  const code = errorCode(error);
  return sentences[code] ?? (error instanceof Error ? error.message : String(error));
}

/** Code such as `ECONNREFUSED`; '' if the error has none. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  const errno = "errno" in error && typeof error.errno === "number" ? error.errno : 0;
  return errno < 0 && Object.values(constants.errno).includes(-errno) ? getSystemErrorName(errno) : "";
}
