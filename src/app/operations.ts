import { createAcknowledgements, type Acknowledgements } from "../operations/acknowledgement/acknowledgements.ts";
import { createOperatorCommands, type OperatorCommands } from "../operations/operator-commands.ts";
import { createComments, type Comments } from "../operations/comment/comments.ts";
import type { NotificationEngine } from "../alerting/rules/notification-engine.ts";
import { createDowntimes, type Downtimes } from "../operations/downtime/downtimes.ts";
import { createRecurringDowntimes, type RecurringDowntimes } from "../operations/downtime/recurring-downtimes.ts";
import type { Ledger } from "../data/ledger/ledger.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";
import type { Realtime } from "../data/realtime/realtime.ts";
import type { Settings } from "../config/settings/settings.ts";
import type { Snapshot, Store } from "../data/store/store.ts";
import type { InventoryHolder } from "./reload/inventory-holder.ts";

export interface OperatorParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly stops: ShutdownStack;
  readonly hold: (part: InventoryHolder) => void;
  readonly store: Store;
  readonly snapshot: Snapshot;
  readonly realtime: Realtime;
  readonly ledger: Ledger;
  readonly notificationEngine: NotificationEngine;
}

export interface Operators {
  readonly comments: Comments;
  readonly acknowledgements: Acknowledgements;
  readonly downtimes: Downtimes;
  readonly recurringDowntimes: RecurringDowntimes;
  readonly commands: OperatorCommands;
  /** Nothing ends or begins by the clock before. */
  start(): void;
}

/** What operators say about problems, with the life it has of its own. */
export async function wireOperators(parts: OperatorParts): Promise<Operators> {
  const { settings, clock, log, stops, hold, store, snapshot, realtime, ledger, notificationEngine } = parts;
  const comments = createComments();
  const passing = comments.load(snapshot.comments, snapshot.nextIds.comment, Math.floor(clock.now()));
  if (passing.length > 0) await ledger.commit(passing);
  const noticeSeconds = settings.noticeBeforeEndMinutes * 60;
  const acknowledgements = createAcknowledgements({
    ledger,
    comments,
    notificationEngine,
    clock,
    log,
    noticeSeconds,
    latest: (key) => realtime.latestAcknowledgement(key),
  });
  hold({ load: (next) => acknowledgements.configure(next) });
  acknowledgements.load(snapshot.nextIds.acknowledgement, snapshot.acknowledgements);
  const downtimes = createDowntimes({ ledger, notificationEngine, clock, log, engine: settings.engine, noticeSeconds });
  downtimes.load(snapshot.downtimes, snapshot.nextIds.downtime);
  const recurringDowntimes = createRecurringDowntimes({ downtimes, ledger, clock, log });
  recurringDowntimes.restore(
    await store.readRecurringDowntimes(),
    snapshot.downtimes,
    snapshot.nextIds.recurringDowntime,
  );
  hold(recurringDowntimes);
  return {
    comments,
    acknowledgements,
    downtimes,
    recurringDowntimes,
    commands: createOperatorCommands({ acknowledgements, downtimes }),
    start() {
      stops.add("acknowledgements", () => acknowledgements.stop());
      stops.add("downtimes", () => downtimes.stop());
      stops.add("recurring downtimes", () => recurringDowntimes.stop());
      acknowledgements.start();
      downtimes.start();
      recurringDowntimes.start();
    },
  };
}
