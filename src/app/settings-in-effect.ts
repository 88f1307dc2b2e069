import type { Channel } from "../alerting/delivery/channel.ts";
import type { Settings } from "../config/settings/settings.ts";
import type { ReportDefinition } from "../operations/reports/report-definition.ts";

/** What of the settings a reload may change. */
export interface SettingsInEffect {
  readonly settings: Settings;
  readonly channels: readonly Channel[];
  readonly reports: readonly ReportDefinition[];
}
