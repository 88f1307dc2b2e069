import { closeSync, constants, openSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../model/refusal.ts";

const SOCKET_FILE = "vigie.sock";

// sockaddr_un holds 108 bytes on Linux and 104 on BSD and macOS, one of them the terminating zero.
const LONGEST_PATH_BYTES = process.platform === "linux" ? 107 : 103;

/** How the control socket is reached. `address` is what the system is given; `release` once it is not needed any more. */
export interface SocketPath {
  /** Where the file lies, for messages and checks. */
  readonly file: string;
  readonly address: string;
  release(): void;
}

/**
 * The control socket of a data folder. A path that the system takes in no socket address is reached through a descriptor of the folder
 * (Linux). Refuses with `control-socket-path-too-long` elsewhere; throws the system's error when the folder cannot be opened.
 */
export function socketPathOf(dataFolder: string): SocketPath {
  const file = join(dataFolder, SOCKET_FILE);
  if (Buffer.byteLength(file) <= LONGEST_PATH_BYTES) return { file, address: file, release: () => {} };
  if (process.platform !== "linux") {
    throw new Refusal(
      "control-socket-path-too-long",
      `The path ${file} has ${Buffer.byteLength(file)} bytes, ${LONGEST_PATH_BYTES} are the limit of ` +
        "a local socket on this system. Choose a data folder with a shorter path.",
    );
  }
  const folder = openSync(dataFolder, constants.O_RDONLY | constants.O_DIRECTORY);
  return { file, address: `/proc/self/fd/${folder}/${SOCKET_FILE}`, release: () => closeSync(folder) };
}
