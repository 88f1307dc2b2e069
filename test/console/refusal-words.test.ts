import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Type, { type TSchema } from "typebox";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { ApiError } from "../../console/src/data/client.ts";
import { isAboutField } from "../../console/src/data/field-mistake.ts";
import { messageOf, refusalText, sayRefusalsBy } from "../../console/src/data/refusal.ts";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import {
  EXPECTED_KINDS,
  type ExpectedKind,
  type ExpectedOf,
  expects,
} from "../../src/data/realtime/query/query-mistake.ts";
import { bodyOf } from "../../src/interfaces/api/request-body.ts";
import type { Refusal } from "../../src/model/refusal.ts";
import { REFUSALS, type RefusalCode } from "../../src/model/refusal-codes.ts";
import { ENGLISH } from "./support/english.ts";

const MESSAGE = "in the words of the server";
/** Those of an answer of the API, or of a resource that an action skips. */
const CODES = (Object.keys(REFUSALS) as RefusalCode[]).filter(
  (code) => REFUSALS[code].status !== null || REFUSALS[code].places?.includes("action"),
);

describe("what the server refuses is said in the language of the page", () => {
  test.each([...CODES, "internal-error", "no-answer"])("%s", (code) => {
    const told = { code, message: MESSAGE, params: {}, status: 400 };

    expect(en.refusal(told)).toBe(MESSAGE);
    const french = fr.refusal(told).replace(MESSAGE, "");
    expect(french).not.toBe("");
    expect(french).not.toMatch(ENGLISH);
    expect(french).toMatch(/^\p{Lu}/u);
  });

  test.each<[RefusalCode, ApiError["params"], string]>([
    ["no-problem", { resource: "web-02", state: "UP" }, "web-02 : rien à acquitter, l’état est UP."],
    [
      "role-missing",
      { resource: "web-02", role: "host_downtime" },
      "web-02 : il manque à votre compte le rôle host_downtime.",
    ],
    [
      "administrators-only",
      { resource: "web-02", author: "ada" },
      "web-02 : le commentaire est de ada, seul un administrateur peut le supprimer.",
    ],
    ["state-of-other-kind", { resource: "web-02", type: "host" }, "web-02 : un hôte est UP, DOWN ou UNREACHABLE."],
    [
      "passive-checks-off",
      { resource: "web-02", for_all: true },
      "web-02 : aucun résultat n’est accepté : contrôles passifs désactivés pour tous.",
    ],
    ["not-found", { key: "s41.7" }, "Il n’y a pas de s41.7, ou votre compte ne le voit pas."],
    ["too-many-tokens", { most: 100 }, "Le compte a déjà 100 jetons ; révoquez-en d’abord."],
    ["token-name-taken", { name: "night" }, "Un jeton s’appelle déjà « night »."],
    ["password-too-short", { least: 12, length: 3 }, "Un mot de passe a au moins 12 caractères ; celui-ci en a 3."],
    ["invalid-body", { fields: ["comment"] }, "À corriger : commentaire : il manque"],
  ])("%s, with what it names", (code, params, said) => {
    expect(
      fr.refusal({
        code,
        message: "Error on 'comment': This field is missing.",
        params,
        status: 400,
      }),
    ).toBe(said);
  });

  test("an answer without a code, and one of a newer server", () => {
    expect(fr.refusal({ code: "502", message: "", params: {}, status: 502 })).toBe("Le serveur a répondu par 502.");
    expect(fr.refusal({ code: "of-tomorrow", message: MESSAGE, params: {}, status: 400 })).toBe(MESSAGE);
  });
});

// Sentences with a field that a request to own paths may have, as the sources have them.
const SOURCES = join(import.meta.dirname, "../../src/interfaces/api");
const OWN = [
  "action",
  "recurring-downtime",
  "me",
  "live",
  "live-detail",
  "handled",
  "comment",
  "event",
  "time-field.ts",
  "query-parameters.ts",
];
const sentences = OWN.flatMap((name) => (name.endsWith(".ts") ? [name] : globSync(`${name}/**/*.ts`, { cwd: SOURCES })))
  .filter((name) => !name.endsWith(".test.ts"))
  .flatMap((name) => [
    ...readFileSync(join(SOURCES, name), "utf8").matchAll(
      /(?:refuseField\(\s*(?:"[^"]*"|\w+),\s*|\btext: )(?:"([^"]+[.])"|`((?:[^`\\]|\\.)+[.])`)/g,
    ),
  ])
  .map(([, plain, template]) => plain ?? template!.replaceAll(/\$\{[^}]*\}/g, "7").replaceAll("\\`", "`"));

describe("what is wrong with a field is said in the language of the page", () => {
  test("the sources have such sentences", () => {
    expect(sentences.length).toBeGreaterThan(30);
  });

  test.each([
    ...new Set(sentences),
    "This field is missing.",
    "This field was not expected.",
    "This value should be string.",
  ])("%s", (text) => {
    const told = { code: "invalid-body", message: `Error on 'options.until': ${text}`, params: {}, status: 400 };
    expect(en.refusal(told)).toBe(told.message);
    const french = fr.refusal(told);
    expect(french).toMatch(/^À corriger : fin : /);
    expect(french).not.toContain(text);
    expect(french.replaceAll(/`[^`]*`/g, "")).not.toMatch(ENGLISH);
  });

  test.each<[string, TSchema, unknown, string, string]>([
    ["type", Type.String(), 5, "expected a text, found a number", "attendu : un texte ; trouvé : un nombre"],
    [
      "types",
      Type.Union([Type.Integer(), Type.Null()]),
      [],
      "expected a whole number or null, found a list",
      "attendu : un nombre entier ou null ; trouvé : une liste",
    ],
    [
      "one of",
      Type.Enum(["dark", "light"]),
      "blue",
      "expected one of dark, light, found 'blue'",
      "attendu : l’un de dark, light ; trouvé : « blue »",
    ],
    ["one", Type.Literal("v"), "w", "expected one of v, found 'w'", "attendu : l’un de v ; trouvé : « w »"],
    [
      "short",
      Type.String({ minLength: 3 }),
      "é",
      "expected at least 3 characters, found 1",
      "3 caractères au moins ; trouvé : 1",
    ],
    [
      "long",
      Type.String({ maxLength: 3 }),
      "four",
      "expected at most 3 characters, found 4",
      "3 caractères au plus ; trouvé : 4",
    ],
    [
      "few",
      Type.Array(Type.String(), { minItems: 2 }),
      ["a"],
      "expected at least 2 items, found 1",
      "2 éléments au moins ; trouvé : 1",
    ],
    [
      "many",
      Type.Array(Type.String(), { maxItems: 1 }),
      ["a", "b"],
      "expected at most 1 item, found 2",
      "1 élément au plus ; trouvé : 2",
    ],
    [
      "twice",
      Type.Array(Type.String(), { uniqueItems: true }),
      ["a", "a"],
      "an item is there twice",
      "un élément y est deux fois",
    ],
    [
      "too small",
      Type.Integer({ minimum: 1 }),
      0,
      "expected at least 1, found '0'",
      "attendu : au moins 1 ; trouvé : « 0 »",
    ],
    [
      "not below",
      Type.Number({ exclusiveMaximum: 1 }),
      1,
      "expected less than 1, found '1'",
      "attendu : moins de 1 ; trouvé : « 1 »",
    ],
    [
      "no multiple",
      Type.Integer({ multipleOf: 5 }),
      7,
      "expected a multiple of 5, found '7'",
      "attendu : un multiple de 5 ; trouvé : « 7 »",
    ],
    [
      "pattern",
      Type.String({ pattern: "^h\\d+$" }),
      "x1",
      "expected a text of the form ^h\\d+$, found 'x1'",
      "attendu : un texte de la forme ^h\\d+$ ; trouvé : « x1 »",
    ],
  ])("what a schema expected, and what was found: %s", (_name, schema, value, english, french) => {
    const body = bodyOf(Type.Object({ comment: schema }));
    let refused: unknown;
    try {
      body.read({ comment: value });
    } catch (error) {
      refused = error;
    }
    const { code, message, params, fields } = refused as Refusal;
    const told = { code, message, params: params!, fields: fields!, status: 400 };

    expect(message).toMatch(/^Error on 'comment': This value should /);
    expect(en.refusal(told).replaceAll("\u00a0", " ")).toBe(`Error on 'comment': ${english}`);
    expect(fr.refusal(told).replaceAll("\u00a0", " ")).toBe(`À corriger : commentaire : ${french}`);
  });

  test("a refusal because of a parameter is known as such", () => {
    const refused = new ApiError(400, { code: "invalid-body", message: MESSAGE, params: { fields: ["fields"] } });

    expect(isAboutField(refused, "fields")).toBe(true);
    expect(isAboutField(refused, "sort")).toBe(false);
    expect(isAboutField(new ApiError(410, { code: "view-ended", params: {} }), "fields")).toBe(false);
  });

  test("several at once, and one of no field", () => {
    const message = "Error on 'comment': This field is missing.\nError on '': Nothing is named.";

    expect(fr.refusal({ code: "invalid-body", message, params: {}, status: 400 })).toBe(
      "À corriger : commentaire : il manque ; rien n’est nommé",
    );
  });
});

describe("errors on a page", () => {
  beforeEach(() => {
    sayRefusalsBy(fr.refusal);
    onTestFinished(() => sayRefusalsBy(en.refusal));
  });

  test("are the refusals of the server, in the language that was set", () => {
    const error = new ApiError(409, { code: "saved-view-name-taken", message: MESSAGE, params: { name: "night" } });

    expect(messageOf(error)).toBe("Une recherche enregistrée s’appelle déjà « night ».");
    expect(refusalText({ code: "no-problem", message: MESSAGE, params: { resource: "db", state: "UP" } })).toBe(
      "db : rien à acquitter, l’état est UP.",
    );
  });

  test("are those of the browser, as they are", () => {
    expect(messageOf(new TypeError("out of memory"))).toBe("out of memory");
  });
});

/** What a search names with each kind. */
const EXPECTED: { readonly [Kind in ExpectedKind]: ExpectedOf[Kind] } = {
  characters: { most: 2_000 },
  terms: { most: 50 },
  values: { most: 100 },
  regexes: { most: 5 },
  word: {},
  "word-after-minus": {},
  value: { field: "since" },
  "value-after-comma": {},
  "quotation-marks": { of: "poller" },
  field: { fields: ["type", "var.NAME"] },
  "one-of": { words: ["OK", "WARNING"] },
  "yes-or-state": { words: ["OK", "WARNING"] },
  number: {},
  "duration-or-time": {},
  "rising-range": {},
  regex: {},
  "shorter-regex": { reason: "…" },
  "closing-quote": {},
  "space-after-quote": {},
  "quotes-around-value": {},
  "open-variable": {},
};

describe("what a search expects is said in the language of the page", () => {
  test.each(EXPECTED_KINDS)("%s", (kind) => {
    const { text, params } = expects(kind, EXPECTED[kind]);
    const mistake = { from: 0, to: 1, expected: text, kind, params };

    expect(en.resources.mistake(mistake)).toBe(`Expected ${text}`);
    const french = fr.resources.mistake(mistake);
    expect(french).not.toContain(text);
    expect(french).not.toMatch(ENGLISH);
    for (const value of Object.values(params).flat())
      if (value !== "poller" && value !== "…") expect(french).toContain(String(value));
  });
});
