import type { RemoteSource } from "../../data/timeseries/remote-read/remote-source.ts";
import { readHeaders, requestHeaders } from "./header-settings.ts";
import { labelsOf } from "./remote-write-settings.ts";
import type { Section } from "./section.ts";
import { httpUrl, mistaken, wholeNumber } from "./value-parsers.ts";

/** The section `metrics:` of vigie.yaml: how long performance data is kept, and how much of it. */
export interface MetricsSettings {
  readonly rawDays: number;
  readonly hoursDays: number;
  readonly daysYears: number;
  /** Bytes of all files; null: no limit. */
  readonly maxBytes: number | null;
  /** Metrics that a host or a service may ever have. */
  readonly maxMetricsPerResource: number;
  /** Metrics of all; null: five times the number of services, at least 100,000. */
  readonly maxMetrics: number | null;
  /** Where performance data is read; null: what is kept here. */
  readonly readFrom: RemoteSource | null;
}

const DEFAULTS: MetricsSettings = {
  rawDays: 35,
  hoursDays: 400,
  daysYears: 10,
  maxBytes: null,
  maxMetricsPerResource: 1_024,
  maxMetrics: null,
  readFrom: null,
};

const LEAST_BYTES = 16 * 1024 ** 2;

/** Refuses with `bad-setting`. */
export function metricsSettings(section: Section | undefined): MetricsSettings {
  if (section === undefined) return DEFAULTS;
  const settings: MetricsSettings = {
    rawDays: section.optional("raw_days", wholeNumber(1, 3_650)) ?? DEFAULTS.rawDays,
    hoursDays: section.optional("hours_days", wholeNumber(1, 36_500)) ?? DEFAULTS.hoursDays,
    daysYears: section.optional("days_years", wholeNumber(1, 100)) ?? DEFAULTS.daysYears,
    maxBytes: section.optional("max_size", sizeOrOff) ?? DEFAULTS.maxBytes,
    maxMetricsPerResource:
      section.optional("max_metrics_per_resource", wholeNumber(1, 65_535)) ?? DEFAULTS.maxMetricsPerResource,
    readFrom: remoteSource(section.section("read_from")),
    maxMetrics: section.optional("max_metrics", wholeNumber(1, 100_000_000)) ?? DEFAULTS.maxMetrics,
  };
  section.end();
  return settings;
}

function remoteSource(section: Section | undefined): RemoteSource | null {
  if (section === undefined) return null;
  const headers = readHeaders(section);
  const source: RemoteSource = {
    url: section.required("url", httpUrl),
    labels: labelsOf(section),
    headers: () => requestHeaders(headers),
  };
  section.end();
  return source;
}

/** Bytes of `500MB` or `20 GB`, by 1024; null for `off`. */
function sizeOrOff(text: string): number | null {
  if (text === "off") return null;
  const [, digits, unit] = /^(\d{1,9})\s*([MGT])i?B$/.exec(text) ?? [];
  const bytes = Number(digits) * 1024 ** ("MGT".indexOf(unit ?? "") + 2);
  if (digits === undefined || bytes < LEAST_BYTES) throw mistaken({ form: "size-or-off" }, text);
  return bytes;
}
