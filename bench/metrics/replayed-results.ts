import type { MeasuredResult } from "../../src/data/timeseries/measured-batch.ts";
import { serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { INTERVAL } from "./fill-series.ts";

export const keyOf = (service: number): ResourceKey => serviceKey(1 + Math.floor(service / 10), 1 + service);

/** The values of a service at a second are determined by both. */
export const valuesOf = (service: number, at: number): readonly number[] =>
  [7, 11, 13].map((factor) => ((service * factor + at) % 10_007) / 100);

/** Results of the services that are checked in this second of their interval. */
export function resultsOfSecond(services: number, start: number, at: number): readonly MeasuredResult[] {
  const results: MeasuredResult[] = [];
  for (let service = (at - start) % INTERVAL; service < services; service += INTERVAL) {
    const [one, two, three] = valuesOf(service, at);
    results.push({ key: keyOf(service), at, state: 0, perfdata: `one=${one};5;10 two=${two}s;;;0 three=${three}%` });
  }
  return results;
}
