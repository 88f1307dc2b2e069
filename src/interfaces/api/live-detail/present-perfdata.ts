import { parseLimits } from "../../../data/timeseries/perfdata/limits.ts";
import { parsePerfdata, type PerfdataItem } from "../../../data/timeseries/perfdata/parse-perfdata.ts";
import { unitOf } from "../../../data/timeseries/perfdata/unit.ts";
import { presentRange } from "../metric/present.ts";

/** Values of the newest performance data, as printed, with what of the text is none. */
export function presentPerfdata(text: string) {
  const { items, faults } = parsePerfdata(text);
  return {
    perfdata: items.map(presentItem),
    perfdata_faults: faults.map(({ at, reason }) => ({ at, reason })),
  };
}

function presentItem({ label, value, unit, limits }: PerfdataItem) {
  const { warning, critical, min, max } = parseLimits(limits, unitOf(unit), unitOf(unit));
  return {
    label,
    value: Number.isNaN(value) ? null : value,
    unit,
    warning: presentRange(warning),
    critical: presentRange(critical),
    min,
    max,
    percent: percentOf(value, unit, min, max),
  };
}

/** How much of what is possible; null where no greatest value is known. */
function percentOf(value: number, unit: string, min: number | null, max: number | null): number | null {
  const [least, most] = [min ?? 0, max ?? (unit === "%" ? 100 : null)];
  if (most === null || most <= least || !Number.isFinite(value)) return null;
  return Math.round(((value - least) / (most - least)) * 10_000) / 100;
}
