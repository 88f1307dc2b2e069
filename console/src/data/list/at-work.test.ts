import { expect, test } from "vitest";
import { isAtWork, type Presence } from "./at-work.ts";

const NOW = 100_000;
const AWAY: Presence = {
  isAtTop: true,
  selected: 0,
  hasOpenMenu: false,
  isPointerInside: false,
  isFocusInside: false,
  lastInputAt: NOW - 10_000,
  isWall: false,
};

test.each<readonly [string, Partial<Presence>, boolean]>([
  ["nobody", {}, false],
  ["somebody who scrolled down", { isAtTop: false }, true],
  ["somebody with a selection", { selected: 1 }, true],
  ["an open menu", { hasOpenMenu: true }, true],
  ["the pointer over the list", { isPointerInside: true }, true],
  ["the focus in the list", { isFocusInside: true }, true],
  ["a key pressed 9.999 s ago", { lastInputAt: NOW - 9_999 }, true],
  ["a wall screen, whatever else", { isWall: true, isAtTop: false, isPointerInside: true }, false],
])("%s", (_name, presence, expected) => {
  expect(isAtWork({ ...AWAY, ...presence }, NOW)).toBe(expected);
});
