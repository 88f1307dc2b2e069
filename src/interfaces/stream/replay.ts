import type { EventHistory } from "../../data/history/event-history.ts";
import type { StoredEvent } from "../../data/store/store.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ChangeRing } from "./change-ring.ts";

/** What a listener missed and is not told one by one. */
export interface Gap {
  readonly from: number;
  /** Id of the oldest event of the history. */
  readonly oldest: number;
  readonly reason: "purged" | "too-far" | "wall-screen";
}

export interface ReplayParts {
  readonly ring: ChangeRing;
  readonly history: Pick<EventHistory, "readEventsAfter">;
  readonly clock: Clock;
}

export interface Replay {
  /** Null: everything after this id can be told. */
  gapAfter(after: number): Promise<Gap | null>;
  /**
   * Tells everything after this id, oldest first; `tell` resolves when more may follow, with false to stop. Calls `done`
   * when nothing is left, before anything else can happen.
   */
  from(after: number, tell: (events: readonly StoredEvent[]) => Promise<boolean>, done: () => void): Promise<void>;
}

/** Of a wall screen that comes back: what its view matched meanwhile is not known, and the rest is not for it. */
export const gapOfWall = (from: number, head: number): Gap => ({ from, oldest: head, reason: "wall-screen" });

const MAX_EVENTS = 100_000;
const MAX_SECONDS = 86_400;
const AT_ONCE = 500;

export function createReplay({ ring, history, clock }: ReplayParts): Replay {
  // The history has events before they are shown: those come with the feed.
  const readStored = async (after: number): Promise<readonly StoredEvent[]> =>
    (await history.readEventsAfter(after, AT_ONCE)).filter(({ id }) => id <= ring.head);

  return {
    async gapAfter(after) {
      if (after <= ring.head && after >= ring.coversAfter) return null;
      const [[oldest], [next]] = await Promise.all([history.readEventsAfter(0, 1), history.readEventsAfter(after, 1)]);
      const gap = (reason: Gap["reason"]): Gap => ({ from: after, oldest: oldest?.id ?? 0, reason });
      // Of another history, such as that of a backup that was restored.
      if (after > ring.head) return gap("purged");
      if (next === undefined) return null;
      // Ids are given without holes.
      if (next.id > after + 1) return gap("purged");
      if (ring.head - after > MAX_EVENTS || clock.now() - next.at > MAX_SECONDS) return gap("too-far");
      return null;
    },
    async from(after, tell, done) {
      let last = after;
      while (last < ring.head) {
        const events = last >= ring.coversAfter ? ring.after(last, AT_ONCE) : await readStored(last);
        if (events.length > 0 && !(await tell(events))) return;
        last = events.at(-1)?.id ?? Math.max(last, ring.coversAfter);
      }
      done();
    },
  };
}
