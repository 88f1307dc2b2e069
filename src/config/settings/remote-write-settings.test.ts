import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readSettings } from "./read-settings.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "vigie-remote-write-settings-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (text: string) => {
  writeFileSync(join(root, "vigie.yaml"), text);
  return readSettings({ flags: { config: root }, env: {}, root }).remoteWrite;
};
const URL_LINE = "remote_write:\n  - url: https://tsdb.example.org:8428/api/v1/write\n";

it("reads targets with their defaults", () => {
  expect(read(URL_LINE)).toMatchObject([
    {
      name: "tsdb.example.org:8428",
      url: "https://tsdb.example.org:8428/api/v1/write",
      labels: {},
      keep: null,
      drop: null,
      buffer: { seconds: 86_400 },
    },
  ]);
  expect(read("log_level: warn\n")).toEqual([]);
});

it("reads labels, filters, headers and buffers", async () => {
  writeFileSync(join(root, "token"), "Bearer s3cret\n");
  const [target, second] = read(
    `${URL_LINE}    name: long-term\n    labels: {site: paris}\n    keep: {host_name: "web.*"}\n` +
      "    drop: {metric: time|size, service_description: ping}\n    buffer: 2GB\n" +
      "    headers: {X-Scope-OrgID: ops}\n    secret_headers: {Authorization: token}\n" +
      "  - url: http://127.0.0.1:9090/api/v1/write\n    buffer: 36h\n",
  );

  expect(target).toMatchObject({
    name: "long-term",
    labels: { site: "paris" },
    keep: { host_name: "web.*" },
    drop: { metric: "time|size", service_description: "ping" },
    buffer: { bytes: 2 * 1024 ** 3 },
  });
  expect(await target!.headers()).toEqual({
    headers: { "X-Scope-OrgID": "ops", Authorization: "Bearer s3cret" },
    secrets: ["Bearer s3cret"],
  });
  expect(second!.buffer).toEqual({ seconds: 36 * 3_600 });
});

const AT = "remote_write[0]";
it.each([
  ["remote_write: yes\n", 1, "remote_write: expected a list of targets, each with its url"],
  ["remote_write:\n  - there\n", 1, "remote_write: expected a list of targets, each with its url"],
  ["remote_write:\n  - name: a\n", 2, `${AT}: 'url' is missing`],
  ["remote_write:\n  - url: ftp://a\n", 2, `${AT}.url: expected an address that begins with https:// or http://`],
  [
    "remote_write:\n  - url: http://a:b@c\n",
    2,
    `${AT}.url: expected an address without a user name; use secret_headers`,
  ],
  [`${URL_LINE}    name: "a b"\n`, 3, `${AT}.name: expected 1 to 64 letters, digits, -, _, . and :`],
  [`${URL_LINE}    labels: {a-b: c}\n`, 3, `${AT}.labels: 'a-b' is not the name of a label: letters, digits and _`],
  [`${URL_LINE}    labels: {metric: c}\n`, 3, `${AT}.labels: 'metric' is a label that every series has of its own`],
  [
    `${URL_LINE}    keep: {host: c}\n`,
    3,
    `${AT}.keep: unknown label 'host'; expected host_name, service_description, metric`,
  ],
  [`${URL_LINE}    drop: {metric: "(?<=a)"}\n`, 3, `${AT}.drop: metric: expected a regular expression (RE2): `],
  [
    `${URL_LINE}    buffer: 5m\n`,
    3,
    `${AT}.buffer: expected a time from 10m to 30d, such as 24h, or a size from 1MB to 1024GB, found '5m'`,
  ],
  [
    `${URL_LINE}    buffer: 2TB\n`,
    3,
    `${AT}.buffer: expected a time from 10m to 30d, such as 24h, or a size from 1MB to 1024GB, found '2TB'`,
  ],
  [`${URL_LINE}    headers: {"a b": c}\n`, 3, `${AT}.headers: 'a b' is not a header that can be sent`],
  [`${URL_LINE}    secret_headers: {A: none}\n`, 3, `${AT}.secret_headers: `],
  [`${URL_LINE}    color: red\n`, 3, `${AT}.color: unknown setting; known settings are url, headers, secret_headers`],
  [
    `${URL_LINE}  - url: http://tsdb.example.org:8428/other\n`,
    3,
    "remote_write[1]: there is another target 'tsdb.example.org:8428'; give each a 'name' of its own",
  ],
])("refuses %j", (text, line, message) => {
  expect(() => read(text)).toThrow(`${join(root, "vigie.yaml")}:${line}: ${message}`);
});
