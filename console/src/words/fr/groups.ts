import { countOf, groupedNumber } from "../count.ts";
import type { Messages } from "../messages.ts";

export const groups: Messages["groups"] = {
  title: "Groupes",
  host: "Groupes d’hôtes",
  service: "Groupes de services",
  find: "Chercher un groupe",
  none: "Aucun groupe n’a de membre",
  noMatch: "Aucun groupe ne contient ce texte dans son nom",
  onlyFirst: (shown, total) =>
    `Les ${groupedNumber(shown)} pires sur ${groupedNumber(total)}. Saisissez une partie du nom pour trouver les autres.`,
  name: "Groupe",
  members: (count) => countOf(count, "fr", { one: "membre", other: "membres" }),
  unhandledOf: (unhandled, size) =>
    `${countOf(unhandled, "fr", { one: "non traité", other: "non traités" })} sur ${size}`,
  unhandled: "Non traités",
  states: "États",
  size: "Membres",
};
