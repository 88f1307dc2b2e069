// Sustained plugin checks per second of whole servers, Vigie and installed peers, in alternating rounds: more services
// are due than can be checked. Then the lag between due and started with 400 checks due per second. Run by `node
// bench/plugins.ts [rounds] [seconds per round] [direct|wrapped|paced]`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { icinga } from "./peers/icinga.ts";
import { cellsOf, measureContenders, HEADINGS, medianRate } from "./peers/measure.ts";
import { nagios } from "./peers/nagios.ts";
import { vigie } from "./peers/vigie.ts";
import { servicesOf, type LoadSite } from "./support/load-site.ts";
import { machine, table } from "./support/report.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 10);
const ONLY = process.argv[4];
const PLUGIN = "/usr/lib/nagios/plugins/check_dummy";

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-plugins-"));
const wrapper = join(folder, "wrapped");
writeFileSync(wrapper, `#!/bin/sh\n${PLUGIN} "$@"\n`, { mode: 0o755 });

const kinds = [vigie, nagios, icinga].filter(({ version }) => version !== undefined);
const saturating: LoadSite = { hosts: 400, servicesPerHost: 10, command: `${PLUGIN} 0`, intervalSeconds: 1 };
const scenarios: Readonly<Record<string, { readonly title: string; readonly site: LoadSite }>> = {
  direct: { title: "check_dummy as often as possible", site: saturating },
  wrapped: { title: "check_dummy through a sh wrapper", site: { ...saturating, command: `${wrapper} 0` } },
  paced: {
    title: "400 checks a second are due",
    site: { hosts: 5_000, servicesPerHost: 10, command: `${PLUGIN} 0`, intervalSeconds: 125 },
  },
};

console.log(
  `${machine()}; ${kinds.map(({ name, version }) => `${name} ${version}`).join(", ")}; ${ROUNDS} rounds of ` +
    `${SECONDS} s`,
);
try {
  for (const [name, { title, site }] of Object.entries(scenarios))
    if ((ONLY ?? name) === name) await compare(title, site);
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(title: string, site: LoadSite): Promise<void> {
  const measured = await measureContenders(
    kinds.map((kind) => ({ name: kind.name, kind, site })),
    folder,
    ROUNDS,
    SECONDS,
  );
  const ours = medianRate([...measured].find(([{ kind }]) => kind === vigie)![1]);
  console.log(`\n${title} (${servicesOf(site).toLocaleString("en")} services)`);
  console.log(
    table(
      ["server", "Vigie to it", ...HEADINGS],
      [...measured].map(([{ name }, rounds]) => [
        name,
        `${(ours / medianRate(rounds)).toFixed(2)} ×`,
        ...cellsOf(rounds),
      ]),
    ),
  );
}
