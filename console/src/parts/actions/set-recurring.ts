import { outcome, sendAsked, type Asked } from "../../data/actions/action-store.ts";
import { postInTime, sendUntilAnswered } from "../../data/actions/act.ts";
import type { DowntimeTargets, RecurringDowntime } from "../../data/wire.ts";

type Wanted = Pick<RecurringDowntime, "name" | "comment" | "rrule" | "dtstart" | "zone" | "duration_seconds"> & {
  readonly targets: DowntimeTargets;
};

/** Sets a recurring downtime that a dialog asked for; if it fails, the dialog comes back. */
export const setRecurring = (dialog: Asked, entered: unknown, wanted: Wanted): Promise<void> =>
  sendAsked(
    dialog,
    entered,
    wanted.name,
    () => wanted,
    async (request, id) => {
      const { resources } = await sendUntilAnswered(() =>
        postInTime<RecurringDowntime>("/api/recurring-downtimes", { ...request, request_id: id }),
      );
      outcome.set({
        action: "schedule-downtime",
        label: request.name,
        done: Math.max(1, resources),
        skipped: [],
        undo: null,
        isUndo: false,
      });
    },
  );
