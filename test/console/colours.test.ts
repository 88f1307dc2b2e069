import { expect, test } from "vitest";
import { contrast, difference, parseColour } from "./support/colours.ts";

test("contrast of known pairs", () => {
  expect(contrast(parseColour("#000000"), parseColour("#ffffff"))).toBeCloseTo(21, 5);
  expect(contrast(parseColour("#767676"), parseColour("#ffffff"))).toBeCloseTo(4.54, 2);
});

test("a difference is one in both directions, none to itself, and largest from black to white", () => {
  const [red, green] = [parseColour("#b0001e"), parseColour("#00795f")];

  expect(difference(red, green)).toBeCloseTo(difference(green, red), 9);
  expect(difference(red, red)).toBe(0);
  expect(difference(parseColour("#000000"), parseColour("#ffffff"))).toBeCloseTo(100, 3);
});
