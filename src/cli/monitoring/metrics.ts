import { Command } from "commander";
import { outputOf, type MonitoringContext } from "./output.ts";
import { bytesText } from "./sparkline.ts";
import { localTime } from "./times.ts";
import { counted } from "../../lib/counted.ts";

/** `vigie metrics status`: what is kept of performance data, and how much. */
export function metricsCommand(context: MonitoringContext): Command {
  const command = new Command("metrics").description("show what is kept of performance data");
  command
    .command("status")
    .description("show sizes, growth, how far each level reaches back, and the resources with most metrics")
    .option("--json", "the answer of the API")
    .action(async (flags: { readonly json?: true }) => {
      const output = outputOf(context);
      const api = await context.api();
      const status = await api.call<MetricsStatus>("GET", "/api/metrics/status");
      if (flags.json) return output.json(status);
      output.table(
        ["LEVEL", "SINCE", "SIZE"],
        status.levels.map(({ name, since, bytes }) => [name, localTime(since), bytesText(bytes)]),
      );
      const { resources, metrics, taken, dropped, not_newer, too_late, faults } = status;
      output.text(
        [
          "",
          `${counted(metrics, "metric")} of ${counted(resources, "host or service", "hosts and services")}`,
          ...(status.bytes_per_day === null ? [] : [`grows by ${bytesText(status.bytes_per_day)} a day`]),
          `since the start: ${counted(taken, "result")} taken, ${dropped} lost, ${not_newer} not newer than the newest, ` +
            `${too_late} too late, ${counted(faults, "item")} not understood`,
          "",
          "",
        ].join("\n"),
      );
      output.table(
        ["HOST", "SERVICE", "METRICS"],
        status.largest.map(({ host, service, metrics: count }) => [host ?? "?", service ?? "", String(count)]),
      );
      if (status.remote_write.length === 0) return;
      output.text("\n");
      output.table(
        ["REMOTE WRITE", "STATE", "POINTS", "REFUSED", "LOST"],
        status.remote_write.map(({ name, is_failing, points, refused, lost }) => [
          name,
          is_failing ? "failing" : "ok",
          ...[points, refused, lost].map(String),
        ]),
      );
    });
  return command;
}

interface MetricsStatus {
  readonly remote_write: readonly {
    readonly name: string;
    readonly is_failing: boolean;
    readonly points: number;
    readonly refused: number;
    readonly lost: number;
  }[];
  readonly levels: readonly { readonly name: string; readonly since: string | null; readonly bytes: number }[];
  readonly bytes_per_day: number | null;
  readonly resources: number;
  readonly metrics: number;
  readonly taken: number;
  readonly dropped: number;
  readonly not_newer: number;
  readonly too_late: number;
  readonly faults: number;
  readonly largest: readonly {
    readonly host: string | null;
    readonly service: string | null;
    readonly metrics: number;
  }[];
}
