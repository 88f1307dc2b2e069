import { setImmediate as turn } from "node:timers/promises";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import type { JournalEntry, JournalSnapshot } from "../../data/store/journal.ts";
import type { StoredEvent } from "../../data/store/store.ts";
import type { Change } from "../../model/change.ts";
import type { Inventory } from "../../model/objects.ts";
import type { RunningAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import type { Comments } from "../../operations/comment/comments.ts";

/** What a follower keeps in memory: the same tables as the leader. */
export interface FollowedTables {
  /** Replaces all; resolves when the readers of commits were told as well. */
  load(snapshot: JournalSnapshot): Promise<void>;
  /** Tells the readers of commits of events that are in the history already. */
  tell(position: number, events: readonly StoredEvent[]): void;
  /** Takes an entry, with its events in order of id. Synchronous: a read sees the whole of it, or nothing. */
  apply(entry: JournalEntry, events: readonly StoredEvent[]): void;
}

export interface FollowedTablesParts {
  readonly ledger: Pick<Ledger, "load" | "follow">;
  readonly realtime: Pick<Realtime, "load" | "forgetEndedBefore">;
  /** Has the present configuration. */
  readonly adaptive: Pick<RunningAdaptive, "followAll" | "follow">;
  readonly comments: Pick<Comments, "followAll" | "follow">;
  /** Present configuration, with the changes of operators. */
  readonly inventory: () => Inventory;
}

/** Changes that readers of commits are told at once after a gap. */
const TOLD_AT_ONCE = 2_000;

export function createFollowedTables(parts: FollowedTablesParts): FollowedTables {
  const { ledger, realtime, adaptive, comments, inventory } = parts;
  let isLoaded = false;

  /** What was missed is not known: everything may have changed. */
  const tellAll = async ({ snapshot, position }: JournalSnapshot): Promise<void> => {
    const states = [...snapshot.states].map(([key, state]): Change => ({ kind: "state", key, state }));
    for (let from = 0; from < states.length; from += TOLD_AT_ONCE) {
      await turn();
      const changes = states.slice(from, from + TOLD_AT_ONCE);
      ledger.follow({ revision: position, lastEventId: 0, changes, isShownAlready: false });
    }
  };

  const tell = (position: number, events: readonly StoredEvent[], changes: readonly Change[] = []): void => {
    const [first = [], ...others] = runsOf(events);
    for (const run of [first, ...others])
      ledger.follow({
        revision: position,
        lastEventId: run.at(-1)?.id ?? 0,
        changes: [...(run === first ? changes : []), ...run.map((event): Change => ({ kind: "event", event }))],
        isShownAlready: false,
      });
  };

  return {
    async load(read) {
      adaptive.followAll(read.adaptive);
      comments.followAll(read.snapshot.comments);
      realtime.load(inventory(), read.snapshot, read.objectIds);
      ledger.load(inventory(), read.snapshot);
      if (isLoaded) await tellAll(read);
      isLoaded = true;
    },
    tell,
    apply({ position, changes, purgedBefore }, events) {
      adaptive.follow(changes);
      comments.follow(changes.flatMap((change) => (change.kind === "comment" ? [change.record] : [])));
      tell(position, events, changes);
      if (purgedBefore !== null) realtime.forgetEndedBefore(purgedBefore);
    },
  };
}

/** Events with consecutive ids, as a commit has them: one may be deleted already. */
function runsOf(events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const runs: StoredEvent[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.at(-1)?.id === event.id - 1) run!.push(event);
    else runs.push([event]);
  }
  return runs;
}
