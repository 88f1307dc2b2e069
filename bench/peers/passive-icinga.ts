import { Agent, request } from "node:https";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { HOST, outputOf, serviceOf, SERVICES } from "../support/passive-site.ts";
import { writeResults } from "../support/result-writer.ts";
import { untilAnswers } from "./daemon.ts";
import { icingaVersion, prepareNode, startIcinga } from "./icinga-daemon.ts";
import type { PassivePeerKind } from "./passive-peer.ts";

/** Icinga 2 keeps states in memory and writes them to disk every five minutes; its API takes one result per request. */
export const passiveIcinga: PassivePeerKind = {
  name: "Icinga 2",
  version: icingaVersion,
  async start(folder) {
    const { configuration, url, headersOf } = await prepareNode(folder);
    const pipe = join(folder, "run", "icinga2.cmd");
    writeFileSync(join(folder, "icinga2.conf"), configuration + objects(pipe));
    const daemon = startIcinga(folder);
    const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
    const headers = headersOf("admin");
    const showsOutput = async (service: string, output: string): Promise<boolean> => {
      const sent = request(`${url}/v1/objects/services/${HOST}!${service}?attrs=last_check_result`, { agent, headers });
      sent.end();
      const [response] = await once(sent, "response");
      return (await text(response)).includes(`${output}"`);
    };
    const answers = async (): Promise<boolean> =>
      existsSync(pipe) &&
      (await showsOutput(serviceOf(0), "").then(
        () => true,
        () => false,
      ));
    await untilAnswers(daemon, answers, { name: "Icinga 2", pollIntervalMs: 250, timeoutMs: 60_000 });
    return {
      async submitByFile(load, results) {
        await writeResults(pipe, load, results);
        while (!(await showsOutput(serviceOf((results - 1) % SERVICES), outputOf(results - 1)))) await delay(10);
      },
      single: {
        url,
        headers,
        path: `'/v1/actions/process-check-result'`,
        item:
          `'{"type":"Service","service":"${HOST}!s' .. s .. '","exit_status":' .. state .. ` +
          `',"plugin_output":"' .. text .. '","performance_data":["time=0.012s;1;5"]}'`,
      },
      several: null,
      async stop() {
        agent.destroy();
        await daemon.stop();
      },
    };
  },
};

const objects = (pipe: string): string => `
object ExternalCommandListener "pipe" { command_path = "${pipe}" }
object CheckCommand "none" { command = [ "/bin/true" ] }
object Host "${HOST}" { check_command = "none"; enable_active_checks = false; max_check_attempts = 1 }
for (i in range(${SERVICES})) {
  object Service "s" + i {
    host_name = "${HOST}"; check_command = "none"; enable_active_checks = false; max_check_attempts = 1
  }
}
`;
