import { isOutcome } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { withTimeout } from "../in-time.ts";
import { outcome, stateNames, type ReturnCode } from "../outcome.ts";
import { perfdata } from "../perfdata-format.ts";
import { stateOf } from "../threshold.ts";
import { readProcesses, type ProcessRow } from "./process-table.ts";
import { readProcsSettings, type ProcsMetric, type ProcsSettings } from "./procs-settings.ts";

export interface ProcsSource {
  readonly procFolder: string;
  readonly passwdFile: string;
}

export const checkProcs: CheckKind = procsKind({ procFolder: "/proc", passwdFile: "/etc/passwd" });

/**
 * check_procs of monitoring-plugins 2.3.3, from /proc instead of ps(1), with -X of later versions. There is no own
 * process to exclude, so -T has no effect. Differences are in docs/built-in-checks.md.
 */
export function procsKind({ procFolder, passwdFile }: ProcsSource): CheckKind {
  return {
    name: "check_procs",
    run: async (args, context) => {
      const settings = await readProcsSettings(args, passwdFile);
      if (isOutcome(settings)) return settings;
      const judged = readProcesses(procFolder, settings.parts).then((rows) => judge(rows, settings));
      return withTimeout("check_procs", judged, settings.timeout, context);
    },
  };
}

function judge(all: readonly ProcessRow[], settings: ProcsSettings): KindOutcome {
  const candidates = settings.skipsKernelThreads ? withoutKernelThreads(all) : all;
  const rows = candidates.filter((row) => settings.filters.every((filter) => filter.passes(row)));
  const filters = settings.filters.map(({ text }) => text).join(", ");
  const counted = `${rows.length} process${rows.length === 1 ? "" : "es"}${filters === "" ? "" : ` with ${filters}`}`;
  if (settings.metric === "PROCS") return judgeCount(rows.length, counted, settings);
  return judgeEach(rows, counted, settings.metric, settings);
}

function judgeCount(
  count: number,
  counted: string,
  { thresholds, warningText, criticalText }: ProcsSettings,
): KindOutcome {
  const code = stateOf(count, thresholds);
  const value = perfdata({
    label: "procs",
    value: String(count),
    warning: warningText,
    critical: criticalText,
    min: "0",
  });
  return outcome(code, `PROCS ${stateNames[code]}: ${counted} | ${value}\n`);
}

function judgeEach(
  rows: readonly ProcessRow[],
  counted: string,
  metric: Exclude<ProcsMetric, "PROCS">,
  { thresholds, namesOffenders }: ProcsSettings,
): KindOutcome {
  const states = rows.map((row) => stateOf(metricOf(row, metric), thresholds));
  const warnings = states.filter((state) => state === 1).length;
  const criticals = states.filter((state) => state === 2).length;
  const code: ReturnCode = criticals > 0 ? 2 : warnings > 0 ? 1 : 0;
  const over =
    criticals > 0 ? `${criticals} crit, ${warnings} warn out of ` : warnings > 0 ? `${warnings} warn out of ` : "";
  const names = rows
    .filter((_row, index) => states[index] !== 0)
    .map(({ command }) => command)
    .join(", ");
  const offenders = namesOffenders && code !== 0 ? ` [${names}]` : "";
  const values = [
    ["procs", rows.length],
    ["procs_warn", warnings],
    ["procs_crit", criticals],
  ] as const;
  const texts = values.map(([label, value]) => perfdata({ label, value: String(value), min: "0" }));
  return outcome(code, `${metric} ${stateNames[code]}: ${over}${counted}${offenders} | ${texts.join(" ")}\n`);
}

function metricOf(row: ProcessRow, metric: Exclude<ProcsMetric, "PROCS">): number {
  switch (metric) {
    case "VSZ":
      return row.vsz;
    case "RSS":
      return row.rss;
    case "CPU":
      return row.percentCpu;
    case "ELAPSED":
      return row.elapsedSeconds;
  }
}

/** Kernel threads are kthreadd and its children; none are visible in a container. */
function withoutKernelThreads(rows: readonly ProcessRow[]): readonly ProcessRow[] {
  const parent = rows.find((row) => row.ppid === 0 && row.command === "kthreadd");
  return parent === undefined ? rows : rows.filter((row) => row.pid !== parent.pid && row.ppid !== parent.pid);
}
