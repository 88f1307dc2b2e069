import { describe, expect, test } from "vitest";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import { KIND_GROUPS } from "../../console/src/parts/history/kind-groups.ts";
import { reasonText } from "../../console/src/parts/decisions/reason-text.ts";
import { REASON_CODES, type ReasonCode } from "../../src/alerting/rules/reason-codes.ts";
import { notifiedWords, reasonWords, type ReasonParamsOf } from "../../src/alerting/rules/reason-words.ts";
import type { ReasonParams } from "../../src/model/reason-params.ts";
import { ENGLISH } from "./support/english.ts";
import { EVENT_KINDS } from "../../src/data/history/months/event-kinds.ts";

describe.each([
  ["English", en],
  ["French", fr],
])("%s", (_language, words) => {
  test("has a text for each reason code of the server, and for no other", () => {
    expect(Object.keys(words.reasons).toSorted()).toEqual([...REASON_CODES].toSorted());
    for (const [code, { title, meaning, change }] of Object.entries(words.reasons))
      expect([code, title.length > 2, meaning.length > 10, change.length > 10]).toEqual([code, true, true, true]);
  });

  test("has a word for each kind of event, and for no other", () => {
    expect(Object.keys(words.events.kinds).toSorted()).toEqual([...EVENT_KINDS].toSorted());
  });
});

test("each kind of event is in one group of the filter", () => {
  expect(Object.values(KIND_GROUPS).flat().toSorted()).toEqual([...EVENT_KINDS].toSorted());
});

test("the reasons differ between the languages", () => {
  for (const code of REASON_CODES) {
    expect(fr.reasons[code].meaning).not.toBe(en.reasons[code].meaning);
    expect(fr.reasons[code].change).not.toBe(en.reasons[code].change);
  }
});

/** What the server names with each of its codes. */
const PARAMS: { readonly [Code in ReasonCode]: ReasonParamsOf[Code] } = {
  told: { commands: ["mail", "pager"] },
  soft: { attempt: 2, max_attempts: 5 },
  "notifications-disabled": {},
  "service-parents-failed": {},
  "period-closed": { period: "workhours" },
  "resource-notifications-disabled": { resource: "web-01/disk" },
  "no-problem": { event: "recovery" },
  "not-a-notification-option": { type: "service", option: "warning" },
  acknowledged: { author: "jdoe" },
  "dependency-failed": { resource: "db-01/mysql" },
  "problem-not-told": {},
  "recovery-delay": {},
  "first-notification-delay": {},
  flapping: { percent_state_change: 31.6 },
  "told-once": {},
  "host-down": { host: "web-01", state: "UNREACHABLE", is_behind: false },
  "host-soft": { host: "web-01", state: "DOWN", attempt: 1, max_attempts: 3 },
  "not-rechecked": { host: "web-01" },
  "named-with-host": { host: "web-01" },
  interval: {},
  "in-downtime": { downtime: 12 },
  "host-in-downtime": { host: "web-01", downtime: 12 },
  "downtime-awaited": {},
  "results-late": { poller: "paris" },
  "waiting-for-host-check": { awaited: "parents" },
  "no-contacts": {},
  "contact-importance": { importance: 3, minimum_importance: 10 },
  "contact-disabled": { type: "host" },
  "contact-period-closed": { type: "service", period: "workhours" },
  "contact-option": { type: "host", option: "recovery" },
  "contact-told-of-host": { host: "web-01" },
  "contact-not-told-of-problem": {},
  "contact-without-command": { type: "host" },
};

/** Words that are not said in the sentence but choose it. */
const CHOOSING: ReadonlySet<unknown> = new Set(["recovery", "parents", "host", "service"]);
const NOW = Date.parse("2026-11-30T10:00:00Z");
const UNTIL = NOW / 1_000 + 4 * 3_600;

const textIn = (words: typeof en, code: ReasonCode, params: ReasonParams | null, reason: string, isNow = false) =>
  reasonText({ code, reason, params, until: new Date(UNTIL * 1_000).toISOString() }, words, {
    style: { language: words === en ? "en" : "fr", zone: "Europe/Paris" },
    now: NOW,
    isNow,
  });

describe("the sentence of each reason is made in the language of the page", () => {
  test.each(REASON_CODES)("%s", (code) => {
    const params: ReasonParams = PARAMS[code];
    const server =
      code === "told"
        ? notifiedWords("ada", PARAMS.told, NOW / 1_000, "UTC")
        : reasonWords({ code, params, until: UNTIL }, NOW / 1_000, "UTC");

    const [english, french] = [textIn(en, code, params, server), textIn(fr, code, params, server)];

    expect(french).not.toBe(server);
    expect(french).not.toBe(english);
    expect(french.replaceAll(/\w+_\w+/g, "")).not.toMatch(ENGLISH);
    for (const value of Object.values(params).flat())
      if (typeof value !== "boolean" && !CHOOSING.has(value))
        for (const text of [english, french, server]) expect(text).toContain(String(value));
    // A time of the server's sentence is in the zone of the profile here.
    if (server.includes("14:00")) for (const text of [english, french]) expect(text).toContain("15:00");
    for (const text of [english, french]) expect(text).not.toMatch(/undefined|null|\s{2}|^ | $/);
  });

  test.each(REASON_CODES)("%s, of a decision without what it names", (code) => {
    const french = textIn(fr, code, null, "the words of the server");

    expect(french.replaceAll(/\w+_\w+/g, "")).not.toMatch(ENGLISH);
    expect(french).not.toMatch(/undefined|null|\s{2}|^ | $/);
    expect(textIn(en, code, null, "the words of the server")).toBe("the words of the server");
  });

  test.each([
    ["dependency-failed", { resource: null }, "another resource", "une autre ressource"],
    ["host-down", { host: null, state: "DOWN", is_behind: true }, "behind another host", "derrière un autre hôte"],
    ["named-with-host", { host: null }, "another host", "un autre hôte"],
  ] as const)("%s of one that the account does not see", (code, params, english, french) => {
    expect(textIn(en, code, params, "")).toContain(english);
    expect(textIn(fr, code, params, "")).toContain(french);
  });

  test("with the recovery that waits", () => {
    const params = { ...PARAMS["in-downtime"], recovery_owed_since: "2026-11-30T08:15:00Z" };

    expect(textIn(en, "in-downtime", params, "")).toBe(
      "in downtime 12 until 15:00; the recovery is still to be notified, since 09:15",
    );
    expect(textIn(fr, "in-downtime", params, "")).toBe(
      "en maintenance 12, fin 15:00 ; le rétablissement reste à notifier, depuis 09:15",
    );
  });

  test("what the rules answer for another time is not told as done", () => {
    expect(textIn(fr, "told", PARAMS.told, "", true)).toBe("à notifier par mail et pager");
    expect(textIn(fr, "told", PARAMS.told, "")).toBe("notifié par mail et pager");
  });

  test("of an unknown code in the server's words", () => {
    expect(textIn(fr, "new-code" as ReasonCode, {}, "in other words")).toBe("in other words");
  });
});
