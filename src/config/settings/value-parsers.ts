import { isIP } from "node:net";

/** Parsers for the text of a setting. Each throws an Error whose message says what was expected. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new Error(`expected a whole number from ${min} to ${max}, found '${text}'`);
    return value;
  };
}

export function oneOf<const T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new Error(`expected one of ${words.join(", ")}, found '${text}'`);
    return found;
  };
}

export function address(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535)
    throw new Error(`expected HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, found '${text}'`);
  return { host: (match[1] ?? match[2])!, port };
}

/** The error never shows the text, which may contain a secret. */
export function httpUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error("expected an address that begins with https:// or http://");
  if (url.username !== "" || url.password !== "")
    throw new Error("expected an address without a user name; use secret_headers");
  return text;
}

/** Text on one line, not empty. */
export function oneLine(text: string): string {
  if (text.trim() === "" || /[\r\n\0]/.test(text)) throw new Error("expected text on one line");
  return text;
}

/** A path, or the word `none`. */
export function path(text: string): string {
  if (text.trim() === "") throw new Error("expected a path, or none, found ''");
  return text;
}

/** Name of a few words. */
export function shortName(text: string): string {
  if (text.trim() === "" || text.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(text))
    throw new Error(`expected a name of 1 to ${MAX_NAME_LENGTH} characters on one line`);
  return text.trim();
}
const MAX_NAME_LENGTH = 80;

/** Origins, as browsers send them. */
export const origins = (text: string): readonly string[] => text.split(",").map((one) => originIn(one, "origins"));

/** Scheme, host and port, as browsers send them. */
export const origin = (text: string): string => originIn(text, "an address");

function originIn(text: string, what: string): string {
  const given = text.trim();
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== given.toLowerCase())
    throw new Error(`expected ${what} such as https://panel.example.org:8443, found '${given}'`);
  return url.origin;
}

/** Addresses and networks, comma-separated. */
export function networks(text: string): string {
  const wrong = text.split(",").find((network) => {
    const [ip = "", bits] = network.trim().split("/");
    return (
      isIP(ip) === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(ip) === 4 ? 32 : 128)))
    );
  });
  if (wrong !== undefined)
    throw new Error(`expected addresses or networks such as 127.0.0.1,10.0.0.0/8, found '${wrong}'`);
  return text;
}
