import type { UnixSeconds } from "../../../lib/clock.ts";
import { factOf } from "./month-file.ts";
import { startOf, type Month } from "./month.ts";
import type { Places } from "./read-page.ts";

interface Closing {
  /** The next file, as it was then: one between them opens this month again. */
  readonly next: Month | undefined;
  readonly isClosed: boolean;
  readonly hasKeptStates: boolean;
}

/** Knows which months have the states at their start: those before which all months are closed. */
export class ClosedMonths {
  readonly #closed = new Map<Month, Closing>();

  /** To be called when events were moved to a month, before they are deleted in the store. */
  forgetFrom(changed: Month): void {
    for (const month of this.#closed.keys()) if (month >= changed) this.#closed.delete(month);
  }

  /** Newest month with its states that starts at the time or before; null if there is none. */
  async newestWithStates(places: Pick<Places, "months" | "read">, time: UnixSeconds): Promise<Month | null> {
    let newest: Month | null = null;
    let isComplete = true;
    // The oldest first: a month is opened for the one after it before it is closed again.
    const months = places.months().toReversed();
    for (const [place, month] of months.entries()) {
      if (startOf(month) > time) break;
      const { isClosed, hasKeptStates } = await this.#closingOf(places, month, months[place + 1]);
      isComplete ||= hasKeptStates;
      if (isComplete) newest = month;
      isComplete &&= isClosed;
    }
    return newest;
  }

  async #closingOf(places: Pick<Places, "read">, month: Month, next: Month | undefined): Promise<Closing> {
    const known = this.#closed.get(month);
    if (known !== undefined && known.next === next) return known;
    const closing = await places.read(month, async ({ db }) => ({
      next,
      isClosed: factOf(db, "closed") !== null,
      hasKeptStates: factOf(db, "kept") !== null,
    }));
    if (closing?.isClosed) this.#closed.set(month, closing);
    return closing ?? { next, isClosed: false, hasKeptStates: false };
  }
}
