import { expect, test } from "vitest";
import { windowOf, windowText } from "./time-window.ts";

test.each([
  [{ to: null, seconds: 86_400 }, undefined],
  [{ to: null, seconds: 604_800 }, "604800"],
  [{ to: 1_795_946_400, seconds: 3_600 }, "3600@1795946400"],
])("%j stands in the address as %s", (window, text) => {
  expect(windowText(window)).toBe(text);
  expect(windowOf(text)).toEqual(window);
});

test.each(["", "never", "5", "-3600", "3600@", "99999999999", "3600@1@2"])("%s is the last day", (text) => {
  expect(windowOf(text)).toEqual({ to: null, seconds: 86_400 });
});
