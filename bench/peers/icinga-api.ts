import { Agent, request } from "node:https";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Size } from "../support/large-configuration.ts";
import { limitedGroups } from "../support/limited-user.ts";
import { untilAnswers } from "./daemon.ts";
import { PASSWORD, prepareNode, startIcinga } from "./icinga-daemon.ts";

export interface IcingaApi {
  readonly url: string;
  readonly startSeconds: number;
  readonly pid: number;
  headersOf(user: "admin" | "limited"): Readonly<Record<string, string>>;
  /** Sends one request over a new connection and reads the whole answer. Throws unless the status is 200. */
  get(path: string, user: "admin" | "limited"): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts Icinga 2 with its API, the objects of large-configuration.ts and the states of large-store.ts, without checks.
 * It is ready when every object has its state.
 */
export async function startIcingaApi(folder: string, size: Size): Promise<IcingaApi> {
  const { configuration, url, headersOf } = await prepareNode(folder);
  writeFileSync(join(folder, "icinga2.conf"), configuration + objects(size));
  const startedAt = performance.now();
  const daemon = startIcinga(folder);
  // One connection per request: Icinga closes kept connections after some seconds, sometimes during a request.
  const agent = new Agent({ keepAlive: false, rejectUnauthorized: false });
  const ask = async (method: string, path: string, user: string, body?: object): Promise<void> => {
    const sent = request(url + path, { method, agent, headers: headersOf(user) });
    // Errors are reported by the awaits below; an error after the answer would have no other listener.
    sent.on("error", () => {});
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(sent, "response");
    response.resume();
    await once(response, "end");
    if (response.statusCode !== 200) throw new Error(`Icinga 2 answered ${response.statusCode} to ${path}`);
  };
  const stop = async (): Promise<void> => {
    agent.destroy();
    await daemon.stop();
  };
  try {
    await untilAnswers(
      daemon,
      () =>
        ask("GET", "/v1", "admin").then(
          () => true,
          () => false,
        ),
      { name: "Icinga 2", pollIntervalMs: 250, timeoutMs: MAX_START_MS },
    );
    const startSeconds = (performance.now() - startedAt) / 1000;
    for (const [type, filter, exit_status, plugin_output] of RESULTS) {
      await ask("POST", "/v1/actions/process-check-result", "admin", {
        type,
        filter,
        exit_status,
        plugin_output,
        performance_data: ["time=0.012s;1;5;0;10"],
      });
    }
    return { url, startSeconds, pid: daemon.pid, headersOf, get: (path, user) => ask("GET", path, user), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const MAX_START_MS = 120_000;

// Every twentieth service has a problem, every hundredth host is down.
const RESULTS = [
  ["Host", "host.vars.slot != 7", 0, "OK - all is well, answered in 12 ms"],
  ["Host", "host.vars.slot == 7", 1, "CRITICAL - no answer within 10 seconds"],
  ["Service", "service.vars.slot != 3", 0, "OK - all is well, answered in 12 ms"],
  ["Service", "service.vars.slot == 3", 2, "CRITICAL - no answer within 10 seconds"],
] as const;

const objects = ({ hosts, servicesPerHost, hostGroups }: Size): string => {
  const limited = limitedGroups(hostGroups)
    .map((name) => JSON.stringify(name))
    .join(", ");
  return `
object ApiUser "limited" {
  password = "${PASSWORD}"
  permissions = [
    { permission = "objects/query/Host"; filter = {{ len(intersection(host.groups, [ ${limited} ])) > 0 }} },
    { permission = "objects/query/Service"; filter = {{ len(intersection(host.groups, [ ${limited} ])) > 0 }} }
  ]
}
object CheckCommand "dummy" { command = [ "/bin/true" ] }
function padded(number, width) {
  var text = string(number)
  while (len(text) < width) { text = "0" + text }
  return text
}
for (g in range(${hostGroups})) { object HostGroup "group-" + padded(g, 3) { } }
for (i in range(${hosts})) {
  object Host "srv-" + padded(i, 5) use(i) {
    check_command = "dummy"; enable_active_checks = false; max_check_attempts = 3
    display_name = "Server " + i; address = "10.0.0.1"; vars.slot = i % 100
    groups = [ "group-" + padded(i % ${hostGroups}, 3) ]
  }
  for (j in range(${servicesPerHost})) {
    object Service "service-" + j use(i, j) {
      host_name = "srv-" + padded(i, 5)
      check_command = "dummy"; enable_active_checks = false; max_check_attempts = 3
      vars.slot = (i * ${servicesPerHost} + j) % 20
    }
  }
}
`;
};
