import { countOf, groupedNumber } from "../count.ts";

export const groups = {
  title: "Groups",
  host: "Host groups",
  service: "Service groups",
  find: "Find a group",
  none: "No group has members",
  noMatch: "No group has this in its name",
  onlyFirst: (shown: number, total: number) =>
    `The ${groupedNumber(shown)} worst of ${groupedNumber(total)}. Type a part of a name to find others.`,
  name: "Group",
  members: (count: number) => countOf(count, "en", { one: "member", other: "members" }),
  unhandledOf: (unhandled: number, size: string) => `${groupedNumber(unhandled)} unhandled of ${size}`,
  unhandled: "Unhandled",
  states: "States",
  size: "Members",
};
