import type { Leadership } from "../../data/store/leadership.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Sight } from "./stand-by.ts";

/** Who leads and who could, as far as a server knows. */
export interface KnownCluster {
  readonly leadership: Leadership | null;
  /** Null while the database does not answer. */
  readonly standbys: number | null;
}

/** Of a server whose store is in its data folder. */
export const ALONE: KnownCluster = { leadership: null, standbys: null };

/** The leadership that a server knows, with the standbys that the database counts. */
export const knownCluster = async (
  leadership: Leadership | null,
  countStandbys: () => Promise<number>,
): Promise<KnownCluster> => ({ leadership, standbys: await countStandbys().catch(() => null) });

/** The leadership that a standby saw last: it was silent all the time that the database has been away, too. */
export const seenLeadership = ({ leadership, awaySince }: Sight, now: UnixSeconds): Leadership | null =>
  leadership === null || awaySince === null
    ? leadership
    : { ...leadership, silentSeconds: leadership.silentSeconds + Math.max(0, now - awaySince) };
