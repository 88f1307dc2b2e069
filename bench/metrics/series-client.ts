import { MIXED_TEMPLATES, perfdataSource } from "../support/perfdata-kinds.ts";
import { parsePerfdata } from "../../src/data/timeseries/perfdata/parse-perfdata.ts";
import type { Service } from "../../src/model/objects.ts";
import type { SeriesRead } from "./read-cases.ts";

/** Labels of the first metric of each kind. */
const FIRST_LABELS = MIXED_TEMPLATES.map(
  (template) => parsePerfdata(perfdataSource(template, () => 0.5)()).items[0]!.label,
);

export type AskSeries = (read: SeriesRead) => Promise<void>;

/** Asks the API for series. Throws unless the answer has all of them. */
export function seriesClient(url: string, token: string, services: readonly Service[]): AskSeries {
  return async ({ services: places, isFirstMetric, from, to, width }) => {
    const query = new URLSearchParams({ from: String(from), to: String(to), width: String(width) });
    for (const place of places) query.append("resource", `${services[place]!.hostId}/${services[place]!.serviceId}`);
    if (isFirstMetric)
      for (const label of new Set(places.map((place) => FIRST_LABELS[place % FIRST_LABELS.length]!)))
        query.append("metric", label);
    const response = await fetch(`${url}/api/metrics/series?${query}`, { headers: { "X-AUTH-TOKEN": token } });
    const text = await response.text();
    const found = text.split('"metric_id"').length - 1;
    const wanted = isFirstMetric ? new Set(places).size : 3;
    if (!response.ok || found !== wanted) throw new Error(`${found} of ${wanted} series: ${text.slice(0, 500)}`);
  };
}
