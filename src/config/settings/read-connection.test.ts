import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/access-scene.ts";
import { readConnection } from "./read-connection.ts";

const TOKEN = "0123456789abcdef";
const read = (flags: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  readConnection({ flags, env });

test("without --url and VIGIE_URL, commands are for the server of the data folder", () => {
  expect(read({}, { VIGIE_TOKEN: TOKEN })).toBeNull();
  expect(read({ data: "/x" }, { VIGIE_URL: "http://other", VIGIE_TOKEN: TOKEN })).toBeNull();
});

test("the token comes from a file or the environment", () => {
  const file = join(temporaryFolder(), "token");
  writeFileSync(file, `${TOKEN}\n`);

  expect(read({ url: "https://vigie.example:8443", tokenFile: file }, { VIGIE_TOKEN: "other" })).toMatchObject({
    url: { origin: "https://vigie.example:8443" },
    token: TOKEN,
  });
  expect(read({}, { VIGIE_URL: "http://other", VIGIE_TOKEN_FILE: file })).toMatchObject({ token: TOKEN });
  expect(read({ url: "http://other" }, { VIGIE_TOKEN: TOKEN })).toMatchObject({ token: TOKEN });
});

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
  ["no address", { url: "vigie" }, {}, "--url: expected an address such as https://vigie.example:8443, found 'vigie'"],
  ["another protocol", {}, { VIGIE_URL: "ftp://x" }, "VIGIE_URL: expected an address such as"],
  ["a password in the address", { url: "http://a:b@x" }, { VIGIE_TOKEN: TOKEN }, "without a user"],
  ["no token", { url: "http://x" }, {}, "A token is needed: --token-file <file>"],
  ["a missing file", { url: "http://x", tokenFile: "/nosuch" }, {}, "/nosuch: the file cannot be read"],
  [
    "a device",
    { url: "http://x", tokenFile: "/dev/zero" },
    {},
    "/dev/zero: the file cannot be read: not a regular file but a device",
  ],
  ["two lines", { url: "http://x" }, { VIGIE_TOKEN: "a\nb" }, "VIGIE_TOKEN: expected one token on one line"],
])("%s is refused", (_, flags, env, message) => {
  expect(() => read(flags, env)).toThrow(message);
});
