import type { Comments } from "../operations/comment/comments.ts";
import type { HistoryEvent } from "../model/history-event.ts";
import type { Change } from "../model/change.ts";

/** The author of comments that nobody wrote. */
const AUTHOR = "vigie";

/**
 * As in Nagios, a comment says why nobody is told while a resource is flapping, from the event of the start to that of the end.
 * It survives a restart, as the flapping does.
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
