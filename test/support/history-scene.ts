import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { historyFolderOf } from "../../src/data/history/months/month.ts";
import { openHistory } from "../../src/data/history/open-history.ts";
import type { OpenHistory } from "../../src/data/history/event-history.ts";
import { DEFAULT_DAYS, type HistoryDays } from "../../src/data/history/retention-classes.ts";
import { createRealtime } from "../../src/data/realtime/create-realtime.ts";
import { keepRetention } from "../../src/data/retention.ts";
import { openTestStore } from "./test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { silentLog, type Log } from "../../src/lib/log.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { hostKey } from "../../src/model/resource-key.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { sampleEvent } from "./record-samples.ts";

/** A Sunday in November, so that events of the last days are of one month. */
export const NOW = Date.UTC(2026, 10, 29, 12) / 1000;
export const DAY = 86_400;

/** A store with its history, in a folder of its own. */
export interface HistoryScene {
  readonly dataFolder: string;
  /** Folder of the month files. */
  readonly months: string;
  readonly store: Store;
  readonly history: OpenHistory;
  readonly clock: FakeClock;
  /** Commits one event after the other; each has a text of its own in `output` unless given. */
  add(...events: readonly Partial<HistoryEvent>[]): Promise<void>;
  /** An hour of a server, or its first minute: moves what is due, finishes months, and deletes what has expired. */
  archive(): Promise<void>;
  /** Ends store and history, and opens them again. */
  restart(): Promise<HistoryScene>;
  /** Ends and removes it. */
  remove(): Promise<void>;
}

export interface HistorySceneOptions {
  readonly days?: Partial<HistoryDays>;
  readonly fullText?: boolean;
  readonly log?: Log;
}

export const openHistoryScene = (options: HistorySceneOptions = {}): Promise<HistoryScene> =>
  open(mkdtempSync(join(tmpdir(), "vigie-history-")), options);

async function open(dataFolder: string, options: HistorySceneOptions): Promise<HistoryScene> {
  const { days = {}, fullText = false, log = silentLog } = options;
  const store = await openTestStore(dataFolder);
  const clock = createFakeClock(NOW);
  const settings = { days: { ...DEFAULT_DAYS, ...days }, fullText };
  const history = await openHistory({ dataFolder, store, clock, log, settings: () => settings });
  let stopRetention = (): void => {};
  const start = async (): Promise<void> => {
    stopRetention = keepRetention({
      store,
      realtime: createRealtime({ accountByAlias: () => undefined }),
      history,
      clock,
      log,
      days: () => ({ records: 30, decisions: settings.days.notifications }),
      hoursSincePurge: (await store.readRecords()).hoursSincePurge,
    });
    history.start();
  };
  const stop = async (): Promise<void> => {
    stopRetention();
    await history.stop();
    await store.close();
  };
  let isStarted = false;
  return {
    dataFolder,
    months: historyFolderOf(dataFolder),
    store,
    history,
    clock,
    async add(...events) {
      const sample = sampleEvent(hostKey(1));
      for (const event of events)
        await store.commit([{ kind: "event", event: { ...sample, at: clock.now(), ...event } }]);
    },
    async archive() {
      if (!isStarted) await start();
      await clock.advanceBy(isStarted ? 3_600 : 60);
      isStarted = true;
      await history.settled();
    },
    async restart() {
      await stop();
      return open(dataFolder, options);
    },
    async remove() {
      await stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
