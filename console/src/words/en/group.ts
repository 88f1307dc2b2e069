import { countOf, groupedNumber } from "../count.ts";

export const group = {
  title: "Group",
  gone: "There is no such group, or none of its members is visible",
  all: "Open as a list",
  unhandled: (count: number) => `${groupedNumber(count)} unhandled`,
  problemsOf: (problems: number, total: number) =>
    `${groupedNumber(problems)} of ${groupedNumber(total)} with a problem`,
  servicesFine: (total: number) => `${countOf(total, "en", { one: "service", other: "services" })}, all well`,
  noServices: "no services",
  members: "Members",
  onlyFirst: (shown: number, total: number) => `The ${groupedNumber(shown)} worst of ${groupedNumber(total)}`,
};
