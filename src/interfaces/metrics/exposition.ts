import type { Family, HistogramFamily, Labels, NumberFamily } from "./family.ts";

/** Text formats of Prometheus: its own (0.0.4), and OpenMetrics 1.0. */
export type ExpositionFormat = "prometheus" | "openmetrics";

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

/** OpenMetrics if the client accepts it, whatever else it accepts: scrapers that know it prefer it. */
export const formatFor = (accept: string | undefined): ExpositionFormat =>
  accept !== undefined && /\bapplication\/openmetrics-text\b/i.test(accept) ? "openmetrics" : "prometheus";

/** The lines of the families, one text for each line; empty texts at places to pause. */
export function* expositionLines(families: Iterable<Family>, format: ExpositionFormat): Generator<string> {
  for (const family of families) {
    // In OpenMetrics the name of a counter is without the suffix that its samples have.
    const name = format === "openmetrics" && family.type === "counter" ? withoutTotal(family.name) : family.name;
    yield `# HELP ${name} ${escapeHelp(family.help, format)}\n`;
    yield `# TYPE ${name} ${family.type}\n`;
    yield* family.type === "histogram" ? histogramLines(family, format) : sampleLines(family);
  }
  if (format === "openmetrics") yield "# EOF\n";
}

export const exposition = (families: Iterable<Family>, format: ExpositionFormat): string =>
  [...expositionLines(families, format)].join("");

function* sampleLines({ name, samples }: NumberFamily): Generator<string> {
  for (const sample of samples)
    yield sample === null ? "" : `${name}${labelText(sample.labels)} ${numberText(sample.value)}\n`;
}

function* histogramLines({ name, values }: HistogramFamily, format: ExpositionFormat): Generator<string> {
  const { bounds, counts, sum } = values;
  let count = 0;
  for (const [place, bound] of bounds.entries()) {
    count += counts[place]!;
    yield `${name}_bucket{le="${boundText(bound, format)}"} ${count}\n`;
  }
  count += counts[bounds.length]!;
  yield `${name}_bucket{le="+Inf"} ${count}\n`;
  yield `${name}_sum ${numberText(sum)}\n`;
  yield `${name}_count ${count}\n`;
}

function labelText(labels: Labels = {}): string {
  let text = "";
  for (const name in labels) text += `${text === "" ? "{" : ","}${name}="${escapeLabel(labels[name]!)}"`;
  return text === "" ? "" : `${text}}`;
}

/** A whole number has a point in OpenMetrics. */
const boundText = (bound: number, format: ExpositionFormat): string =>
  format === "openmetrics" && Number.isInteger(bound) ? `${bound}.0` : `${bound}`;

const numberText = (value: number): string =>
  Number.isFinite(value) ? `${value}` : Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

const withoutTotal = (name: string): string => name.replace(/_total$/, "");

const LABEL_SPECIAL = /[\\"\n]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

const escapeLabel = (text: string): string =>
  LABEL_SPECIAL.test(text) ? text.replaceAll(/[\\"\n]/g, (special) => ESCAPES[special]!) : text;

const escapeHelp = (text: string, format: ExpositionFormat): string =>
  text.replaceAll(format === "openmetrics" ? /[\\"\n]/g : /[\\\n]/g, (special) => ESCAPES[special]!);
