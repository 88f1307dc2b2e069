import { describe, expect, test } from "vitest";
import type { ErrorCode as YamlCode } from "yaml";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import { ERROR_CODES, type ErrorCode, errorOf, type ErrorParamsOf } from "../../src/model/configuration-errors.ts";
import { EXPECTED_FORMS, type ExpectedValue } from "../../src/model/expected-value.ts";
import { ENGLISH } from "./support/english.ts";

const WEB = { type: "host", name: "web-01" } as const;
const CIRCLE = ["web-01", "web-02"];
const MISSING = { why: "ENOENT", reason: "no such file or folder" } as const;
const PLACE = "/etc/vigie/web.cfg:12";

/** What the server names with each of its codes. */
const PARAMS: { readonly [Code in ErrorCode]: ErrorParamsOf[Code] } = {
  "folder-missing": {},
  "folder-unreadable": MISSING,
  "folder-without-files": { names: ["vigie.cfg", "nagios.cfg"] },
  "path-missing": { path: "/etc/web.cfg" },
  "path-unreadable": { path: "/etc/web.cfg", ...MISSING },
  "file-unreadable": MISSING,
  "not-a-folder": { path: "/etc/web.cfg" },
  "nul-byte": {},
  "line-too-long": {},
  "included-twice": { path: "/etc/web.cfg" },
  "includes-itself": { path: "/etc/web.cfg", through: ["/etc/db.cfg"] },
  "too-many-parts": { most: 1_000 },
  "too-many-includes": { most: 10_000 },
  "not-yaml": { mistake: "BAD_INDENT", reason: "All mapping items must start at the same column" },
  "yaml-too-deep": { most: 64 },
  "yaml-second-document": {},
  "yaml-key-twice": {},
  "more-errors": { count: 1_234 },

  "not-a-main-directive": { text: "cfg_file" },
  "unknown-main-directive": {},
  "path-expected": {},
  "resource-line": {},
  "macro-name": {},
  "definition-inside": { type: "host", line: 31 },
  "definition-not-closed": { type: "host" },
  "outside-definitions": { text: "host_name web" },
  "define-line": { text: "define host" },
  "text-behind-brace": { text: "host_name web" },
  "unknown-type": { text: "hots", types: ["host", "service"] },
  "unknown-directive": { type: "host", has_custom_variables: true },
  "value-expected": { value: "5x", form: "whole", min: 1, max: 9 },
  "value-is-not": { value: "5x", form: "one-of", choices: ["us", "euro"] },
  "not-a-day": {},
  "times-expected": { value: "nine to five" },
  "pairs-expected": {},
  "not-a-regex": { text: "web(" },
  "characters-not-allowed": { ...WEB, characters: ["&", "|"] },
  "name-missing": { type: "host" },
  "directive-missing": WEB,
  "service-without-host": { service: "disk" },
  "targets-missing": { type: "hostescalation", names: ["host_name", "hostgroup_name"] },
  "nothing-selected": {},
  "command-line-missing": { command: "check-x" },
  "not-defined": WEB,
  "service-not-defined": { service: "disk", host: "web-01" },
  "template-not-defined": WEB,
  "no-poller": { name: "lyon" },
  "defined-twice": { ...WEB, first: PLACE },
  "template-defined-twice": { ...WEB, first: PLACE },
  "no-id-left": { type: "host", largest: 99 },
  "ids-differ": { id: 7, other_directive: "_HOST_ID", other_id: 8 },
  "host-id-differs": { id: 7, host: "web-01", host_id: 8 },
  "id-taken": { ...WEB, id: 7, holder: "web-02", at: PLACE },
  "id-of-other": { ...WEB, id: 7, holder: "web-02", at: PLACE },
  "template-cycle": { names: CIRCLE },
  "templates-too-deep": { most: 100 },
  "group-cycle": { type: "hostgroup", names: CIRCLE },
  "groups-too-deep": { type: "hostgroup", most: 100 },
  "parent-cycle": { type: "host", names: CIRCLE },
  "dependency-cycle": { kind: "execution", names: CIRCLE },
  "excludes-itself": { name: "night" },
  "exclusions-too-deep": { most: 20 },
  "too-many-services": { most: 1_000_000, service: "disk" },
  "too-many-dependencies": { most: 1_000_000 },
  "too-many-escalations": { most: 1_000_000 },

  "access-groups-expected": {},
  "access-list-expected": {},
  "access-group-expected": {},
  "node-expected": { expected: "list", found: "text", found_text: "night" },
  "id-expected": { max: 99, found: "number", found_text: "-4" },
  "text-too-long": { most: 255, length: 300 },
  "unknown-key": { keys: ["id", "name"] },
  "key-missing": {},
  "part-missing": { part: "host" },
  "taken-by-group": { value: "night", line: 31 },
  "no-role": { role: "boss", roles: ["host_check", "host_comment"] },
  "no-object": WEB,
  "no-service": { host: "web-01", service: "disk" },
  "further-errors": {},

  "setting-expected": { part: "web", found: "5x", form: "whole", min: 1, max: 9 },
  "setting-unusable": { part: "web", reason: "Unexpected token", form: "json" },
  "setting-missing": { setting: "url", instead: "ulr" },
  "url-missing": {},
  "of-missing": {},
  "to-missing": {},
  "unknown-setting": { setting: "lissen", settings: ["listen", "engine"] },
  "setting-and-file": { setting: "password" },
  "user-without-password": {},
  "setting-file-unreadable": { path: "/etc/secret", ...MISSING },
  "not-one-line": { path: "/etc/secret" },
  "no-certificates": { path: "/etc/ca.pem" },
  "file-as-folder": { folder: "/etc/vigie" },
  "channel-name": {},
  "mail-channel-expected": { found: "post", channels: ["mail", "night-mail"] },
  "report-twice": { name: "sla" },
  "target-twice": { name: "mimir" },
  "member-twice": { name: "paris" },
  "member-of-two": { name: "paris", group: "europe" },
  "group-named-as-poller": { name: "paris" },
  "not-a-header": { name: "X Y" },
  "label-name": { name: "7up" },
  "own-label": { name: "unit" },
  "unknown-label": { name: "hots", labels: ["hostname", "metric"] },
  "store-parameter": { found: "sslcert", parameters: ["schema", "sslmode"] },
  "policy-status": { name: "fine", statuses: ["ok", "down"] },
  "policy-verdict": { name: "ok", verdicts: ["good", "bad"], found: "fine" },
  "setting-not-taken": { reason: "no such thing" },
  "tls-unreadable": MISSING,
  "not-pem": { what: "key" },
  "key-encrypted": {},
  "key-of-other": { certificate: "/etc/cert.pem" },
  "tls-refused": { reason: "dh key too small" },

  "no-channel": { channel: "mail", channels: ["sms", "chat"] },
  "reported-missing": { report: "sla", type: "service", name: "web-01", service: "disk" },
  "report-period-missing": { report: "sla", period: "night" },
  "report-too-wide": { report: "sla", count: 12_000, most: 10_000 },
};

/** Said in a word of the language, or chosen by. */
const CHOOSING: ReadonlySet<unknown> = new Set([
  "host",
  "hostgroup",
  "service",
  "execution",
  "whole",
  "one-of",
  "list",
  "text",
  "number",
  "key",
  "json",
  true,
  ...Object.values(MISSING),
  ...Object.values(PARAMS["not-yaml"]),
]);

const french = (code: ErrorCode, params: ErrorParamsOf[ErrorCode], similar?: readonly string[]): string =>
  fr.health.error(errorOf(code, params, similar)).replaceAll(/(?<=\d)\u202f(?=\d)/g, "");

const isFrench = (text: string): void => {
  expect(text.replaceAll(/« .*? »|\S+_\S+/g, "")).not.toMatch(ENGLISH);
  expect(text).not.toMatch(/undefined|null|\s{2}|^ | $/);
};

describe("an error of the configuration is said in the language of the page", () => {
  test.each(ERROR_CODES)("%s", (code) => {
    const said = errorOf(code, PARAMS[code]);

    expect(en.health.error(said)).toBe(said.message);
    const text = french(code, PARAMS[code]);
    expect(text).not.toBe(said.message);
    isFrench(text);
    for (const value of Object.values(PARAMS[code]).flat())
      if (value !== null && !CHOOSING.has(value)) expect(text).toContain(String(value));
  });

  test("with the names that may have been meant", () => {
    expect(errorOf("not-defined", WEB, ["web-1", "web-11", "web-21"]).message).toBe(
      "host 'web-01' is not defined. Did you mean web-1, web-11 or web-21?",
    );
    expect(french("not-defined", WEB, ["web-1", "web-11", "web-21"])).toBe(
      "il n’y a pas d’hôte « web-01 ». Vouliez-vous dire web-1, web-11 ou web-21 ?",
    );
  });

  test("one that a newer server gives is shown in its words", () => {
    expect(fr.health.error({ code: "of-tomorrow", params: {}, message: "in other words" })).toBe("in other words");
  });
});

test("the value of a setting that is not shown", () => {
  expect(french("setting-expected", { part: null, found: null, form: "http-address" })).toBe(
    "attendu : une adresse en https:// ou http://",
  );
});

test.each(EXPECTED_FORMS)("expected: %s", (form) => {
  const expected = { form, min: 3, max: 9, most: 5, choices: ["a", "b", "c"] } as ExpectedValue;
  const unknown = french("value-expected", { value: "", form: "of-tomorrow" } as never);

  const text = french("value-expected", { value: "", ...expected });
  isFrench(text);
  expect(text).not.toBe(unknown);
  expect(errorOf("value-expected", { value: "", ...expected }).message).not.toContain("undefined");
});

// The reasons of the system, and those that the server finds itself.
const FAILURES = [
  "ENOENT EACCES EPERM ENOTDIR ELOOP ENAMETOOLONG EAGAIN EIO EFBIG",
  "not-utf-8 folder fifo link socket device of-kernel no-answer",
].flatMap((names) => names.split(" "));

test.each(FAILURES)("a file that cannot be read: %s", (why) => {
  const text = french("file-unreadable", { why, reason: "the words", user: "u1", bytes: 9, most: 5, at_line: 7 });

  isFrench(text);
  expect(text).not.toContain("the words");
});

const YAML: { readonly [Code in YamlCode]: true } = {
  ALIAS_PROPS: true,
  BAD_ALIAS: true,
  BAD_COLLECTION_TYPE: true,
  BAD_DIRECTIVE: true,
  BAD_DQ_ESCAPE: true,
  BAD_INDENT: true,
  BAD_PROP_ORDER: true,
  BAD_SCALAR_START: true,
  BLOCK_AS_IMPLICIT_KEY: true,
  BLOCK_IN_FLOW: true,
  DUPLICATE_KEY: true,
  IMPOSSIBLE: true,
  KEY_OVER_1024_CHARS: true,
  MISSING_CHAR: true,
  MULTILINE_IMPLICIT_KEY: true,
  MULTIPLE_ANCHORS: true,
  MULTIPLE_DOCS: true,
  MULTIPLE_TAGS: true,
  NON_STRING_KEY: true,
  RESOURCE_EXHAUSTION: true,
  TAB_AS_INDENT: true,
  TAG_RESOLVE_FAILED: true,
  UNEXPECTED_TOKEN: true,
};

test.each(Object.keys(YAML))("not YAML: %s", (mistake) => {
  const text = french("not-yaml", { mistake, reason: "the words" });

  isFrench(text);
  expect(text).not.toContain("the words");
});
