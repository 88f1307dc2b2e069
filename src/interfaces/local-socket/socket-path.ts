import { closeSync, constants, openSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../model/refusal.ts";

const SOCKET_FILE = "vigie.sock";

// sockaddr_un holds 108 bytes on Linux and 104 on BSD and macOS, one of them the terminating zero.
const MAX_PATH_BYTES = process.platform === "linux" ? 107 : 103;

/** Location of the control socket. `address` is passed to the system; call `release` when it is no longer needed. */
export interface SocketPath {
  /** Path of the socket file, for messages and checks. */
  readonly file: string;
  readonly address: string;
  release(): void;
}

/**
 * Path of the control socket of a data folder. On Linux, a path too long for a socket address is reached through a
 * descriptor of the folder; on other systems it is refused with `control-socket-path-too-long`. Throws the system's
 * error if the folder cannot be opened.
 */
export function socketPathOf(dataFolder: string): SocketPath {
  const file = join(dataFolder, SOCKET_FILE);
  if (Buffer.byteLength(file) <= MAX_PATH_BYTES) return { file, address: file, release: () => {} };
  if (process.platform !== "linux") {
    throw new Refusal(
      "control-socket-path-too-long",
      `The path ${file} has ${Buffer.byteLength(file)} bytes, ${MAX_PATH_BYTES} are the limit of ` +
        "a local socket on this system. Choose a data folder with a shorter path.",
    );
  }
  const folder = openSync(dataFolder, constants.O_RDONLY | constants.O_DIRECTORY);
  return { file, address: `/proc/self/fd/${folder}/${SOCKET_FILE}`, release: () => closeSync(folder) };
}
