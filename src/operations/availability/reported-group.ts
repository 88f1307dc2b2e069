import type { GroupReport, ReportMode } from "./availability-reports.ts";

/** Group of a report. */
export interface ReportedGroup {
  readonly kind: "hostgroup" | "servicegroup";
  readonly id: number;
  readonly name: string;
}

/** Group of a report with its members taken together. */
export interface WholeGroup {
  readonly of: ReportedGroup;
  readonly mode: ReportMode;
  readonly report: GroupReport;
}

/** Mode of a text: `all`, `any`, `mean` or the least number of good members; null for anything else. */
export function parseMode(text: string): ReportMode | null {
  if (text === "all" || text === "any" || text === "mean") return { kind: text };
  return /^[1-9]\d{0,5}$/.test(text) ? { kind: "at-least", count: Number(text) } : null;
}

/** Text of a mode, which `parseMode` reads. */
export const modeText = (mode: ReportMode): string => (mode.kind === "at-least" ? String(mode.count) : mode.kind);
