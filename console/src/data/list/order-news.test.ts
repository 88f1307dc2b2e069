import { expect, test } from "vitest";
import { addOrderNews, hasNews, NO_NEWS } from "./order-news.ts";

type Told = Parameters<typeof addOrderNews>[1];
const enter = (...entered: string[]): Told => ({ entered, left: [], reordered: false });
const leave = (...left: string[]): Told => ({ entered: [], left, reordered: false });
const REORDER: Told = { entered: [], left: [], reordered: true };

const CASES: readonly (readonly [string, readonly Told[], readonly string[], readonly string[], boolean])[] = [
  ["nothing", [], [], [], false],
  ["a new row", [enter("h1")], ["h1"], [], false],
  ["a row that left", [leave("h1")], [], ["h1"], false],
  ["a row that left and came back", [leave("h1"), enter("h1")], [], [], false],
  ["a new row that left again", [enter("h1"), leave("h1")], [], [], false],
  ["the same news twice", [enter("h1"), enter("h1"), leave("h2"), leave("h2")], ["h1"], ["h2"], false],
  ["another order, kept with later news", [REORDER, enter("h1")], ["h1"], [], true],
];

test.each(CASES)("%s", (_name, told, entered, left, isReordered) => {
  const news = told.reduce(addOrderNews, NO_NEWS);

  expect({ entered: [...news.entered], left: [...news.left], isReordered: news.isReordered }).toEqual({
    entered,
    left,
    isReordered,
  });
  expect(hasNews(news)).toBe(entered.length + left.length > 0 || isReordered);
});
