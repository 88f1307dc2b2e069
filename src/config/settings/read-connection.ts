import { readRegularFile, utf8Text } from "../../lib/regular-file.ts";
import { UnreadableFile } from "../../lib/unreadable-file.ts";
import { Refusal } from "../../model/refusal.ts";
import type { SettingsInput } from "./read-settings.ts";

/** Server that a command reaches over HTTP. */
export interface Connection {
  readonly url: URL;
  /** Sent in `X-AUTH-TOKEN`. Never an argument, since every user of the machine sees those. */
  readonly token: string;
}

const MAX_TOKEN_FILE_BYTES = 4096;

/**
 * Reads `--url` (`VIGIE_URL`), and the token from `--token-file` (`VIGIE_TOKEN_FILE`) or `VIGIE_TOKEN`. Null if the
 * command is for the server of the data folder: an explicit `--data` has precedence over `VIGIE_URL`. Refuses with
 * `bad-setting`.
 */
export function readConnection({ flags, env }: Omit<SettingsInput, "root">): Connection | null {
  const text = flags["url"] ?? (flags["data"] === undefined ? env["VIGIE_URL"] : undefined);
  if (text === undefined || text === "") return null;
  const place = flags["url"] === undefined ? "VIGIE_URL" : "--url";
  return { url: urlOf(text, place), token: tokenOf(flags["tokenFile"] ?? env["VIGIE_TOKEN_FILE"], env["VIGIE_TOKEN"]) };
}

function urlOf(text: string, place: string): URL {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw refusal(`${place}: expected an address such as https://vigie.example:8443, found '${text}'`);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw refusal(`${place}: expected an address without a user, a query and a fragment`);
  return url;
}

function tokenOf(file: string | undefined, variable: string | undefined): string {
  const [text, place] = file === undefined ? [variable ?? "", "VIGIE_TOKEN"] : [textOf(file), file];
  const token = text.trim();
  if (token === "")
    throw refusal(
      file === undefined
        ? "A token is needed: --token-file <file>, VIGIE_TOKEN_FILE or VIGIE_TOKEN. An administrator of the server makes one with `token add`."
        : `${file}: the file has no token`,
    );
  if (!/^[\x21-\x7e]+$/.test(token)) throw refusal(`${place}: expected one token on one line`);
  return token;
}

function textOf(file: string): string {
  try {
    return utf8Text(readRegularFile(file, MAX_TOKEN_FILE_BYTES));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw refusal(`${file}: the file cannot be read: ${error.message}`);
  }
}

const refusal = (message: string): Refusal => new Refusal("bad-setting", message);
