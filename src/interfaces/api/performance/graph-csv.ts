import { csvField } from "../../../lib/csv-field.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { drawnValues, timeOf, type Graph } from "./read-graph.ts";

/** Lines of a download (later versions §9), one for each bucket, the values of a metric below its label. */
export function* csvOfGraph(graph: Graph): Generator<string> {
  const labels = graph.metrics.map(({ metric }) => csvField(metric.label, ";"));
  yield `${["time", "humantime", ...labels].join(";")}\r\n`;
  const columns = graph.metrics.map(({ read }) => drawnValues(read));
  for (let bucket = 0; bucket < graph.count; bucket++) {
    const at = timeOf(graph, bucket);
    const values = columns.map((column) => (Number.isNaN(column[bucket]!) ? "" : String(column[bucket]!)));
    yield `${[at, humanTime(at), ...values].join(";")}\r\n`;
  }
}

/** `2026-11-29 08:00:00`, in UTC. */
const humanTime = (at: number): string => formatRfc3339(at)!.slice(0, 19).replace("T", " ");
