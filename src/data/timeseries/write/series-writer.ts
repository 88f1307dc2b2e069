import { renameSync } from "node:fs";
import type { Block } from "../block/block.ts";
import { DamagedBytes } from "../block/byte-reader.ts";
import { BlockFile } from "../files/block-file.ts";
import { engineErrorOf, isDamage, isOtherSchema } from "../../store/sqlite/errors.ts";
import { dayOf, monthOf, startOfDay, type DayNumber } from "../day.ts";
import { setAside } from "../../../lib/database-files.ts";
import { SeriesFolder } from "../files/series-folder.ts";
import type { LoggedResult } from "../log/record.ts";
import { replayLog } from "../log/replay.ts";
import { SegmentWriter } from "../log/segment-writer.ts";
import { firstUnsweptSegment, markSweptBelow } from "../log/swept-mark.ts";
import { resultsOf, type MeasuredBatch } from "../measured-batch.ts";
import { parsePerfdata } from "../perfdata/parse-perfdata.ts";
import { Registry, type RegistryLimits, type Series } from "../registry.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { SeriesSettings } from "../series-settings.ts";
import type { SeriesCounts } from "../series-status.ts";
import { findNewest } from "./find-newest.ts";
import { firstOpenDay } from "./first-open-day.ts";
import { Heads } from "./heads.ts";
import { limitsKept } from "./limits-kept.ts";
import { OpenDays } from "./open-days.ts";
import { PendingBatches } from "./pending-batches.ts";
import { PerfdataFaults } from "./perfdata-faults.ts";
import type { SeriesReport } from "./series-report.ts";
import { sealDay } from "./seal-day.ts";
import { Sweeper } from "./sweeper.ts";

export interface SeriesWriterOptions {
  readonly folder: string;
  /** Unix seconds. */
  readonly now: () => number;
  readonly limits: () => RegistryLimits;
  /** Segments of the log from this one on are still needed by others. */
  readonly keepLogFrom?: () => number;
  readonly report: SeriesReport;
}

/** A day is sealed this long after its end: remote results may come late. */
const SEAL_AFTER_SECONDS = 26 * 3_600;
/** Slots that are swept at once before a seal: a few milliseconds. */
const SEAL_SLOTS = 50;
/** 256 MB: a double in a plain array, with what it grows ahead. */
const MAX_HEAD_DOUBLES = 24_000_000;

/**
 * Takes results with performance data and keeps their values: in memory and in the log at once, in the files of their
 * days by sweeps, sealed at last. Synchronous; the one who calls it decides when.
 */
export class SeriesWriter {
  readonly folder: SeriesFolder;
  readonly counts: SeriesCounts = { results: 0, values: 0, notNewer: 0, tooLate: 0, dropped: 0 };
  readonly faults = new PerfdataFaults();
  readonly #options: SeriesWriterOptions;
  readonly #heads = new Heads();
  readonly #days: OpenDays;
  readonly #sweeper: Sweeper;
  readonly #pending = new PendingBatches();
  /** The disk took nothing the last time. */
  #isStuck = false;
  #registry: Registry;
  #log: SegmentWriter;
  /** Segment that was written when the current round began. */
  #roundBeganAt = 0;
  /** First day that takes results. */
  #firstOpenDay: DayNumber;

  private constructor(options: SeriesWriterOptions, folder: SeriesFolder, registry: Registry) {
    this.#options = options;
    this.folder = folder;
    this.#registry = registry;
    this.#days = new OpenDays(folder, (path, reason) => options.report.damage(path, null, reason));
    this.#sweeper = new Sweeper(this.#heads, this.#days);
    this.#firstOpenDay = firstOpenDay(folder);
    const areDaysWhole = findNewest(this.#days, folder.openDays(), this.#registry);
    // A day that was set aside may still be in the log.
    const first = areDaysWhole ? firstUnsweptSegment(folder.log) : 0;
    this.#log = new SegmentWriter(folder.log, this.#replay(first));
  }

  /**
   * Opens the folder, makes it if there is none, and reads the log again. Without a registry that can be read nobody
   * knows whose values the files hold: the folder is set aside then, and another one begins.
   */
  static open(options: SeriesWriterOptions): SeriesWriter {
    const folder = new SeriesFolder(options.folder);
    folder.prepare();
    const opened = openSoundRegistry(options, folder);
    if (opened instanceof Registry) return new SeriesWriter(options, folder, opened);
    const aside = `${options.folder}.damaged-${Math.floor(options.now())}`;
    renameSync(options.folder, aside);
    options.report.damage(aside, null, `registry.sqlite: ${opened.damage}`);
    return SeriesWriter.open(options);
  }

  get registry(): Registry {
    return this.#registry;
  }

  /** Doubles that wait in memory to be swept. */
  get headSize(): number {
    return this.#heads.size;
  }

  /** Takes a batch. If the disk does not, it waits; `flush` tries again. */
  accept(batch: MeasuredBatch): void {
    if (this.#heads.size > MAX_HEAD_DOUBLES) return this.#drop(batch.keys.length);
    const dropped = this.#pending.add(batch);
    if (dropped > 0) this.#drop(dropped);
    // A disk that does not take it is not asked again for each batch.
    if (!this.#isStuck) this.flush();
  }

  /** Writes the batches that wait. Returns true if none is left. */
  flush(): boolean {
    for (let batch = this.#pending.first(); batch !== undefined; batch = this.#pending.first()) {
      this.#isStuck = !this.#write(batch);
      if (this.#isStuck) return false;
      this.#pending.shift();
    }
    if (this.#heads.size <= MAX_HEAD_DOUBLES) this.#options.report.solved("memory-full");
    return true;
  }

  /** Waits until everything taken is on disk. */
  sync(): void {
    this.#try("log", () => this.#log.sync());
  }

  /** Time of the newest result of a resource; 0: none that is known. */
  newestOf(key: ResourceKey): number {
    return this.#registry.ofKey(key)?.newest ?? 0;
  }

  /** Results that are not in a file yet, or null. */
  headBlock(slot: number): Block | null {
    const head = this.#heads.get(slot);
    return head === undefined ? null : head.block(head.count);
  }

  /** Continues the current round of the sweep, or begins one, with this share of the slots. */
  sweep(share: number): void {
    if (!this.#sweeper.isInRound) this.#beginRound();
    const count = Math.max(1, Math.ceil(this.#registry.resourceCount * share));
    if (this.#try("sweep", () => this.#sweeper.step(count))) this.#endRound();
  }

  /** Day to be sealed now: it ended long enough ago. */
  dayToSeal(): DayNumber | null {
    const day = this.folder.openDays()[0];
    return day !== undefined && startOfDay(day + 1) + SEAL_AFTER_SECONDS <= this.#options.now() ? day : null;
  }

  /** Seals a day, in steps. Results of that day are refused from now on. */
  *seal(day: DayNumber): Generator<void, void> {
    this.#firstOpenDay = Math.max(this.#firstOpenDay, day + 1);
    this.#beginRound();
    while (this.#sweeper.isInRound) {
      if (this.#sweeper.step(SEAL_SLOTS)) this.#endRound();
      yield;
    }
    // Finishes a file that a full disk left without tables.
    if (this.#days.use(day, () => true) === null) return;
    this.#days.close(day);
    try {
      yield* sealDay({
        folder: this.folder,
        day,
        slots: [...this.#registry.all()].map(({ slot }) => slot),
        isCounter: (slot, number) => this.#registry.ofSlot(slot)?.metrics[number]?.dimension === "counter",
        onDamage: (slot, error) => this.#options.report.damage(this.folder.openDay(day), slot, error.message),
      });
    } catch (error) {
      const isOfFile = isDamage(engineErrorOf(error));
      if (isOfFile) this.#setAsideDamaged(day);
      // A damaged day is given up; the rest is tried again.
      if (!isOfFile || this.folder.openDays().includes(day)) throw error;
    }
  }

  /** Deletes the limits of metrics that no kept value needs, in steps. */
  *pruneLimits(settings: SeriesSettings): Generator<void, void> {
    const kept = limitsKept(settings, this.#options.now());
    for (let last: number | null = 0; last !== null;) {
      last = this.#registry.pruneLimits(last, kept);
      yield;
    }
  }

  close(): void {
    this.flush();
    this.sync();
    this.#log.close();
    this.#days.closeAll();
    this.#registry.close();
  }

  #drop(results: number): void {
    this.counts.dropped += results;
    this.#options.report.problem("memory-full", "values are dropped: the disk does not take as many as come");
  }

  /** Sets aside which of the files of a seal cannot be read. */
  #setAsideDamaged(day: DayNumber): void {
    const { folder } = this;
    for (const path of [folder.openDay(day), folder.hours(monthOf(day)), folder.days, folder.sealedDay(day - 1)]) {
      const reason = BlockFile.damageOf(path);
      if (reason !== null) this.#options.report.damage(setAside(path) ?? path, null, reason);
    }
  }

  #replay(first: number): number {
    return replayLog(
      this.folder.log,
      first,
      (result) => {
        const series = this.#registry.ofSlot(result.slot);
        if (series === undefined || result.at <= series.newest || dayOf(result.at) < this.#firstOpenDay) return;
        series.newest = result.at;
        this.#heads.add(result);
      },
      (damage) => this.#options.report.logDamage(damage),
    );
  }

  /** Returns false if the disk does not take it: nothing of the batch is kept then. */
  #write(batch: MeasuredBatch): boolean {
    const before = new Map<Series, number>();
    const results: LoggedResult[] = [];
    try {
      for (const { key, at, state, perfdata } of resultsOf(batch)) {
        const { items, faults } = parsePerfdata(perfdata);
        const news = this.faults.note(key, faults);
        if (news !== null) this.#options.report.fault(key, news);
        if (items.length === 0) continue;
        if (dayOf(at) < this.#firstOpenDay) {
          this.counts.tooLate++;
          continue;
        }
        const series = this.#registry.take(key);
        if (at <= series.newest) {
          this.counts.notNewer++;
          continue;
        }
        if (!before.has(series)) before.set(series, series.newest);
        series.newest = at;
        results.push({ slot: series.slot, at, state, ...this.#registry.measure(series, items, at) });
      }
      this.#registry.commit();
      if (results.length > 0) this.#log.append(results, this.#options.now());
    } catch (error) {
      for (const [series, newest] of before) series.newest = newest;
      if (this.#registry.isUncommitted) this.#reopenRegistry();
      this.#options.report.problem("write-failed", messageOf(error));
      return false;
    }
    this.#options.report.solved("write-failed");
    for (const result of results) {
      this.#heads.add(result);
      this.counts.values += result.numbers.length;
    }
    this.counts.results += results.length;
    return true;
  }

  /** Forgets what the disk did not take of the registry. */
  #reopenRegistry(): void {
    const failed = this.#registry;
    const newest = new Map([...failed.all()].map((series) => [series.slot, series.newest]));
    failed.abandon();
    this.#registry = openRegistry(this.#options, this.folder);
    for (const series of this.#registry.all()) series.newest = newest.get(series.slot) ?? 0;
  }

  #beginRound(): void {
    this.#roundBeganAt = this.#log.number;
    this.#sweeper.begin();
  }

  #endRound(): void {
    const swept = this.#roundBeganAt;
    const kept = Math.min(swept, this.#options.keepLogFrom?.() ?? Infinity);
    this.#try("log", () => {
      if (kept < swept) markSweptBelow(this.folder.log, swept);
      this.#log.deleteBelow(kept);
    });
  }

  #try<Result>(what: "log" | "sweep", work: () => Result): Result | undefined {
    try {
      const result = work();
      this.#options.report.solved(`${what}-failed`);
      return result;
    } catch (error) {
      this.#options.report.problem(`${what}-failed`, messageOf(error));
      return undefined;
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const openRegistry = ({ limits, report }: SeriesWriterOptions, folder: SeriesFolder): Registry =>
  Registry.open(folder.registry, limits, (key, label) => {
    report.tooManyMetrics(key, label);
  });

/** The registry, or what is damaged in it. */
function openSoundRegistry(options: SeriesWriterOptions, folder: SeriesFolder): Registry | { readonly damage: string } {
  const damage = BlockFile.damageOf(folder.registry);
  if (damage !== null) return { damage };
  try {
    return openRegistry(options, folder);
  } catch (error) {
    const found = engineErrorOf(error);
    if (!(error instanceof DamagedBytes) && !isDamage(found) && !isOtherSchema(found)) throw error;
    return { damage: messageOf(error) };
  }
}
