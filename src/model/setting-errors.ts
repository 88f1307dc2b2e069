/** A report of vigie.yaml. */
interface OfReport {
  readonly report: string;
}

/** What a report is about. */
export interface ReportedName {
  readonly type: "host" | "service" | "hostgroup" | "servicegroup";
  /** Of a service: that of its host. */
  readonly name: string;
  /** Null: none. */
  readonly service: string | null;
}

/** Words such as `host group 'web'`. */
export function reportedWords({ type, name, service }: ReportedName): string {
  switch (type) {
    case "host":
      return `host '${name}'`;
    case "service":
      return `service '${service}' on host '${name}'`;
    case "hostgroup":
      return `host group '${name}'`;
    case "servicegroup":
      return `service group '${name}'`;
    default:
      return type satisfies never;
  }
}

/** Errors of vigie.yaml, and of names that it has, by code: what each names, and its words. */
export const SETTING_ERRORS = {
  "no-channel": ({ channel, channels }: { readonly channel: string; readonly channels: readonly string[] }) =>
    `there is no channel '${channel}' in vigie.yaml; there is ${channels.join(", ") || "none"}`,
  "reported-missing": ({ report, ...of }: OfReport & ReportedName) =>
    `report '${report}': there is no ${reportedWords(of)}`,
  "report-period-missing": ({ report, period }: OfReport & { readonly period: string }) =>
    `report '${report}': there is no time period '${period}'`,
  "report-too-wide": ({ report, count, most }: OfReport & { readonly count: number; readonly most: number }) =>
    `report '${report}': ${count} hosts and services; a report has at most ${most}`,
};
