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
