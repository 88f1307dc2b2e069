import { STATUSES, type Policy, type Verdict } from "../../engine/availability/policy.ts";
import { statusesOf, type Status } from "../../engine/availability/status.ts";
import { onOneLine } from "../../lib/one-line.ts";
import { durationWords, percent } from "../availability/number-words.ts";
import { nameOf, type EntryFigures, type OutageFigures, type ReportFigures } from "./report-figures.ts";
import { rangeWords } from "./report-range.ts";

const MAX_NAMED = 3;
const MAX_SUBJECT_LENGTH = 200;

/** `Availability in October 2026: Web shop 99.95 %`, or the subject of the settings with `$RANGE$` and `$SUMMARY$`. */
export function subjectOf({ definition, dates, entries }: ReportFigures): string {
  const named = entries.slice(0, MAX_NAMED).map((entry) => `${entry.title} ${shortPercent(entry.availability)}`);
  const rest = entries.length - named.length;
  const values: Readonly<Record<string, string>> = {
    RANGE: rangeWords(dates).replace(/^(in|on|from) /, ""),
    SUMMARY: `${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`,
  };
  const subject =
    definition.subject?.replaceAll(/\$(RANGE|SUMMARY)\$/g, (_, name: string) => values[name]!) ??
    `${titleOf({ dates })}: ${values["SUMMARY"]!}`;
  return onOneLine(subject, MAX_SUBJECT_LENGTH);
}

/** `Availability in October 2026`. */
export const titleOf = ({ dates }: Pick<ReportFigures, "dates">): string => `Availability ${rangeWords(dates)}`;

/** Two decimals, cut off like the three of the tables. */
export function shortPercent(share: number | null): string {
  if (share === null) return "not measured";
  return share === 1 ? "100 %" : percent(share, 2);
}

/** Two units, cut off: `15d 11h`. */
export function shortDuration(ms: number): string {
  const unit = ms >= DAY ? HOUR : ms >= HOUR ? MINUTE : 1_000;
  return durationWords(Math.floor(ms / unit) * unit);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What follows a list of members: those that it leaves out. */
export function restOfMembers({ members, alwaysAvailable }: EntryFigures, shown: number): readonly string[] {
  return [
    ...(members.length > shown ? [`The ${shown} worst of ${members.length} that were not always available.`] : []),
    ...(alwaysAvailable === 0
      ? []
      : [`${alwaysAvailable} ${alwaysAvailable === 1 ? "member was" : "members were"} always available.`]),
  ];
}

export const noOutages = ({ mode }: EntryFigures): string =>
  mode === null ? "No outages." : mode.startsWith("mean") ? "No outages of the members." : "No outages of the group.";

/** Facts about the whole report: pairs of label and value. */
export function factsOf(figures: ReportFigures): readonly (readonly [string, string])[] {
  const { dates, range, isFinal, definition } = figures;
  const times = `${localMinute(range.from, dates.zone)} to ${localMinute(range.to, dates.zone)}`;
  return [
    ["Time", `${times} (${dates.zone})${isFinal ? "" : ", not final yet"}`],
    ...missingFacts(figures),
    ...(definition.period === null ? [] : [["Counted", `while ${definition.period.name} is open`] as const]),
    ...policyFacts(definition.policy, statusesIn(figures)),
    ...(definition.countsSoftProblems ? [["Problems", "count from their first soft result"] as const] : []),
  ];
}

/** What a poller that is away may bring yet. */
function missingFacts({ parts, dates }: ReportFigures): readonly (readonly [string, string])[] {
  const missing = parts.flatMap(({ report }) => report.members).filter((member) => member.notSeenSince !== null);
  if (missing.length === 0) return [];
  const all = [...new Set(missing.map(({ resource }) => nameOf(resource)))];
  const since = localMinute(Math.min(...missing.map((member) => member.notSeenSince!)) * 1000, dates.zone);
  const names = all.slice(0, MAX_NAMED);
  const rest = all.length - names.length;
  return [
    [
      "Missing",
      `results of ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""} since ${since}: their poller is away`,
    ],
  ];
}

function statusesIn({ parts }: ReportFigures): ReadonlySet<Status> {
  const members = parts.flatMap(({ report }) => report.members);
  return new Set([...new Set(members.map(({ resource }) => resource.kind))].flatMap((kind) => [...statusesOf(kind)]));
}

const LABELS: Readonly<Record<Verdict, string>> = { good: "Available", bad: "Unavailable", excluded: "Not counted" };

/** The policy in words: which statuses count as what, outside and in downtime. */
function policyFacts(policy: Policy, present: ReadonlySet<Status>): readonly (readonly [string, string])[] {
  const statuses = STATUSES.filter((status) => present.has(status));
  const inDowntime = new Set(statuses.map((status) => policy[status].inDowntime));
  const isAsOutside = statuses.every((status) => policy[status].inDowntime === policy[status].outsideDowntime);
  const [only] = inDowntime.size === 1 && !isAsOutside ? [...inDowntime] : [];
  const facts = (["good", "bad", "excluded"] as const).map((verdict) => {
    const words = statuses.filter((status) => policy[status].outsideDowntime === verdict).map((one) => WORDS[one]);
    return [LABELS[verdict], [...words, ...(only === verdict ? ["in downtime"] : [])].join(", ")] as const;
  });
  const rest = isAsOutside ? "like any other time" : only === undefined ? byStatus(policy, statuses) : null;
  return [...facts, ...(rest === null ? [] : [["In downtime", rest] as const])].filter(([, value]) => value !== "");
}

const byStatus = (policy: Policy, statuses: readonly Status[]): string =>
  statuses.map((status) => `${WORDS[status]} ${LABELS[policy[status].inDowntime].toLowerCase()}`).join(", ");

const WORDS: Readonly<Record<Status, string>> = {
  ok: "OK",
  warning: "WARNING",
  critical: "CRITICAL",
  unknown: "UNKNOWN",
  up: "UP",
  down: "DOWN",
  unreachable: "UNREACHABLE",
  pending: "before the first result",
  unmonitored: "not monitored",
};

/** Numbers of a line, in the order of `COLUMNS`; '' if there are none. */
export const COLUMNS = ["Available", "Unavailable", "In downtime", "Outages", "MTTR", "MTBF"] as const;

export const cellsOf = ({
  availability,
  badMs,
  inDowntimeMs,
  reliability,
}: Pick<EntryFigures, "availability" | "badMs" | "inDowntimeMs" | "reliability">): readonly string[] => [
  percent(availability),
  badMs === 0 ? "none" : shortDuration(badMs),
  inDowntimeMs === null ? "" : inDowntimeMs === 0 ? "none" : shortDuration(inDowntimeMs),
  reliability === null ? "" : String(reliability.failures),
  ...[reliability?.mttrMs ?? null, reliability?.mtbfMs ?? null].map((ms) => (ms === null ? "" : shortDuration(ms))),
];

/** Texts of an outage: its begin, its duration, its end if the range cuts it, and who acknowledged it. */
export function outageWords(outage: OutageFigures, zone: string) {
  const { from, badMs, beganBefore, continuesAfter, acknowledgedBy, who } = outage;
  const duration = durationWords(badMs);
  return {
    start: beganBefore ? "before" : localMinute(from, zone),
    duration: continuesAfter ? `${duration}, continues` : duration,
    who,
    acknowledged: acknowledgedBy.length === 0 ? "nobody" : acknowledgedBy.join(", "),
  };
}

/** `2026-10-25 02:30 +01:00` where the clocks changed would tell more than anyone asks: the zone is said once. */
function localMinute(ms: number, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return `${time.toPlainDate().toString()} ${time.toPlainTime().toString({ smallestUnit: "minute" })}`;
}
