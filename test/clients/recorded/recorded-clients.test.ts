import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClientSite, type ClientSite } from "../client-site.ts";
import { ansible } from "./ansible.ts";
import { centreonMcp } from "./centreon-mcp/centreon-mcp.ts";
import { glpi } from "./glpi.ts";
import { goClient } from "./go-client/go-client.ts";
import { gorgone } from "./gorgone.ts";
import { grafana } from "./grafana.ts";
import { keep } from "./keep.ts";
import { n8n } from "./n8n.ts";
import { nagstamon } from "./nagstamon.ts";
import { pycentreon } from "./pycentreon.ts";
import type { RecordedCall, RecordedClient } from "./recorded-client.ts";
import { createReplay } from "./replay.ts";
import { terraform } from "./terraform.ts";

/** Each has a site of its own, since it acts on it. */
const ACTORS: readonly RecordedClient[] = [nagstamon, goClient, centreonMcp, n8n, glpi];
const READERS: readonly RecordedClient[] = [pycentreon, ansible, grafana, terraform, gorgone, keep];

for (const client of ACTORS) describeClients(client.name, [client]);
describeClients("clients that change nothing", READERS);

function describeClients(title: string, clients: readonly RecordedClient[]): void {
  describe(title, () => {
    let site: ClientSite;
    beforeAll(async () => {
      site = await startClientSite();
    });
    afterAll(() => site.remove());

    describe.each(clients)("$name", (client) => {
      let replay: (call: RecordedCall) => Promise<void>;
      beforeAll(() => {
        replay = createReplay(site.server.url, client);
      });

      for (const call of client.calls) test(call.name, () => replay(call));
    });
  });
}

test.each([...ACTORS, ...READERS])("the names of $name are unique", ({ calls }) => {
  const names = calls.map((call) => call.name);

  expect(names.length).toBe(new Set(names).size);
});
