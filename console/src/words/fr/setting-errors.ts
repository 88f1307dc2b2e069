import type { NamedFacts } from "../../data/named-facts.ts";
import { groupedNumber } from "../count.ts";
import { none } from "./object-errors.ts";

const ofReport = ({ text }: NamedFacts, words: string): string => `rapport « ${text("report")} » : ${words}`;

/** Errors of vigie.yaml, and of names that it has. */
export const settingErrors: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  "no-channel": ({ text, list }) =>
    `il n’y a pas de canal « ${text("channel")} » dans vigie.yaml ; il y a ${list("channels").join(", ") || "aucun canal"}`,
  "reported-missing": (facts) =>
    ofReport(
      facts,
      facts.has("service")
        ? `il n’y a pas de service « ${facts.text("service")} » de l’hôte « ${facts.text("name")} »`
        : `il n’y a ${none(facts)}`,
    ),
  "report-period-missing": (facts) => ofReport(facts, `il n’y a pas de période « ${facts.text("period")} »`),
  "report-too-wide": (facts) =>
    ofReport(
      facts,
      `${groupedNumber(facts.number("count"))} hôtes et services ; ${groupedNumber(facts.number("most"))} au plus`,
    ),
};
