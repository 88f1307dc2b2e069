import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startIcingaApi } from "./peers/icinga-api.ts";
import { icingaVersion } from "./peers/icinga-daemon.ts";
import { nagiosVersion } from "./peers/nagios-daemon.ts";
import { startIdleNagios } from "./peers/nagios-idle.ts";
import { measureGrowth, type Growth } from "./support/measure-growth.ts";
import { useOfTree } from "./support/process-tree.ts";
import { machine, median, table } from "./support/report.ts";

// Start, memory, reload and store size as the number of services grows, with checks off; Nagios 4 and Icinga 2 with the
// same objects if installed. Between two columns is the exponent: 1 grows in proportion to the services, 0 not at all.
// Targets at 100,000 services: start < 4 s, memory < 450 MB, reload < 3 s with no answer over 100 ms; at 1,000,000:
// memory < 4 GB.
const { values } = parseArgs({
  options: {
    services: { type: "string", default: "10000,100000,1000000" },
    rounds: { type: "string", default: "5" },
    peers: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const SIZES = values.services.split(",").map(Number);
const ROUNDS = Number(values.rounds);
const MAX_FOR_PEERS = 100_000;

interface Measured {
  readonly services: number;
  readonly vigie: Growth;
  readonly nagios?: Started;
  readonly icinga?: Started;
}
interface Started {
  readonly seconds: readonly number[];
  readonly residentMb: readonly number[];
}

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
try {
  const measured: Measured[] = [];
  for (const services of SIZES) {
    const size = { hosts: services / 10, servicesPerHost: 10, hostGroups: 200 };
    const vigie = await measureGrowth(join(folder, String(services)), size, ROUNDS);
    const withPeers = values.peers && services <= MAX_FOR_PEERS;
    measured.push({
      services,
      vigie,
      ...(withPeers &&
        nagiosVersion !== undefined && { nagios: await measureStarts((place) => startIdleNagios(place, size)) }),
      ...(withPeers &&
        icingaVersion !== undefined && { icinga: await measureStarts((place) => startIcingaApi(place, size)) }),
    });
  }
  console.log(`${machine()}, Nagios ${nagiosVersion ?? "not installed"}, Icinga 2 ${icingaVersion ?? "not installed"}`);
  console.log(`medians of ${ROUNDS} starts and reloads\n`);
  const row = (name: string, digits: number, of: (each: Measured) => readonly number[] | undefined): string[] => [
    name,
    ...cells(measured.map(of), digits),
  ];
  console.log(
    table(
      [
        "services",
        ...SIZES.flatMap((services, place) => [...(place > 0 ? ["exp."] : []), services.toLocaleString("en")]),
      ],
      [
        row("start until the API answers, s", 2, (each) => each.vigie.startSeconds),
        row("  Nagios 4, until it answers queries", 2, (each) => each.nagios?.seconds),
        row("  Icinga 2, until the API answers", 2, (each) => each.icinga?.seconds),
        row("memory after the start, MB", 0, (each) => each.vigie.memoryAtStart),
        row("  Nagios 4", 0, (each) => each.nagios?.residentMb),
        row("  Icinga 2", 0, (each) => each.icinga?.residentMb),
        row("memory 30 s later, MB", 0, (each) => each.vigie.memoryLater),
        row("memory after API use, MB", 0, (each) => each.vigie.memoryAfterUse),
        row("memory after reloads, MB", 0, (each) => each.vigie.memoryAfterReload),
        row("most memory ever, MB", 0, (each) => each.vigie.peak),
        row("reload, s", 2, (each) => each.vigie.reloadSeconds),
        row("slowest answer meanwhile, ms", 0, (each) => each.vigie.slowestAnswer),
        row("store, MB", 1, (each) => each.vigie.storeMb),
      ],
    ),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Starting {
  readonly startSeconds: number;
  readonly pid: number;
  stop(): Promise<void>;
}

async function measureStarts(start: (place: string) => Promise<Starting>): Promise<Started> {
  const seconds: number[] = [];
  const residentMb: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const place = mkdtempSync(join(folder, "peer-"));
    const peer = await start(place);
    seconds.push(peer.startSeconds);
    residentMb.push(useOfTree(peer.pid).residentMb);
    await peer.stop();
    rmSync(place, { recursive: true, force: true });
  }
  return { seconds, residentMb };
}

/** Median of each size, and the exponent between two sizes. */
function cells(columns: readonly (readonly number[] | undefined)[], digits: number): string[] {
  const medians = columns.map((rounds) => (rounds === undefined ? undefined : median(rounds).middle));
  return medians.flatMap((medianValue, place) => {
    const text = medianValue?.toFixed(digits) ?? "";
    if (place === 0) return [text];
    const before = medians[place - 1];
    const isKnown = medianValue !== undefined && before !== undefined && before > 0;
    return [
      isKnown ? (Math.log(medianValue / before) / Math.log(SIZES[place]! / SIZES[place - 1]!)).toFixed(2) : "",
      text,
    ];
  });
}
