import { setTimeout as wait } from "node:timers/promises";
import { DAY_SECONDS, startOfDay } from "../../src/data/timeseries/day.ts";
import type { SeriesFolder } from "../../src/data/timeseries/files/series-folder.ts";
import { createRandom, type Random } from "../../test/support/random.ts";
import { percentilesOf, table } from "../support/report.ts";
import { METRICS_PER_SERVICE } from "./fill-series.ts";
import { copiedSeries, type CopiedSeries } from "./peers/copied-series.ts";
import { prometheusPeer, victoriaMetricsPeer } from "./peers/prometheus-peers.ts";
import { rrdtoolKeptOpen, rrdtoolProcesses } from "./peers/rrdtool-peers.ts";
import type { SeriesPeer, StartPeer } from "./peers/series-peer.ts";
import type { SeriesRead } from "./read-cases.ts";
import type { AskSeries } from "./series-client.ts";

const SERVICES = 350;
const DAYS = 10;
const WIDTH = 600;
const STARTS: readonly StartPeer[] = [rrdtoolProcesses, rrdtoolKeptOpen, victoriaMetricsPeer, prometheusPeer];
const SETTLE_MS = 2_000;

/** The same reads, turn by turn, from Vigie with everything it has, and from others with a few series of ten days. */
export async function measurePeers(ask: AskSeries, folder: SeriesFolder, reads: number): Promise<void> {
  const series = copiedSeries(folder, SERVICES, DAYS);
  console.log(
    `\n## The same reads from other stores, which have ${series.resources.length * METRICS_PER_SERVICE} series of ` +
      `${DAYS} days, and Vigie all of its own\n`,
  );
  const peers: SeriesPeer[] = [{ name: "Vigie, API", ask, stop: () => Promise.resolve() }];
  try {
    for (const start of STARTS) {
      const peer = await start(series);
      if (peer !== null) peers.push(peer);
    }
    await wait(SETTLE_MS);
    const rows: string[][] = [];
    for (const { name, next } of casesOf(series)) {
      const took = peers.map((): number[] => []);
      const random = createRandom(reads);
      for (let read = 0; read < reads; read++) {
        const requests = next(random);
        for (const [place, peer] of peers.entries()) {
          const begun = performance.now();
          await Promise.all(requests.map(peer.ask));
          took[place]!.push(performance.now() - begun);
        }
      }
      const cells = took.map((each) => {
        const { p50, p99 } = percentilesOf(each);
        return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
      });
      rows.push([name, ...cells]);
    }
    console.log(table(["read, p50 / p99 ms", ...peers.map(({ name }) => name)], rows));
    console.log(`${reads} reads each, turn by turn, of the same services and times`);
  } finally {
    for (const peer of peers) await peer.stop();
  }
}

interface PeerCase {
  readonly name: string;
  readonly next: (random: Random) => readonly SeriesRead[];
}

function casesOf({ firstDay, resources }: CopiedSeries): readonly PeerCase[] {
  const services = (random: Random, count: number): readonly number[] => {
    const first = random.between(0, resources.length - count);
    return Array.from({ length: count }, (_, place) => first + place);
  };
  const read = (random: Random, count: number, days: number): SeriesRead => {
    const from = startOfDay(firstDay) + random.between(0, (DAYS - days) * 24) * 3_600;
    return {
      services: services(random, count),
      isFirstMetric: true,
      from,
      to: from + days * DAY_SECONDS,
      width: WIDTH,
    };
  };
  return [
    { name: "1 series × 1 day", next: (random) => [read(random, 1, 1)] },
    { name: `1 series × ${DAYS} days → ${WIDTH}`, next: (random) => [read(random, 1, DAYS)] },
    { name: "50 series × 1 day", next: (random) => [read(random, 50, 1)] },
    { name: "20 panels × 5 series × 1 day", next: (random) => Array.from({ length: 20 }, () => read(random, 5, 1)) },
  ];
}
