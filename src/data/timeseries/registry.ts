import type { DatabaseSync } from "node:sqlite";
import type { ResourceKey } from "../../model/resource-key.ts";
import { DamagedBytes } from "./block/byte-reader.ts";
import type { Metric } from "./metric.ts";
import type { LimitsKept } from "./limit-rows.ts";
import { parseLimits } from "./perfdata/limits.ts";
import type { PerfdataItem } from "./perfdata/parse-perfdata.ts";
import { convert, unitOf, type Dimension, type Unit } from "./perfdata/unit.ts";
import { openRegistryDatabase, readRegistry, type RegistryRows } from "./registry-rows.ts";

/** Metrics of one resource. */
export interface Series {
  /** Number of the resource in the files; Centreon's `index_id`. Never used again. */
  readonly slot: number;
  readonly key: ResourceKey;
  readonly metrics: Metric[];
  /** Time of the newest point; 0 if unknown. */
  newest: number;
  /** How the last result was understood, item by item: most results are understood alike. */
  shape: ShapeItem[];
}

/** Values of one result, for each metric with an item in it. */
export interface Measured {
  readonly numbers: readonly number[];
  readonly values: readonly number[];
}

export interface RegistryLimits {
  readonly perResource: number;
  readonly total: number;
}

interface ShapeItem {
  readonly label: string;
  readonly unit: string;
  readonly from: Unit;
  readonly to: Unit;
  /** Null: over the limit, not kept. */
  readonly metric: Metric | null;
  limits: string;
}

/** Which resources and metrics there are, and how their thresholds changed. */
export class Registry {
  readonly #rows: RegistryRows;
  readonly #limits: () => RegistryLimits;
  readonly #onOverflow: (key: ResourceKey, label: string) => void;
  readonly #byKey = new Map<ResourceKey, Series>();
  /** Slots are dense: a list is faster than a map. */
  readonly #bySlot: Series[] = [];
  /** Metric and the text of its limits, with its unit, as stored last. */
  readonly #printedLimits: Map<number, string>;
  /** Labels repeat over resources. */
  readonly #words = new Map<string, string>();
  #metricCount = 0;
  /** Resources of which a metric was not kept. */
  readonly #overflowed = new Set<ResourceKey>();

  private constructor(
    db: DatabaseSync,
    limits: () => RegistryLimits,
    onOverflow: (key: ResourceKey, label: string) => void,
  ) {
    this.#limits = limits;
    this.#onOverflow = onOverflow;
    const { rows, resources, metrics, printedLimits } = readRegistry(db);
    this.#rows = rows;
    this.#printedLimits = printedLimits;
    for (const { slot, key } of resources) this.#add({ slot, key, metrics: [], newest: 0, shape: [] });
    for (const { slot, ...metric } of metrics) {
      const series = this.ofSlot(slot);
      // Without these, values would be taken for those of others.
      if (series === undefined) throw new DamagedBytes(`metric ${metric.id} belongs to no resource`);
      if (metric.number !== series.metrics.length)
        throw new DamagedBytes(
          `metric ${metric.id} is number ${metric.number} of its resource, not ${series.metrics.length}`,
        );
      if (metric.dimension !== unitOf(metric.unit).dimension)
        throw new DamagedBytes(`metric ${metric.id} is in ${metric.unit}, which is no unit of ${metric.dimension}`);
      this.#addMetric(series, metric);
    }
  }

  /**
   * Opens the registry, and makes it if there is none. `onOverflow` is called once for each resource of which a
   * metric is not kept, since the resource or the installation has too many. Throws `DamagedBytes`, or the error of a
   * damaged file.
   */
  static open(
    path: string,
    limits: () => RegistryLimits,
    onOverflow: (key: ResourceKey, label: string) => void,
  ): Registry {
    const db = openRegistryDatabase(path);
    try {
      return new Registry(db, limits, onOverflow);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  get resourceCount(): number {
    return this.#byKey.size;
  }

  get metricCount(): number {
    return this.#metricCount;
  }

  /** In order of their slots. */
  all(): IterableIterator<Series> {
    return this.#byKey.values();
  }

  ofKey(key: ResourceKey): Series | undefined {
    return this.#byKey.get(key);
  }

  ofSlot(slot: number): Series | undefined {
    return this.#bySlot[slot];
  }

  /** Series of a resource, which is added if it is new. */
  take(key: ResourceKey): Series {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    return this.#add({ slot: this.#rows.addResource(key), key, metrics: [], newest: 0, shape: [] });
  }

  /** Values of the items of a result, in the units of their metrics; notes new metrics and changed limits. */
  measure(series: Series, items: readonly PerfdataItem[], at: number): Measured {
    const numbers: number[] = [];
    const values: number[] = [];
    for (let index = 0; index < items.length; index++) {
      const item = items[index]!;
      let shape = series.shape[index];
      if (shape?.label !== item.label || shape.unit !== item.unit) {
        shape = this.#shapeOf(series, item, at);
        series.shape[index] = shape;
      }
      const { metric } = shape;
      if (metric === null) continue;
      if (shape.limits !== item.limits) {
        shape.limits = item.limits;
        this.#noteLimits(metric, item, shape, at);
      }
      numbers.push(metric.number);
      values.push(shape.from === shape.to ? item.value : convert(item.value, shape.from, shape.to));
    }
    series.shape.length = items.length;
    return { numbers, values };
  }

  /** Something was added since `commit`. */
  get isUncommitted(): boolean {
    return this.#rows.isUncommitted();
  }

  /** Makes everything added since the last call durable; called before a point that names it is written. */
  commit(): void {
    this.#rows.commit();
  }

  /** Deletes limits that no kept value needs, some metrics at a time: `prune` of `LimitRows`. */
  pruneLimits(aboveMetricId: number, kept: LimitsKept): number | null {
    return this.#rows.pruneLimits(aboveMetricId, kept);
  }

  close(): void {
    this.#rows.close();
  }

  /** Closes without what was added since `commit`. */
  abandon(): void {
    this.#rows.abandon();
  }

  #add(series: Series): Series {
    this.#byKey.set(series.key, series);
    this.#bySlot[series.slot] = series;
    return series;
  }

  #addMetric(series: Series, metric: Metric): Metric {
    const added = { ...metric, label: this.#word(metric.label), unit: this.#word(metric.unit) };
    series.metrics.push(added);
    this.#metricCount++;
    return added;
  }

  #word(text: string): string {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    this.#words.set(text, text);
    return text;
  }

  #shapeOf(series: Series, { label, unit }: PerfdataItem, at: number): ShapeItem {
    const from = unitOf(unit);
    const known = series.metrics.find((metric) => metric.label === label && metric.dimension === from.dimension);
    const metric = known ?? this.#newMetric(series, label, from.dimension, unit, at);
    const to = metric === null || metric.unit === unit ? from : unitOf(metric.unit);
    return {
      label: this.#word(label),
      unit: this.#word(unit),
      from,
      to,
      metric,
      limits: (metric && this.#printedLimits.get(metric.id)?.slice(unit.length + 1)) ?? "",
    };
  }

  #newMetric(series: Series, label: string, dimension: Dimension, unit: string, at: number): Metric | null {
    const { perResource, total } = this.#limits();
    if (series.metrics.length >= perResource || this.#metricCount >= total) {
      if (!this.#overflowed.has(series.key)) this.#onOverflow(series.key, label);
      this.#overflowed.add(series.key);
      return null;
    }
    const number = series.metrics.length;
    const id = this.#rows.addMetric({ slot: series.slot, number, label, dimension, unit, at });
    return this.#addMetric(series, { id, number, label, dimension, unit });
  }

  #noteLimits(metric: Metric, item: PerfdataItem, { from, to }: ShapeItem, at: number): void {
    const printed = `${item.unit} ${item.limits}`;
    const before = this.#printedLimits.get(metric.id);
    if (before === printed) return;
    // Those that change may change with each result: such words would be without number.
    this.#printedLimits.set(metric.id, before === undefined ? this.#word(printed) : printed);
    this.#rows.addLimits(metric.id, at, parseLimits(item.limits, from, to), printed);
  }
}
