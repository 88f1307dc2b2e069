import { COLOURS } from "../../alerting/messages/colours.ts";
import type { ReportDates } from "../../engine/availability/report-range.ts";
import { percent } from "../availability/number-words.ts";
import { slotRanges, slotUnit, type Slot } from "./chart-slots.ts";

const EXCLUDED = "#b8c0cc";
const NOTHING = "#eceff2";
/** Up to this part of a slot is shown as little. */
const LITTLE = 0.05;

/**
 * Chart of a report: one cell of a table for each day, coloured by its availability. Of what mail programs show, cells
 * with a background are the one kind of chart that all of them do: Gmail and Outlook show no SVG, and Outlook and most
 * companies' gateways hold back or list images as attachments. It also costs no bytes beside the HTML, which Gmail cuts
 * at 102 KB, and stays sharp in print. `isMerged`: equal neighbours share a cell, for lists of many members.
 */
export function chartHtml(slots: readonly Slot[], dates: ReportDates, height: number, isMerged = false): string {
  const labels = labelsOf(dates);
  const cells = slots.map((slot, index) => ({
    colour: colourOf(slot),
    title: isMerged ? "" : titleOf(slot, labels[index]!),
  }));
  const merged: { colour: string; title: string; span: number }[] = [];
  for (const cell of cells) {
    const last = merged.at(-1);
    if (isMerged && last?.colour === cell.colour) last.span += 1;
    else merged.push({ ...cell, span: 1 });
  }
  const html = merged.map(
    ({ colour, title, span }) =>
      `<td bgcolor="${colour}"${span > 1 ? ` colspan="${span}"` : ""}${title === "" ? "" : ` title="${title}"`}></td>`,
  );
  // A first row of nothing but cells of one slot each: spans are as wide as their slots.
  const rule = `<tr style="line-height:0">${"<td></td>".repeat(isMerged ? slots.length : 0)}</tr>`;
  return (
    '<table role="presentation" width="100%" cellspacing="1" cellpadding="0" style="table-layout:fixed;font-size:1px">' +
    `${isMerged ? rule : ""}<tr height="${height}" style="height:${height}px">${html.join("")}</tr></table>`
  );
}

function colourOf({ goodMs, badMs, excludedMs }: Slot): string {
  if (badMs > 0) return badMs / (goodMs + badMs) <= LITTLE ? COLOURS.warning : COLOURS.bad;
  if (goodMs > 0) return COLOURS.good;
  return excludedMs > 0 ? EXCLUDED : NOTHING;
}

/** '' where nothing was bad: most cells. */
const titleOf = ({ goodMs, badMs }: Slot, label: string): string =>
  badMs === 0 ? "" : `${label}: ${percent(goodMs / (goodMs + badMs), 2)}`;

/** Colours with their meaning. */
export const chartLegend = (dates: ReportDates): readonly (readonly [string, string])[] => [
  [COLOURS.good, `available the whole ${slotUnit(dates)}`],
  [COLOURS.warning, `unavailable up to ${LITTLE * 100} % of it`],
  [COLOURS.bad, "more"],
  [EXCLUDED, "not counted"],
];

/** Texts for both ends of the chart. */
export function chartEnds(dates: ReportDates): readonly [string, string] {
  const labels = labelsOf(dates);
  return [labels[0]!, labels.at(-1)!];
}

const FORMATS = {
  hour: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  week: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "short", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function labelsOf(dates: ReportDates): readonly string[] {
  const format = new Intl.DateTimeFormat("en-GB", { ...FORMATS[slotUnit(dates)], timeZone: dates.zone });
  return slotRanges(dates).map(({ from }) => format.format(from));
}
