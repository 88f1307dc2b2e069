import type { LiveClient } from "../stream/live-client.ts";
import type { Timers } from "../stream/timers.ts";
import type { ResourceList } from "../wire.ts";
import type { ListQuery } from "./list-snapshot.ts";

export interface RowsRequest extends ListQuery {
  readonly offset: number;
  readonly limit: number;
  readonly view?: string | undefined;
  /** Members wanted beyond those of a row: `groups`, `var.RACK`. */
  readonly extras: readonly string[];
}

export interface ListOptions {
  readonly fetchRows: (request: RowsRequest, signal: AbortSignal) => Promise<ResourceList>;
  readonly live: Pick<LiveClient, "listen" | "ready" | "want">;
  readonly timers: Timers;
  /** Runs before the next frame is painted, or soon when nothing is painted. */
  readonly beforeNextFrame: (run: () => void) => void;
  /** Whether an error says that the frozen order ended. */
  readonly isViewEnded: (error: unknown) => boolean;
  /** Whether an error says that the search is written wrongly. */
  readonly isMistake: (error: unknown) => boolean;
}
