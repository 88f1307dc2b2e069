import { asked, outcome, type Asked } from "../../data/actions/action-store.ts";
import { post } from "../../data/client.ts";
import type { DowntimeTargets, RecurringDowntime } from "../../data/wire.ts";

type Wanted = Pick<RecurringDowntime, "name" | "comment" | "rrule" | "dtstart" | "zone" | "duration_seconds"> & {
  readonly targets: DowntimeTargets;
};

/** Sets a recurring downtime that a dialog asked for; if it fails, the dialog comes back. */
export async function setRecurring(dialog: Asked, entered: unknown, wanted: Wanted): Promise<void> {
  asked.set(null);
  try {
    const { resources } = await post<RecurringDowntime>("/api/recurring-downtimes", wanted);
    outcome.set({
      action: "schedule-downtime",
      label: wanted.name,
      done: Math.max(1, resources),
      skipped: [],
      undo: null,
      isUndo: false,
    });
  } catch (error) {
    asked.set({ ...dialog, entered, error });
  }
}
