import type { Server, ServerResponse } from "node:http";
import type { Access, Credentials } from "../../access/access.ts";
import type { Caller } from "../../access/caller.ts";
import type { EventHistory } from "../../data/history/event-history.ts";
import type { CommitReader, ShownAhead } from "../../data/ledger/committed.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { StreamFilter } from "./listener-group.ts";
import type { Notice } from "./notice.ts";
import type { StreamWords } from "./stream-words.ts";

export interface LiveStreamParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly access: Pick<Access, "changes" | "refresh" | "recheck">;
  readonly history: Pick<EventHistory, "readEventsAfter">;
  readonly inventory: () => Inventory;
  readonly words: StreamWords;
  /** Id of the newest event of the history. */
  readonly head: number;
}

export interface StreamRequest {
  /** That the request came to. */
  readonly server: Server;
  /** Null: of the control socket. */
  readonly credentials: Credentials | null;
  readonly caller: Caller;
  readonly filter: StreamFilter;
  /** Id of the last change that the client has; null: from now on. */
  readonly after: number | null;
}

/** What a listener asks for beside its filter. A member that is left out stays as it is. */
export interface StreamControl {
  readonly views?: readonly string[];
  readonly watch?: ReadonlySet<ResourceKey>;
  /** Of the views: the web session or the token of the request. */
  readonly owner: string;
}

/** The live stream: one more reader of the feed of commits. */
export interface LiveStream {
  /** To be called before and after the readers of the feed that show what was committed: see `withStream`. */
  readonly before: CommitReader;
  readonly after: CommitReader;
  /** Told of states that are shown before they are durable. */
  readonly shown: ShownAhead;
  /** Id of the newest change that is shown. */
  head(): number;
  /** Number of connections. */
  listeners(): number;
  /** Refuses with `too-many-streams`, and for a mistake in `q`, before it asks for the response. */
  open(request: StreamRequest, respond: () => ServerResponse): void;
  /** Refuses with `not-found` for a stream that the caller has not opened. */
  control(stream: string, caller: Caller, control: StreamControl): void;
  /** Keeps other connections free: half of the most that there may be. */
  limitTo(mostConnections: number): void;
  /** Sets who knows what administrators should be told. */
  askForNotices(source: () => Promise<readonly Notice[]>): void;
  /** Says goodbye to all of this server, which gets no more. Others go on: of a standby that leads, another API. */
  stop(server: Server): void;
}

/** Readers of the feed with the stream among them: it tells what a table shows, and compares with what it showed. */
export const withStream = (
  { before, after, shown }: LiveStream,
  table: CommitReader & ShownAhead,
  others: readonly CommitReader[] = [],
): { readonly readers: readonly CommitReader[]; readonly shownAhead: ShownAhead } => ({
  readers: [before, table, ...others, after],
  shownAhead: {
    show(change) {
      table.show(change);
      shown.show(change);
    },
  },
});
