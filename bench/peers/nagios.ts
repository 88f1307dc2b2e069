import { join } from "node:path";
import { objectFile, type LoadSite } from "../support/load-site.ts";
import { nagiosVersion, startNagios } from "./nagios-daemon.ts";
import type { Peer, PeerKind } from "./peer.ts";
import { readLatencyLines } from "./perfdata-file.ts";

/** Nagios 4 that checks a site as fast as it can. */
export const nagios: PeerKind = {
  name: "Nagios 4",
  version: nagiosVersion,
  async start(folder: string, site: LoadSite): Promise<Peer> {
    const daemon = startNagios(folder, objectFile(site), checking(folder));
    const lines = readLatencyLines(join(folder, "perfdata"));
    return {
      pid: daemon.pid,
      checksDone: async () => lines.count(),
      latencies: async () => lines.latest(),
      stop: () => daemon.stop(),
    };
  },
};

// A line of perfdata for each check counts it; the file costs Nagios little beside the check. Of 4 (its own choice on two cores), 8, 16
// and 32 workers, 16 did the most check_dummy a second: 1,540, where 4 did 1,020.
const checking = (folder: string): string => `
check_workers=16
service_inter_check_delay_method=s
service_interleave_factor=s
max_service_check_spread=3
max_concurrent_checks=0
process_performance_data=1
service_perfdata_file=${folder}/perfdata
service_perfdata_file_template=$SERVICELATENCY$
service_perfdata_file_mode=a
service_perfdata_process_empty_results=1
`;
