import { sliceBlock } from "../../../src/data/timeseries/block/merge.ts";
import { DAY_SECONDS, HOUR_SECONDS, startOfDay } from "../../../src/data/timeseries/day.ts";
import { bodyOf, postPoints } from "../../../src/data/timeseries/remote-write/post-points.ts";
import { encodeLabels, type WrittenSeries } from "../../../src/data/timeseries/remote-write/protobuf.ts";
import { startPrometheus } from "../../../test/prometheus/prometheus.ts";
import { startVictoriaMetrics, VICTORIA_METRICS } from "../../../test/prometheus/victoria-metrics.ts";
import { PROMETHEUS } from "../../../test/support/installed-prometheus.ts";
import type { AskSeries } from "../series-client.ts";
import { INTERVAL } from "../fill-series.ts";
import type { CopiedSeries } from "./copied-series.ts";
import { missing, type SeriesPeer } from "./series-peer.ts";

const NAME = "perfdata";
const CACHES = "1GB";

export async function prometheusPeer(series: CopiedSeries): Promise<SeriesPeer | null> {
  if (PROMETHEUS === undefined) return missing("prometheus");
  const prometheus = await startPrometheus();
  await write(prometheus.writeUrl, series);
  return { name: "Prometheus", ask: askOf(prometheus.writeUrl), stop: prometheus.stop };
}

export async function victoriaMetricsPeer(series: CopiedSeries): Promise<SeriesPeer | null> {
  if (VICTORIA_METRICS === undefined) return missing("victoria-metrics");
  const victoriaMetrics = await startVictoriaMetrics(CACHES);
  await write(victoriaMetrics.writeUrl, series);
  // What was just written becomes readable.
  await fetch(new URL("/internal/force_flush", victoriaMetrics.writeUrl));
  return { name: "VictoriaMetrics", ask: askOf(victoriaMetrics.writeUrl), stop: victoriaMetrics.stop };
}

/** Sends hour by hour, since Prometheus takes nothing that is much older than its newest point. */
async function write(url: string, { firstDay, resources }: CopiedSeries): Promise<void> {
  const days = resources[0]!.length;
  const labels = resources.map((blocks, service) =>
    blocks[0]!.columns.map(({ number }) =>
      encodeLabels({ __name__: NAME, metric: String(number), service: String(service) }),
    ),
  );
  for (let hour = 0; hour < days * 24; hour++) {
    const from = startOfDay(firstDay) + hour * HOUR_SECONDS;
    const written = resources.flatMap((blocks, service): readonly WrittenSeries[] => {
      const { times, columns } = sliceBlock(blocks[Math.floor(hour / 24)]!, from, from + HOUR_SECONDS);
      const timesMs = Array.from(times, (time) => time * 1000);
      return columns.map(({ values }, number) => ({ labels: labels[service]![number]!, timesMs, values: [...values] }));
    });
    const outcome = await postPoints(url, bodyOf(written), { headers: {}, secrets: [] });
    if (outcome.kind !== "accepted") throw new Error(`${url} did not take the values: ${outcome.reason}`);
  }
}

/** Ranges of one day as they are, longer ones as averages of their steps. */
const askOf =
  (writeUrl: string): AskSeries =>
  async ({ services, from, to, width }) => {
    const selector = `${NAME}{metric="0",service=~"${services.join("|")}"}`;
    const isDay = to - from <= DAY_SECONDS;
    const step = isDay ? INTERVAL : Math.ceil((to - from) / width);
    const response = await fetch(new URL("/api/v1/query_range", writeUrl), {
      method: "POST",
      body: new URLSearchParams({
        query: isDay ? selector : `avg_over_time(${selector}[${step}s])`,
        start: String(from),
        end: String(to),
        step: String(step),
        nocache: "1",
      }),
    });
    const text = await response.text();
    const found = text.split('"metric":{').length - 1;
    if (!response.ok || found !== services.length)
      throw new Error(`${found} of ${services.length} series: ${text.slice(0, 300)}`);
  };
