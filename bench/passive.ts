// Passive results per second of whole servers, by command file and by API: Vigie and installed peers, in alternating
// rounds. Run by `node bench/passive.ts [rounds] [share of the results, such as 0.1] [vigie]`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { passiveIcinga } from "./peers/passive-icinga.ts";
import { passiveNagios } from "./peers/passive-nagios.ts";
import type { PassivePeer, PassivePeerKind } from "./peers/passive-peer.ts";
import { passiveVigie } from "./peers/passive-vigie.ts";
import { machine, median, perSecond, table } from "./support/report.ts";
import { SERVICES } from "./support/passive-site.ts";
import { postResults, type Posting } from "./support/result-poster.ts";
import type { Load } from "./support/result-writer.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const SHARE = Number(process.argv[3] ?? 1);
const KINDS = [passiveVigie, ...(process.argv[4] === "vigie" ? [] : [passiveNagios, passiveIcinga])].filter(
  ({ version }) => version !== undefined,
);

/** One row of the table: a number of results, or seconds of posting, for each server. */
interface Scenario {
  readonly name: string;
  readonly run: (peer: PassivePeer, folder: string, kind: PassivePeerKind) => Promise<number> | null;
}

const byFile = (name: string, load: Load, results: number): Scenario => ({
  name,
  async run(peer, _folder, kind) {
    // Slower servers get fewer results: one or two seconds for each.
    const count = Math.max(2 * SERVICES, Math.round((results * SHARE) / (kind === passiveIcinga ? 4 : 1)));
    await peer.submitByFile("same", SERVICES);
    const begun = performance.now();
    await peer.submitByFile(load, count);
    return count / ((performance.now() - begun) / 1000);
  },
});

const byApi = (name: string, posting: Omit<Posting, "seconds">): Scenario => ({
  name,
  run(peer, folder) {
    const posts = posting.batch === 1 ? peer.single : peer.several;
    if (posts === null) return null;
    return peer
      .submitByFile("same", SERVICES)
      .then(() => postResults(folder, posts, { ...posting, seconds: Math.max(1, Math.round(3 * SHARE)) }))
      .then(({ resultsPerSecond }) => resultsPerSecond);
  },
});

const SCENARIOS: readonly Scenario[] = [
  byFile("command file, no change of state", "same", 400_000),
  byFile("command file, a hard state change each", "changing", 100_000),
  byApi("API, one a request, no change, 8 connections", { load: "same", batch: 1, connections: 8 }),
  byApi("API, one a request, a change each, 8 connections", { load: "changing", batch: 1, connections: 8 }),
  byApi("API, one a request, no change, 32 connections", { load: "same", batch: 1, connections: 32 }),
  byApi("API, one a request, a change each, 32 connections", { load: "changing", batch: 1, connections: 32 }),
  byApi("API, 500 a request, no change, 4 connections", { load: "same", batch: 500, connections: 4 }),
  byApi("API, 500 a request, a change each, 4 connections", { load: "changing", batch: 500, connections: 4 }),
];

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-passive-"));
const rates = new Map(SCENARIOS.map((scenario) => [scenario, new Map(KINDS.map((kind) => [kind, [] as number[]]))]));
console.log(
  `${machine()}; ${KINDS.map(({ name, version }) => `${name} ${version}`).join(", ")}; ` +
    `${SERVICES.toLocaleString("en")} services, ${ROUNDS} rounds`,
);
const running: (readonly [PassivePeerKind, PassivePeer])[] = [];
try {
  for (const kind of KINDS) {
    const place = mkdtempSync(join(folder, "site-"));
    running.push([kind, await kind.start(place)]);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const scenario of SCENARIOS) {
      for (const [kind, peer] of running) {
        const rate = await scenario.run(peer, folder, kind);
        if (rate !== null) rates.get(scenario)!.get(kind)!.push(rate);
      }
    }
  }
  console.log(
    table(
      ["results/s", ...KINDS.map(({ name }) => name)],
      SCENARIOS.map((scenario) => [scenario.name, ...KINDS.map((kind) => cell(rates.get(scenario)!, kind))]),
    ),
  );
} finally {
  for (const [, peer] of running) await peer.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Median and spread, and the ratio of Vigie's median to that of the peer. */
function cell(measured: ReadonlyMap<PassivePeerKind, readonly number[]>, kind: PassivePeerKind): string {
  const own = measured.get(kind)!;
  if (own.length === 0) return "-";
  const { middle, spread } = median(own);
  const ours = median(measured.get(passiveVigie)!).middle;
  return `${perSecond(middle)} (${spread})${kind === passiveVigie ? "" : `, ours ${(ours / middle).toFixed(2)} ×`}`;
}
