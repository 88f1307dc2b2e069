import { describe, expect, test } from "vitest";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import { KIND_GROUPS } from "../../console/src/parts/history/kind-groups.ts";
import { REASON_CODES } from "../../src/alerting/rules/reason-codes.ts";
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
  for (const code of REASON_CODES) expect(fr.reasons[code].meaning).not.toBe(en.reasons[code].meaning);
});
