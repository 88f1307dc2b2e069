import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { PositionFiles } from "../../src/data/timeseries/remote-write/position-file.ts";
import { RegistryLookup } from "../../src/data/timeseries/remote-write/registry-lookup.ts";
import type { RemoteTarget, RequestHeaders } from "../../src/data/timeseries/remote-write/remote-target.ts";
import { packNames, unpackNames, type NamedKey } from "../../src/data/timeseries/remote-write/resource-names.ts";
import type { TargetReport } from "../../src/data/timeseries/remote-write/target-report.ts";
import { TargetSender } from "../../src/data/timeseries/remote-write/target-sender.ts";
import { TargetSeries } from "../../src/data/timeseries/remote-write/target-series.ts";
import type { SeriesWriter } from "../../src/data/timeseries/write/series-writer.ts";
import { hostIdOf, hostKey } from "../../src/model/resource-key.ts";
import type { ReceivedPoint } from "../support/remote-write-receiver.ts";
import { openWriter, RESOURCES } from "./written-series.ts";

/** A writer of time series with a sender beside it; the test says what time it is, and when the sender acts. */
export interface SentSeries {
  readonly writer: () => SeriesWriter;
  readonly reports: TargetReport[];
  /** Unix seconds. */
  readonly clock: { now: number };
  /** Takes one result of each resource, now. Returns what a target without filters gets of them. */
  measure(): readonly ReceivedPoint[];
  sender(): TargetSender;
  /** Acts until the sender has nothing to do before `seconds` have passed, moving the time meanwhile. */
  send(seconds?: number): Promise<void>;
  /** Begins anew, as after a kill: the files are as they are. */
  restart(names?: readonly NamedKey[]): void;
  remove(): void;
}

/** The host and the service of each resource. */
export const NAMES: readonly NamedKey[] = RESOURCES.flatMap((key, index) => [
  { key: hostKey(hostIdOf(key)), name: `host-${index}` },
  { key, name: "load" },
]);

export function createSentSeries(target: Pick<RemoteTarget, "url"> & Partial<RemoteTarget>, start: number): SentSeries {
  const folder = mkdtempSync(join(tmpdir(), "vigie-remote-write-"));
  const complete: RemoteTarget = {
    name: "t",
    labels: {},
    keep: null,
    drop: null,
    buffer: { seconds: 86_400 },
    ...target,
  };
  const clock = { now: start };
  const reports: TargetReport[] = [];
  const open = (): SeriesWriter =>
    openWriter(
      folder,
      () => clock.now,
      [],
      () => sender.segment,
    );
  let writer = open();
  let lookup: RegistryLookup;
  let sender = openSender();
  function openSender(names = NAMES): TargetSender {
    lookup = new RegistryLookup(writer.folder.registry);
    mkdirSync(writer.folder.remoteWrite, { recursive: true });
    return new TargetSender({
      target: complete,
      log: writer.folder.log,
      positions: new PositionFiles(writer.folder.remoteWrite),
      series: new TargetSeries(complete, (slot) => lookup.find(slot), unpackNames(packNames(names))),
      headers: async (): Promise<RequestHeaders> => ({
        headers: { "X-Token": "s3cret-token" },
        secrets: ["s3cret-token"],
      }),
      now: () => clock.now,
      report: (report) => void reports.push(report),
    });
  }
  return {
    writer: () => writer,
    reports,
    clock,
    measure() {
      const at = clock.now;
      writer.accept(
        batchOf(
          RESOURCES.map((key) => ({ key, at, state: at % 3, perfdata: `a=${(at % 1_000) + (key % 7)}s b=${at % 13}` })),
        ),
      );
      writer.sync();
      return RESOURCES.flatMap((key, index) => {
        const of = `host_name=host-${index}`;
        const point = (series: string, value: number): ReceivedPoint => ({ series, timeMs: at * 1000, value });
        return [
          point(
            `__name__=vigie_perfdata_value,${of},metric=a,service_description=load,unit=s`,
            (at % 1_000) + (key % 7),
          ),
          point(`__name__=vigie_perfdata_value,${of},metric=b,service_description=load`, at % 13),
          point(`__name__=vigie_service_state,${of},service_description=load`, at % 3),
        ];
      });
    },
    sender: () => sender,
    async send(seconds = 5) {
      for (const end = clock.now + seconds; ;) {
        const wait = await sender.step();
        if (clock.now + wait > end || wait === 5) return;
        clock.now += wait;
      }
    },
    restart(names) {
      sender.close();
      lookup.close();
      writer.close();
      writer = open();
      sender = openSender(names);
    },
    remove() {
      sender.close();
      lookup.close();
      writer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In any order, duplicates once. */
export const distinct = (points: readonly ReceivedPoint[]): readonly string[] =>
  [...new Set(points.map(({ series, timeMs, value }) => `${series} ${timeMs} ${value}`))].sort();
