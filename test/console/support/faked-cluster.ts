import type { Page } from "playwright-core";
import type { en } from "../../../console/src/words/en.ts";
import type { ShownCluster } from "../../../console/src/data/wire-cluster.ts";

/** Answer of a standby whose files are not those of the leader. */
const AT_A_STANDBY = {
  leader: {
    holder: "vigie-a (process 812)",
    address: "http://vigie-a:8080",
    term: 7,
    since: "2026-11-29T08:12:44Z",
    silent_seconds: 0.4,
    is_silent: false,
  },
  standbys: 2,
  own: { role: "standby", position: 4_711, lag_seconds: 0.013, configuration_differs: true },
  version: "0.1.0",
} as const satisfies ShownCluster;

/** Of one that reaches neither the leader nor the database. */
export const WITHOUT_LEADER = {
  ...AT_A_STANDBY,
  leader: { ...AT_A_STANDBY.leader, silent_seconds: 12, is_silent: true },
  standbys: null,
} as const satisfies ShownCluster;

/** Loads the page of the pollers again, with this answer. Resolves once it shows the servers. */
export async function showServers(
  page: Page,
  { servers }: typeof en,
  cluster: ShownCluster = AT_A_STANDBY,
): Promise<void> {
  await page.route("**/api/cluster", (route) => route.fulfill({ json: cluster }));
  await page.reload({ waitUntil: "commit" });
  await page.getByRole("region", { name: servers.title }).waitFor();
}
