import { isIP } from "node:net";
import { MistakenValue, settingExpected } from "../../model/configuration-errors.ts";
import type { ExpectedValue } from "../../model/expected-value.ts";

/** The error of a parser. `found`: null if it is not shown, since it may be secret. */
export const mistaken = (expected: ExpectedValue, found: string | null = null): MistakenValue =>
  new MistakenValue(settingExpected(expected, found));

/** Parsers for the text of a setting. Each throws a MistakenValue that says what was expected. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) throw mistaken({ form: "whole", min, max }, text);
    return value;
  };
}

export function oneOf<const T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw mistaken({ form: "one-of", choices: words }, text);
    return found;
  };
}

export function address(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) throw mistaken({ form: "host-and-port" }, text);
  return { host: (match[1] ?? match[2])!, port };
}

/** The error never shows the text, which may contain a secret. */
export function httpUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw mistaken({ form: "http-address" });
  if (url.username !== "" || url.password !== "") throw mistaken({ form: "address-without-user" });
  return text;
}

/** Text on one line, not empty. */
export function oneLine(text: string): string {
  if (!isOneLine(text)) throw mistaken({ form: "one-line" });
  return text;
}

export const isOneLine = (text: string): boolean => text.trim() !== "" && !/[\r\n\0]/.test(text);

/** A path, or the word `none`. */
export function path(text: string): string {
  if (text.trim() === "") throw mistaken({ form: "path-or-none" }, "");
  return text;
}

/** Name of a few words. */
export function shortName(text: string): string {
  if (text.trim() === "" || text.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(text))
    throw mistaken({ form: "short-name", most: MAX_NAME_LENGTH });
  return text.trim();
}
const MAX_NAME_LENGTH = 80;

/** Origins, as browsers send them. */
export const origins = (text: string): readonly string[] => text.split(",").map((one) => originIn(one, "origins"));

/** Scheme, host and port, as browsers send them. */
export const origin = (text: string): string => originIn(text, "origin");

function originIn(text: string, form: "origin" | "origins"): string {
  const given = text.trim();
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== given.toLowerCase())
    throw mistaken({ form }, given);
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
  if (wrong !== undefined) throw mistaken({ form: "networks" }, wrong);
  return text;
}
