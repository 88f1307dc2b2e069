import { printable } from "../../lib/printable.ts";
import { table } from "../../lib/table.ts";
import type { EntryFigures, Figures, ReportFigures } from "./report-figures.ts";
import {
  cellsOf,
  COLUMNS,
  factsOf,
  noOutages,
  outageWords,
  restOfMembers,
  shortPercent,
  titleOf,
} from "./report-words.ts";

/** Members that the text of a group lists; the CSV file has all. */
const MAX_MEMBERS_SHOWN = 30;

/** Report as plain text: the other half of a mail, and what `vigie report show` prints. */
export function reportText(figures: ReportFigures): string {
  const facts = factsOf(figures);
  const width = Math.max(...facts.map(([label]) => label.length)) + 2;
  return [
    `${titleOf(figures)}\n\n`,
    ...facts.map(([label, value]) => `${`${label}:`.padEnd(width)}${printable(value)}\n`),
    ...figures.entries.map((entry) => entryText(entry, figures.dates.zone)),
    "\nEvery number is in the attached file availability.csv.\n",
  ].join("");
}

function entryText(entry: EntryFigures, zone: string): string {
  const { title, mode, members, outages, outagesTotal } = entry;
  const shown = members.slice(0, MAX_MEMBERS_SHOWN);
  const lineOf = (figures: Figures): readonly string[] => [figures.title, ...cellsOf(figures)];
  const heading = `${title}: ${shortPercent(entry.availability)}${mode === null ? "" : ` (${mode})`}`;
  return [
    `\n${printable(heading)}\n${"-".repeat(heading.length)}\n`,
    table(["", ...COLUMNS], [lineOf(entry), ...shown.map(lineOf)]),
    ...restOfMembers(entry, shown.length).map((line) => `${line}\n`),
    outagesTotal === 0
      ? `\n${noOutages(entry)}\n`
      : `\n${outagesTotal > outages.length ? `The ${outages.length} longest of ${outagesTotal} outages:\n` : ""}${table(
          ["OUTAGE FROM", "DURATION", "ACKNOWLEDGED BY", ...(outages.some(({ who }) => who !== "") ? ["OF"] : [])],
          outages.map((outage) => {
            const { start, duration, acknowledged, who } = outageWords(outage, zone);
            return [start, duration, acknowledged, who];
          }),
        )}`,
  ].join("");
}
