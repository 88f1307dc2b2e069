import { get } from "../client.ts";
import type { DowntimeList } from "../wire.ts";

/** The most that the server answers at once. */
const MAX_DOWNTIMES = 20_000;

interface Asked {
  readonly from?: string;
  readonly to: string;
  readonly q?: string | undefined;
  /** Occurrences of recurring downtimes that have no downtimes yet are left out. */
  readonly without_planned?: boolean;
}

/** Downtimes between two times, as many as can be read at once. */
export const readDowntimes = (asked: Asked, signal: AbortSignal): Promise<DowntimeList> =>
  get<DowntimeList>("/api/downtimes", { query: { ...asked, limit: MAX_DOWNTIMES }, signal });
