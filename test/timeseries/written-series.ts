import { serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { SeriesWriter } from "../../src/data/timeseries/write/series-writer.ts";

export const RESOURCES: readonly ResourceKey[] = Array.from({ length: 20 }, (_, index) => serviceKey(1 + index, 1));
export const STEP_SECONDS = 300;

/** Value of the first metric of a resource at a time, which every reader knows. */
export const valueAt = (key: ResourceKey, at: number): number => ((at / STEP_SECONDS) * 7 + key) % 1_000;

export const perfdataAt = (key: ResourceKey, at: number): string =>
  `a=${valueAt(key, at) / 100}s;5;9 b=${valueAt(key, at) * 3}c ${at % 4_200 === 0 ? "c=U" : `c=${at % 97}%`}`;

export const openWriter = (
  folder: string,
  now: () => number,
  said: string[] = [],
  keepLogFrom: () => number = () => Infinity,
): SeriesWriter =>
  SeriesWriter.open({
    folder,
    now,
    keepLogFrom,
    limits: () => ({ perResource: 1_024, total: 100_000 }),
    report: {
      problem: (code, reason) => said.push(`${code}: ${reason}`),
      solved: () => {},
      damage: (path, slot, reason) => said.push(`${path} ${slot}: ${reason}`),
      logDamage: ({ path, isTornTail }) => {
        if (!isTornTail) said.push(`${path} is damaged`);
      },
      tooManyMetrics: () => {},
      fault: (key, text) => said.push(`${key} ${text}`),
    },
  });
