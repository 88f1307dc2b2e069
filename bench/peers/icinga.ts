import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadSite } from "../support/load-site.ts";
import { icingaVersion, startIcinga } from "./icinga-daemon.ts";
import type { Peer, PeerKind } from "./peer.ts";
import { readLatencyLines } from "./perfdata-file.ts";

/** Icinga 2 as packaged by Debian, with only the features that count its checks. */
export const icinga: PeerKind = {
  name: "Icinga 2",
  version: icingaVersion,
  async start(folder: string, site: LoadSite): Promise<Peer> {
    mkdirSync(join(folder, "perfdata"), { recursive: true });
    writeFileSync(join(folder, "icinga2.conf"), configuration(folder, site));
    const daemon = startIcinga(folder);
    const lines = readLatencyLines(join(folder, "perfdata", "services.now"));
    return {
      pid: daemon.pid,
      checksDone: async () => lines.count(),
      latencies: async () => lines.latest(),
      stop: () => daemon.stop(),
    };
  },
};

const configuration = (folder: string, { hosts, servicesPerHost, command, intervalSeconds }: LoadSite): string => `
object CheckerComponent "checker" { }
object PerfdataWriter "perfdata" {
  host_perfdata_path = "${folder}/perfdata/hosts"
  service_perfdata_path = "${folder}/perfdata/services"
  host_temp_path = "${folder}/perfdata/hosts.now"
  service_temp_path = "${folder}/perfdata/services.now"
  host_format_template = "-"
  service_format_template = "$service.latency$"
  rotation_interval = 1d
}
const MaxConcurrentChecks = 1024
object CheckCommand "load" { command = [ ${command
  .split(" ")
  .map((word) => JSON.stringify(word))
  .join(", ")} ] }
for (i in range(${hosts})) {
  object Host "srv-" + i { check_command = "load"; enable_active_checks = false }
  for (j in range(${servicesPerHost})) {
    object Service "service-" + j use(i) {
      host_name = "srv-" + i
      check_command = "load"
      check_interval = ${intervalSeconds}s
      retry_interval = ${intervalSeconds}s
    }
  }
}
`;
