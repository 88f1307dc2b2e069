import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../src/lib/version.ts";
import { objectFile, type LoadSite } from "../support/load-site.ts";
import { startServer } from "../support/server.ts";
import type { Peer, PeerKind } from "./peer.ts";
import { readStoredLatencies } from "./stored-latencies.ts";

/** The whole server, with state, store and API as in production. */
export const vigie: PeerKind = {
  name: "Vigie",
  version: VERSION,
  async start(folder: string, site: LoadSite): Promise<Peer> {
    const configFolder = join(folder, "config");
    const dataFolder = join(folder, "data");
    mkdirSync(configFolder, { recursive: true });
    writeFileSync(
      join(configFolder, "vigie.cfg"),
      "cfg_file=objects.cfg\ninterval_length=1\nmax_service_check_spread=3\n",
    );
    writeFileSync(join(configFolder, "objects.cfg"), objectFile(site));
    const server = await startServer(configFolder, dataFolder);
    const stored = readStoredLatencies(join(dataFolder, "vigie.sqlite"));
    return {
      pid: server.pid,
      async checksDone() {
        const { checks } = (await (await fetch(`${server.url}/api/health`)).json()) as {
          readonly checks: { readonly done: number };
        };
        return checks.done;
      },
      latencies: async () => stored.latest(),
      stop: () => server.stop(),
    };
  },
};
