import { countOf, groupedNumber } from "../count.ts";

export const wall = {
  title: "Wall",
  opening: "Opening",
  over: "This link is over. Whoever made it can make another: Profile, Wall screens.",
  noAnswer: "The server does not answer. This screen tries again by itself.",
  nothing: "What this address names does not exist, or your account does not see it.",
  asOf: (time: string) => `as of ${time}`,
  stale: (time: string) => `Not present: what you see is from ${time}`,
  quiet: "No unhandled problem",
  unhandled: (count: number) => `${groupedNumber(count)} unhandled`,
  page: (page: number, pages: number) => `${page} / ${pages}`,
  more: (count: number) => countOf(count, "en", { one: "more, not shown", other: "more, not shown" }),
};
