import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClientSite, type ClientSite } from "../client-site.ts";
import { NOT_YET, testUnlessNotYet } from "../not-yet.ts";
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

const CLIENTS: readonly RecordedClient[] = [
  nagstamon,
  goClient,
  centreonMcp,
  n8n,
  glpi,
  pycentreon,
  ansible,
  grafana,
  terraform,
  gorgone,
  keep,
];

describe.each(CLIENTS)("$name", (client) => {
  let site: ClientSite;
  let replay: (call: RecordedCall) => Promise<void>;
  beforeAll(async () => {
    site = await startClientSite();
    replay = createReplay(site.server.url, client);
  });
  afterAll(() => site.remove());

  const testCall = testUnlessNotYet(client.name);
  for (const call of client.calls) testCall(call.name, () => replay(call));
});

test.each(CLIENTS)("the names of $name are unique, and those in NOT_YET are among them", ({ name, calls }) => {
  const names = calls.map((call) => call.name);

  expect(names.length).toBe(new Set(names).size);
  expect((NOT_YET[name] ?? []).filter((line) => !names.includes(line))).toEqual([]);
});
