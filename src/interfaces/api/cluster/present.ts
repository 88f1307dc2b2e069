import type { KnownCluster } from "../../../cluster/leadership/known-cluster.ts";
import { isSilent } from "../../../data/store/leadership.ts";
import { dateOrNull } from "../present-values.ts";

/** Who leads and how many stand by, for the API and the command line. `silent_seconds` has one decimal. */
export const presentCluster = ({ leadership, standbys }: KnownCluster) => ({
  leader:
    leadership === null
      ? null
      : {
          holder: leadership.holder,
          address: leadership.address,
          term: leadership.term,
          since: dateOrNull(leadership.since),
          silent_seconds: Math.round(leadership.silentSeconds * 10) / 10,
          is_silent: isSilent(leadership),
        },
  standbys,
});
