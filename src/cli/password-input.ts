import { Refusal } from "../model/refusal.ts";
import type { CommandStreams } from "./streams.ts";

const MAX_INPUT_BYTES = 4096;

/**
 * Reads a new password from standard input: asked for twice without echo on a terminal, otherwise the whole input
 * without its last line break. Refuses with `password-input` (empty, several lines, too long, not UTF-8) or
 * `passwords-differ`.
 */
export async function readNewPassword(streams: CommandStreams): Promise<string> {
  if (!streams.stdin.isTTY) return readLine(streams);
  const [password = "", again] = await askWithoutEcho(streams, ["New password: ", "Once more: "]);
  if (password !== again) throw new Refusal("passwords-differ", "The two passwords differ; nothing was changed.");
  return password;
}

async function readLine({ stdin }: CommandStreams): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const part = Buffer.from(chunk as Uint8Array | string);
    bytes += part.length;
    if (bytes > MAX_INPUT_BYTES)
      throw new Refusal("password-input", `The password is longer than ${MAX_INPUT_BYTES} bytes.`);
    chunks.push(part);
  }
  const text = decode(Buffer.concat(chunks)).replace(/\r?\n$/, "");
  if (text === "") throw new Refusal("password-input", "There is no password on standard input.");
  if (text.includes("\n"))
    throw new Refusal("password-input", "Expected one line with the password on standard input.");
  return text;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("password-input", "The password is not UTF-8 text.");
  }
}

/**
 * Reads one typed line for each prompt, key by key in raw mode, so that the terminal shows nothing. Ctrl-C and Ctrl-D
 * refuse.
 */
function askWithoutEcho({ stdin, stderr }: CommandStreams, prompts: readonly string[]): Promise<readonly string[]> {
  stdin.setEncoding("utf8");
  stdin.setRawMode?.(true);
  stderr.write(prompts[0] ?? "");
  return new Promise((resolve, reject) => {
    const answers: string[] = [];
    let typed: string[] = [];
    const end = (settle: () => void): void => {
      stdin.off("data", onKeys);
      stdin.setRawMode?.(false);
      stdin.pause();
      settle();
    };
    const onKeys = (keys: string): void => {
      for (const key of keys) {
        if (key === "\r" || key === "\n") {
          answers.push(typed.join(""));
          typed = [];
          stderr.write(`\n${prompts[answers.length] ?? ""}`);
          if (answers.length === prompts.length) return end(() => resolve(answers));
        } else if (key === "\u0003" || key === "\u0004") {
          stderr.write("\n");
          return end(() => reject(new Refusal("password-input", "Cancelled; nothing was changed.")));
        } else if (key === "\u007f" || key === "\b") typed.pop();
        else if (key === "\u0015") typed = [];
        else if (typed.length < MAX_INPUT_BYTES) typed.push(key);
      }
    };
    stdin.on("data", onKeys);
    stdin.resume();
  });
}
