import type { Condition } from "../interfaces/api/health/health.ts";
import type { CommandFile } from "../interfaces/external-commands/command-file.ts";
import { reachableAddress, type Lead } from "./lead.ts";
import type { ServerData } from "./server-data.ts";
import type { ServerWork } from "./server-work.ts";

/** What does not work, for `/api/health`. */
export function conditionOf(
  phase: Condition["phase"],
  { store, history }: ServerData,
  { timeSeries, remoteWrite }: ServerWork,
  commandFile: CommandFile | null,
  { lead, url }: { readonly lead: Lead; readonly url: string },
): Condition {
  const { lastCommit, problem: ofStore } = store.health();
  const leaseEnded = lead.lease?.endedAt() ?? null;
  // Noticed earlier than by a commit: another server may lead by now, and be the one to ask.
  const problem = ofStore ?? (leaseEnded === null ? null : ({ code: "store-unavailable", since: leaseEnded } as const));
  const ofHistory = history.problem();
  const noCommands = commandFile?.problem() ?? null;
  const noSeries = timeSeries()?.problem() ?? null;
  const notSent = remoteWrite()?.problem() ?? null;
  return {
    phase,
    lastCommit,
    cluster: clusterRoleOf(lead, url, store.position()),
    problems: [
      ...(problem === null ? [] : [{ part: "store", ...problem } as const]),
      ...(ofHistory === null ? [] : [{ part: "history", ...ofHistory } as const]),
      ...(noCommands === null ? [] : [{ part: "command_file", ...noCommands } as const]),
      ...(noSeries === null
        ? []
        : [{ part: "time_series", code: "time-series-failing", since: noSeries.since } as const]),
      ...(notSent === null
        ? []
        : [{ part: "remote_write", code: "remote-write-failing", since: notSent.since } as const]),
    ],
  };
}

const clusterRoleOf = ({ lease }: Lead, url: string, position: number | null): Condition["cluster"] =>
  lease === null
    ? null
    : {
        role: "leader",
        term: lease.term,
        leader: url === "" ? null : reachableAddress(url),
        position,
        lag_seconds: null,
        configuration_differs: null,
      };
