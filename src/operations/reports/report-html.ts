import { htmlEscaped } from "../../alerting/messages/html.ts";
import type { ReportDates } from "../../engine/availability/report-range.ts";
import { chartEnds, chartHtml, chartLegend } from "./report-chart.ts";
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

/** What is listed of each entry: the more a report is about, the less. */
interface Detail {
  readonly members: number;
  readonly outages: number;
  /** Charts of members, and the percentages of single days. */
  readonly hasDays: boolean;
}

const DETAILS: readonly Detail[] = [
  { members: 15, outages: 10, hasDays: true },
  { members: 8, outages: 6, hasDays: true },
  { members: 4, outages: 4, hasDays: true },
  { members: 2, outages: 1, hasDays: false },
];

/** Gmail cuts a mail at 102 KB of HTML. */
const MAX_BYTES = 100_000;

const TEXT = "#1f2933";
const QUIET = "#66727f";
const LINE = "#e2e6ea";

/** Report as the HTML part of a mail: tables with inline styles, and nothing for a mail program to fetch. */
export function reportHtml(figures: ReportFigures): string {
  let html = "";
  for (const detail of DETAILS) {
    html = htmlWith(figures, detail);
    if (Buffer.byteLength(html) <= MAX_BYTES) break;
  }
  return html;
}

function htmlWith(figures: ReportFigures, detail: Detail): string {
  const title = htmlEscaped(titleOf(figures));
  return [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width"><title>${title}</title></head>`,
    `<body style="margin:0;background:#f3f5f7;color:${TEXT}">`,
    '<table role="presentation" width="100%" cellspacing="0" cellpadding="0" bgcolor="#f3f5f7"><tr>',
    '<td align="center" style="padding:16px 8px">',
    '<table role="presentation" width="100%" cellspacing="0" cellpadding="0" bgcolor="#ffffff"',
    ` style="max-width:760px;border:1px solid ${LINE};font:14px/20px Arial,Helvetica,sans-serif;color:${TEXT}">`,
    `<tr><td style="padding:20px 20px 8px"><h1 style="margin:0;font-size:22px;line-height:28px">${title}</h1>`,
    `<p style="margin:4px 0 0;color:${QUIET}">${htmlEscaped(factsOf(figures)[0]![1])}</p></td></tr>`,
    ...figures.entries.map((entry) => entryHtml(entry, figures.dates, detail)),
    `<tr><td style="padding:16px 20px 20px">${footHtml(figures)}</td></tr>`,
    "</table></td></tr></table></body></html>",
    "",
  ].join("\n");
}

function entryHtml(entry: EntryFigures, dates: ReportDates, detail: Detail): string {
  const shown = entry.members.slice(0, detail.members);
  const mode =
    entry.mode === null ? "" : ` <span style="font-size:13px;font-weight:normal;color:${QUIET}">${entry.mode}</span>`;
  return [
    `<tr><td style="padding:20px 20px 4px"><table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tr>`,
    `<td style="font-size:17px;font-weight:bold">${htmlEscaped(entry.title)}${mode}</td>`,
    `<td align="right" style="font-size:22px;font-weight:bold;white-space:nowrap">${shortPercent(entry.availability)}</td>`,
    `</tr><tr><td colspan="2" height="6"></td></tr></table>${chartHtml(entry.slots, dates, 26, !detail.hasDays)}${endsHtml(dates)}`,
    numbersHtml(entry, shown, detail.hasDays ? dates : null),
    ...restOfMembers(entry, shown.length).map(noteHtml),
    outagesHtml(entry, dates, detail.outages),
    "</td></tr>",
  ].join("\n");
}

function endsHtml(dates: ReportDates): string {
  const [first, last] = chartEnds(dates);
  return (
    `<table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="font-size:11px;color:${QUIET}">` +
    `<tr><td>${first}</td><td align="right">${last}</td></tr></table>`
  );
}

/** Row of headings with a line below it, which costs less as a row than as the borders of the cells. */
const headingsHtml = (cells: readonly string[]): string =>
  `<tr style="color:${QUIET}">${cells.join("")}</tr>` +
  `<tr><td colspan="${cells.length}" height="1" bgcolor="${LINE}" style="font-size:0;line-height:0"></td></tr>`;

/** `dates`: of the charts of members; null: without. */
function numbersHtml(entry: EntryFigures, members: readonly Figures[], dates: ReportDates | null): string {
  const rows = members.map(
    (member) =>
      `<tr>${cellHtml(htmlEscaped(member.title), "left")}${cellsOf(member).map(numberHtml).join("")}</tr>` +
      (dates === null
        ? ""
        : `<tr><td colspan="${COLUMNS.length + 1}">${chartHtml(member.slots, dates, 6, true)}</td></tr>`),
  );
  const label = entry.mode === null ? "" : "Group";
  return [
    '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:8px;font-size:12px">',
    headingsHtml([cellHtml("", "left"), ...COLUMNS.map(numberHtml)]),
    `<tr style="font-weight:bold">${cellHtml(label, "left")}${cellsOf(entry).map(numberHtml).join("")}</tr>`,
    ...rows,
    "</table>",
  ].join("\n");
}

const numberHtml = (text: string): string => cellHtml(text, "right");

const cellHtml = (html: string, align: "left" | "right"): string =>
  align === "left"
    ? `<td style="padding:4px 6px 3px 0">${html}</td>`
    : `<td align="right" nowrap style="padding:4px 0 3px 6px">${html}</td>`;

function outagesHtml(entry: EntryFigures, dates: ReportDates, rows: number): string {
  const { outages, outagesTotal } = entry;
  if (outagesTotal === 0) return noteHtml(noOutages(entry));
  const shown = outages.slice(0, rows);
  const hasNames = shown.some(({ who }) => who !== "");
  const lines = shown.map((outage) => {
    const { start, duration, who, acknowledged } = outageWords(outage, dates.zone);
    const cells = [start, duration, ...(hasNames ? [who] : []), acknowledged];
    return `<tr>${cells.map((text) => cellHtml(htmlEscaped(text), "left")).join("")}</tr>`;
  });
  const titles = ["Outage from", "Duration", ...(hasNames ? ["Of"] : []), "Acknowledged by"];
  return [
    '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:12px;font-size:13px">',
    headingsHtml(titles.map((text) => cellHtml(text, "left"))),
    ...lines,
    "</table>",
    outagesTotal > shown.length ? noteHtml(`The ${shown.length} longest of ${outagesTotal} outages.`) : "",
  ].join("\n");
}

const noteHtml = (text: string): string => `<p style="margin:8px 0 0;font-size:13px;color:${QUIET}">${text}</p>`;

function footHtml(figures: ReportFigures): string {
  const legend = chartLegend(figures.dates).map(
    ([colour, words]) => `<span style="color:${colour}">&#9632;</span> ${words}`,
  );
  const facts = factsOf(figures)
    .slice(1)
    .map(
      ([label, value]) =>
        `<tr><td style="padding:1px 12px 1px 0" nowrap valign="top">${label}</td><td>${htmlEscaped(value)}</td></tr>`,
    );
  return [
    `<p style="margin:0 0 12px;font-size:12px;color:${QUIET}">${legend.join(" &nbsp; ")}</p>`,
    `<table role="presentation" cellspacing="0" cellpadding="0" style="font-size:12px;line-height:18px;color:${QUIET}">`,
    ...facts,
    "</table>",
    `<p style="margin:12px 0 0;font-size:12px;color:${QUIET}">Every number is in the attached file availability.csv.</p>`,
  ].join("\n");
}
