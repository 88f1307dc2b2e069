import type { FailedAttempts } from "../../../model/failed-attempts.ts";
import type { OutboxMessage } from "../../../model/history-event.ts";

/** Notification that is not delivered yet. */
export type Undelivered = OutboxMessage & {
  readonly id: number;
  /** Null: no attempt failed. */
  readonly failed: FailedAttempts | null;
  /** Message that failed and that it is sent after; null: none. */
  readonly behind: number | null;
};
