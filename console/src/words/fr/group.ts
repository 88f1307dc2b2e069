import { countOf, groupedNumber } from "../count.ts";
import type { Messages } from "../messages.ts";

export const group: Messages["group"] = {
  title: "Groupe",
  gone: "Ce groupe n’existe pas, ou aucun de ses membres n’est visible",
  all: "Ouvrir comme liste",
  unhandled: (count) => countOf(count, "fr", { one: "non traité", other: "non traités" }),
  problemsOf: (problems, total) => `${groupedNumber(problems)} sur ${groupedNumber(total)} en problème`,
  servicesFine: (total) => `${countOf(total, "fr", { one: "service", other: "services" })}, tout va bien`,
  noServices: "aucun service",
  members: "Membres",
  onlyFirst: (shown, total) => `Les ${groupedNumber(shown)} pires sur ${groupedNumber(total)}`,
};
