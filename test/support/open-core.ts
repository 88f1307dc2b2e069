import { createLedger, type Ledger, type LedgerOptions } from "../../src/data/ledger/ledger.ts";
import { createRealtime } from "../../src/data/realtime/create-realtime.ts";
import type { IndexedRealtime } from "../../src/data/realtime/indexed-realtime.ts";
import type { Store } from "../../src/data/store/store.ts";
import {
  createMonitoringCore,
  type MonitoringCore,
  type MonitoringCoreOptions,
} from "../../src/intake/monitoring-core.ts";
import { atOnce } from "../../src/lib/cooperative.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createShutdownStack } from "../../src/lib/shutdown-stack.ts";
import type { Account } from "../../src/model/account.ts";
import { namesOf } from "../../src/model/inventory-index.ts";
import type { Inventory } from "../../src/model/objects.ts";

export interface OpenCoreOptions extends Partial<
  Pick<MonitoringCoreOptions, "engine" | "rootCause" | "notifiesLateContacts" | "latePoller" | "onStep">
> {
  readonly store: Store;
  readonly inventory: Inventory;
  /** For reloads: the inventory in effect, at first the one above. */
  readonly inventoryNow?: () => Inventory;
  readonly clock: MonitoringCoreOptions["clock"];
  /** Default: checks are replanned as wanted, and none runs on demand. */
  readonly scheduler?: Partial<MonitoringCoreOptions["scheduler"]>;
  readonly accountByAlias?: (alias: string) => Account | undefined;
  /** Default: the table alone. */
  readonly readersWith?: (realtime: IndexedRealtime) => CoreReaders;
}

/** Readers of the feed beside the table, and where states are shown ahead. */
export type CoreReaders = Pick<LedgerOptions, "readers" | "shownAhead">;

export interface OpenCore extends MonitoringCore {
  readonly ledger: Ledger;
  readonly realtime: IndexedRealtime;
  /** Acts by the clock from now on. */
  begin(): void;
  /** Takes over another configuration, which `inventoryNow` has already. */
  reload(before: Inventory, next: Inventory): void;
  stop(): Promise<void>;
}

/** Opens the path from a check result to its commit on this store, loaded with the store's content. */
export async function openCore({ store, inventory, clock, scheduler, ...options }: OpenCoreOptions): Promise<OpenCore> {
  const realtime = createRealtime({ accountByAlias: options.accountByAlias ?? (() => undefined) });
  const ledger = createLedger({
    store,
    ...(options.readersWith?.(realtime) ?? { readers: [realtime], shownAhead: realtime }),
    clock,
    log: silentLog,
    onRefused: () => {},
  });
  const snapshot = await store.readSnapshot();
  realtime.load(inventory, snapshot, await store.readObjectIds());
  ledger.load(inventory, snapshot);
  const core = createMonitoringCore({
    ledger,
    realtime,
    clock,
    log: silentLog,
    engine: options.engine ?? "centreon",
    inventory: options.inventoryNow ?? (() => inventory),
    scheduler: { rescheduleAfter: (_, wanted) => wanted, runOnDemand: () => {}, ...scheduler },
    ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
    ...(options.latePoller === undefined ? {} : { latePoller: options.latePoller }),
    ...(options.rootCause === undefined ? {} : { rootCause: options.rootCause }),
    ...(options.notifiesLateContacts === undefined ? {} : { notifiesLateContacts: options.notifiesLateContacts }),
  });
  await core.load({ records: snapshot, recurringDowntimes: await store.readRecurringDowntimes() });
  const stops = createShutdownStack(silentLog);
  return {
    ...core,
    ledger,
    realtime,
    begin: () => core.start(stops),
    reload(before, next) {
      const [old, now] = [namesOf(before).resourceByKey, namesOf(next).resourceByKey];
      const added = [...now.values()].filter(({ key }) => !old.has(key));
      const rows = atOnce(realtime.prepare(next));
      ledger.reload(
        next,
        added,
        [...old.keys()].filter((key) => !now.has(key)),
      );
      rows.show();
      realtime.apply(added.map(({ key }) => ({ kind: "state", key, state: ledger.state(key)! })));
      core.afterReload();
    },
    stop: () => stops.run(),
  };
}
