import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { loginAt } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite } from "../support/server-under-test.ts";
import { isOnPostgres } from "../support/test-store.ts";

test("a server alone on its store has nobody to hand over to, and is no part of a cluster", async () => {
  const site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": "" });
  onTestFinished(() => site.remove());
  const { app } = await site.start(systemClock);
  const headers = { "X-AUTH-TOKEN": await loginAt(app.url, "admin", ADMIN_PASSWORD) };

  const refused = await fetch(`${app.url}/api/cluster/hand-over`, { method: "POST", headers });

  expect([refused.status, await refused.json()]).toEqual([
    409,
    isOnPostgres
      ? { code: "no-standby", message: expect.stringContaining("No server stands by") }
      : { code: "no-cluster", message: "The store is in the data folder of this server: no other one can lead." },
  ]);
  const { cluster } = (await (await fetch(`${app.url}/api/health`)).json()) as { cluster: object | null };
  expect(cluster).toEqual(
    isOnPostgres ? expect.objectContaining({ role: "leader", term: 1, leader: app.url, lag_seconds: null }) : null,
  );
});
