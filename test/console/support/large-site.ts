import type { ServerUnderTest } from "../../support/server-under-test.ts";
import type { Mover } from "./night-site.ts";
import { createSubmitter, type SubmittedResult } from "./results.ts";
import { siteOf } from "./sites.ts";

// A site with any number of problems, for pictures.

const HOSTS = 250;
const SERVICES = 9;
const OUTPUTS = ["DISK OK - 41% used", "DISK WARNING - 91% used", "DISK CRITICAL - 2% free", "DISK UNKNOWN - timeout"];

const nameOf = (host: number): string => `web-${String(host).padStart(4, "0")}`;
const GROUPS = Array.from({ length: 25 }, (_, group) => {
  const members = Array.from({ length: 10 }, (__, host) => nameOf(group * 10 + host + 1));
  return `define hostgroup {\n  hostgroup_name rack ${group + 1}\n  alias Rack ${group + 1}\n  members ${members.join(",")}\n}\n`;
}).join("");

export const LARGE_SITE: Readonly<Record<string, string>> = {
  ...siteOf(HOSTS, SERVICES),
  "vigie.yaml": "installation_name: PARIS\n",
  "z-groups.cfg": GROUPS,
};
export const KEYS_OF_LARGE_SITE = { disk: "s1.1", host: "h1" };

/** A problem begins in each half hour of these. */
export const HOURS_OF_PROBLEMS = 6;

/** All hosts are UP, and all services OK but these many, which begin over the hours before `until` (Unix seconds). */
export async function playProblems(
  server: ServerUnderTest,
  clock: Mover,
  until: number,
  problems: number,
): Promise<void> {
  const submit = await createSubmitter(server);
  const places = Array.from({ length: HOSTS * SERVICES }, (_, at) => ({
    host: (at % HOSTS) + 1,
    service: Math.floor(at / HOSTS) + 1,
  }));
  await submit(Array.from({ length: HOSTS }, (_, host) => ({ host: host + 1, status: 0, output: "PING OK" })));
  await submit(places.map((place) => ({ ...place, status: 0, output: OUTPUTS[0]! })));
  const bad = places.slice(0, problems).map((place, at): SubmittedResult => {
    const status = at === 0 ? 2 : [1, 2, 1, 3][at % 4]!;
    return { ...place, status, output: OUTPUTS[status]! };
  });
  const steps = 2 * HOURS_OF_PROBLEMS;
  for (let step = 0; step < steps; step++) {
    await clock.advanceTo(until - (steps - step) * 1_800);
    await submit(bad.filter((_, at) => at % steps === step));
  }
  await clock.advanceTo(until);
}
