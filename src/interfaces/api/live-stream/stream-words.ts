import type { Realtime } from "../../../data/realtime/realtime.ts";
import { authorOfEvent } from "../../../model/author-of-event.ts";
import { hostIdOf, isHostKey, SERVER_KEY, serviceIdOf } from "../../../model/resource-key.ts";
import type { StreamWords } from "../../stream/stream-words.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { presentRow } from "../live/present-row.ts";
import { presentEvent } from "../event/present.ts";

/** The stream says what other answers of the API say, in the same shapes. */
export const createStreamWords = (realtime: Realtime): StreamWords => ({
  row(key, visibility) {
    const hostId = hostIdOf(key);
    const row = isHostKey(key)
      ? realtime.host(hostId, visibility)
      : realtime.service(hostId, serviceIdOf(key), visibility);
    return row === undefined ? null : presentRow(row, realtime, visibility);
  },
  event: (event, visibility) => presentEvent(event, realtime, visibility),
  key: (key) => (key === SERVER_KEY ? null : formatLiveKey(key)),
  author: authorOfEvent,
  compile: () => () => true,
});
