import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { VERSION } from "../../src/lib/version.ts";
import { outputOf, passiveObjects, serviceOf, SERVICES } from "../support/passive-site.ts";
import { writeResults } from "../support/result-writer.ts";
import { login, startServer } from "../support/server.ts";
import type { PassivePeerKind } from "./passive-peer.ts";

const MONITORING = "/centreon/api/latest/monitoring";

/**
 * The whole server. A change of state is on disk when the API shows it; results without a change are on disk within a
 * second.
 */
export const passiveVigie: PassivePeerKind = {
  name: "Vigie",
  version: VERSION,
  async start(folder) {
    const configFolder = join(folder, "config");
    mkdirSync(configFolder);
    writeFileSync(join(configFolder, "vigie.cfg"), "cfg_file=objects.cfg\nenable_flap_detection=0\n");
    writeFileSync(join(configFolder, "objects.cfg"), passiveObjects());
    const server = await startServer(configFolder, join(folder, "data"));
    const headers = { "X-AUTH-TOKEN": await login(server.url) };
    const get = async <T>(path: string): Promise<T> =>
      (await (await fetch(server.url + MONITORING + path, { headers })).json()) as T;
    const { result } = await get<{ readonly result: readonly { readonly id: number; readonly description: string }[] }>(
      `/hosts/1/services?limit=${SERVICES}`,
    );
    const idByName = new Map(result.map(({ id, description }) => [description, id]));
    // Ids are assigned in the order of the file.
    const firstId = idByName.get(serviceOf(0))!;
    if (idByName.get(serviceOf(SERVICES - 1)) !== firstId + SERVICES - 1)
      throw new Error("The ids of the services are not in their order.");
    const texts = `"status":' .. state .. ',"output":"' .. text .. '","performance_data":"time=0.012s;1;5"}'`;
    return {
      async submitByFile(load, results) {
        await writeResults(join(folder, "data", "vigie.cmd"), load, results);
        const last = `/hosts/1/services/${firstId + ((results - 1) % SERVICES)}`;
        while (!(await get<{ readonly output: string }>(last)).output.startsWith(outputOf(results - 1)))
          await delay(10);
      },
      single: {
        url: server.url,
        headers,
        path: `'${MONITORING}/hosts/1/services/' .. ${firstId} + s .. '/submit'`,
        item: `'{${texts}`,
      },
      several: {
        url: server.url,
        headers,
        path: `'${MONITORING}/resources/submit'`,
        item: `'{"type":"service","id":' .. ${firstId} + s .. ',"parent":{"id":1},${texts}`,
        around: ['{"resources":[', "]}"],
      },
      stop: () => server.stop(),
    };
  },
};
