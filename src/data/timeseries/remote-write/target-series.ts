import { RE2JS } from "re2js";
import { isHostKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { LoggedResult } from "../log/record.ts";
import { encodeLabels, type WrittenSeries } from "./protobuf.ts";
import type { LookedUpResource } from "./registry-lookup.ts";
import { FILTER_LABELS, type LabelPatterns, type RemoteTarget } from "./remote-target.ts";
import type { LabelsOfResource } from "./resource-names.ts";
import { HOST_STATE, PERFDATA, SERVICE_STATE } from "./series-names.ts";

type Labels = Readonly<Record<string, string>>;

/** Encoded labels of a resource; null: the target does not want that series. */
interface SeriesOfResource {
  readonly state: Uint8Array | null;
  /** By number of the metric. */
  readonly metrics: readonly (Uint8Array | null)[];
}

const NONE: SeriesOfResource = { state: null, metrics: [] };

/** Chooses and names the series of one target. */
export class TargetSeries {
  readonly #target: RemoteTarget;
  readonly #find: (slot: number) => LookedUpResource | null;
  readonly #isWanted: (labels: Labels) => boolean;
  readonly #bySlot = new Map<number, SeriesOfResource>();
  #labelsOf: LabelsOfResource;

  constructor(target: RemoteTarget, find: (slot: number) => LookedUpResource | null, labelsOf: LabelsOfResource) {
    this.#target = target;
    this.#find = find;
    this.#labelsOf = labelsOf;
    this.#isWanted = wantedBy(target);
  }

  rename(labelsOf: LabelsOfResource): void {
    this.#labelsOf = labelsOf;
    this.#bySlot.clear();
  }

  /** Number of points that the target gets of a result. */
  pointsOf(result: LoggedResult): number {
    const { state, metrics } = this.#ofResult(result);
    let points = state === null ? 0 : 1;
    for (let index = 0; index < result.numbers.length; index++)
      if (metrics[result.numbers[index]!] && !Number.isNaN(result.values[index]!)) points++;
    return points;
  }

  /** Their points, gathered by series. */
  seriesOf(results: readonly LoggedResult[]): readonly WrittenSeries[] {
    const found = new Map<Uint8Array, { readonly timesMs: number[]; readonly values: number[] }>();
    const add = (labels: Uint8Array | null | undefined, at: number, value: number): void => {
      if (labels === null || labels === undefined || Number.isNaN(value)) return;
      const { timesMs, values } = found.getOrInsertComputed(labels, () => ({ timesMs: [], values: [] }));
      timesMs.push(at * 1000);
      values.push(value);
    };
    for (const result of results) {
      const { state, metrics } = this.#ofResult(result);
      add(state, result.at, result.state);
      for (let index = 0; index < result.numbers.length; index++)
        add(metrics[result.numbers[index]!], result.at, result.values[index]!);
    }
    return [...found].map(([labels, points]) => ({ labels, ...points }));
  }

  #ofResult({ slot, numbers }: LoggedResult): SeriesOfResource {
    const known = this.#bySlot.get(slot);
    if (known !== undefined && (known === NONE || numbers.every((number) => number < known.metrics.length)))
      return known;
    const found = this.#find(slot);
    const labels = found === null ? null : this.#labelsOf(found.key);
    const series = found === null || labels === null ? NONE : this.#seriesOf(found, labels);
    this.#bySlot.set(slot, series);
    return series;
  }

  #seriesOf({ key, metrics }: LookedUpResource, resource: Labels): SeriesOfResource {
    return {
      state: this.#encoded({ __name__: stateName(key), ...resource }),
      metrics: metrics.map(({ label, unit }) =>
        this.#encoded({ __name__: PERFDATA, ...resource, metric: label, unit }),
      ),
    };
  }

  #encoded(labels: Labels): Uint8Array | null {
    return this.#isWanted(labels) ? encodeLabels({ ...labels, ...this.#target.labels }) : null;
  }
}

const stateName = (key: ResourceKey): string => (isHostKey(key) ? HOST_STATE : SERVICE_STATE);

function wantedBy({ keep, drop }: RemoteTarget): (labels: Labels) => boolean {
  const isKept = keep === null ? () => true : matcherOf(keep);
  const isDropped = drop === null ? () => false : matcherOf(drop);
  return (labels) => isKept(labels) && !isDropped(labels);
}

function matcherOf(patterns: LabelPatterns): (labels: Labels) => boolean {
  const tests = FILTER_LABELS.flatMap((label) => {
    const pattern = patterns[label];
    return pattern === undefined ? [] : [{ label, regex: RE2JS.compile(pattern) }];
  });
  return (labels) => tests.every(({ label, regex }) => regex.matches(labels[label] ?? ""));
}
