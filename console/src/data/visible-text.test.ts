import { expect, test } from "vitest";
import { isolated, originalText, placeInShown, readShown, visibleText, writeShown } from "./visible-text.ts";

test.each([
  ["\u202e10-bew", "⟨U+202E⟩10-bew"],
  ["web-\u200b01", "web-⟨U+200B⟩01"],
  ["web\u200d-01\u200e", "web⟨U+200D⟩-01⟨U+200E⟩"],
  ["a\ufe0f\u{e0041}\u2069", "a⟨U+FE0F⟩⟨U+E0041⟩⟨U+2069⟩"],
  ["\u001b[31m\u0085\u2028", "⟨U+001B⟩[31m⟨U+0085⟩⟨U+2028⟩"],
])("what nobody sees is shown by its number, and sent as it was: %j", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(originalText(shown)).toBe(text);
  expect(readShown(JSON.stringify({ rows: [{ text }] }))).toEqual({ rows: [{ text: shown }] });
  expect(writeShown({ on: [shown] })).toBe(JSON.stringify({ on: [text] }));
});

test.each([
  "two\nlines\tand a tab",
  "👩‍👩‍👧 ❤️ 1️⃣ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  "می\u200cخواهم क्\u200dष",
  "שלום\u200f (3)",
  "Phở, Zürich, e\u0301",
  "⟨U+0041⟩ ⟨U+99999999⟩",
])("what belongs there stays: %s", (text) => {
  expect(visibleText(text)).toBe(text);
  expect(originalText(text)).toBe(text);
  expect(readShown(JSON.stringify([text]))).toEqual([text]);
});

test("marks are not piled over the lines around", () => {
  expect(visibleText(`Z${"\u0301".repeat(60)}!`)).toBe(`Z${"\u0301".repeat(5)}…!`);
});

test("places are those of the text as it is shown", () => {
  expect([0, 4, 5, 6, 9].map((at) => placeInShown("web-⟨U+200B⟩01 \u202e", at))).toEqual([0, 4, 12, 13, 16]);
});

test("only text that is read from right to left is isolated", () => {
  expect(["web-01", "שרת-7", "خادم"].map(isolated)).toEqual(["web-01", "\u2068שרת-7\u2069", "\u2068خادم\u2069"]);
});
