import type { Socket } from "node:net";
import type { TcpSettings } from "./tcp-settings.ts";

/** Response and whether it was expected; `undecided` if -m ended the reading before the comparison. */
export interface TcpResponse {
  readonly text: string;
  readonly match: "matched" | "mismatched" | "undecided";
}

// The plugin reads blocks of this size, waits this long for the next one, and -m counts whole blocks.
const blockBytes = 1024;
const nextBlockMs = 2_000;
/** Bytes kept of a response; Nagios itself cuts plugin output at 8 KiB. */
const maxResponseBytes = 65_536;

/**
 * Reads until the expected strings are found, the other side closes or is silent for 2 s, or -m is reached. Null if
 * nothing was received.
 */
export function readResponse(socket: Socket, settings: TcpSettings): Promise<TcpResponse | null> {
  return new Promise((resolve) => {
    let received = "";
    let match: TcpResponse["match"] = "undecided";
    let silence: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(silence);
      socket.off("data", onData).off("end", finish).off("close", finish);
      resolve(received === "" ? null : { text: cText(received), match });
    };
    const onData = (chunk: Buffer): void => {
      for (let at = 0; at < chunk.length; at += blockBytes) {
        received += chunk.toString("latin1", at, at + blockBytes);
        if (settings.maxBytes !== null && received.length >= settings.maxBytes) return finish();
        match = matches(received, settings) ? "matched" : "mismatched";
        if (match === "matched" || received.length >= maxResponseBytes) return finish();
      }
      clearTimeout(silence);
      silence = setTimeout(finish, nextBlockMs);
    };
    // Data received during -d counts as one block.
    const buffered = readBuffered(socket);
    socket.on("data", onData).on("end", finish).on("close", finish);
    if (buffered.length > 0) onData(buffered);
    if (socket.destroyed) finish();
  });
}

function readBuffered(socket: Socket): Buffer {
  const blocks: Buffer[] = [];
  for (let block: unknown = socket.read(); block instanceof Buffer; block = socket.read()) blocks.push(block);
  return Buffer.concat(blocks);
}

function matches(received: string, { expected, expectsAll }: TcpSettings): boolean {
  const text = upToNul(received);
  const isThere = (wanted: string): boolean => text.includes(Buffer.from(wanted).toString("latin1"));
  return expectsAll ? expected.every(isThere) : expected.some(isThere);
}

/** Text as a C program prints it: up to the first NUL, without trailing white space. */
function cText(received: string): string {
  return Buffer.from(upToNul(received), "latin1").toString("utf8").trimEnd();
}

function upToNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}
