import type { Comments } from "../operations/comment/comments.ts";
import type { HistoryEvent } from "../model/history-event.ts";
import type { Change } from "../model/change.ts";

/** Author of automatic comments. */
const AUTHOR = "vigie";

/**
 * Adds a comment while a resource is flapping that explains the missing notifications, as in Nagios. Like the flapping,
 * it survives a restart.
 */
export function flappingComments(comments: Comments, events: readonly HistoryEvent[]): readonly Change[] {
  return events.flatMap(({ key, at, kind, reason }): readonly Change[] => {
    if (kind === "flapping-started") {
      const text = `Nobody is notified about problems while this is flapping: ${reason}.`;
      return comments.add({ key, entryTime: at, author: AUTHOR, text, entryType: "flapping", isPersistent: true });
    }
    if (kind === "flapping-stopped")
      return comments.delete(
        comments.ofResource(key).filter(({ entryType }) => entryType === "flapping"),
        at,
        "with the end of the flapping",
      );
    return [];
  });
}
