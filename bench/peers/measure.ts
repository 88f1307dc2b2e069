import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { LoadSite } from "../support/load-site.ts";
import { useOfTree } from "../support/process-tree.ts";
import { median, perSecond } from "../support/report.ts";
import type { PeerKind } from "./peer.ts";

/** Result of one round of one server. */
export interface Round {
  /** Checks per second. */
  readonly rate: number;
  readonly cpuMsPerCheck: number;
  /** Seconds from due to started. */
  readonly lag: readonly number[];
  readonly residentMb: number;
}

/** A server and its site: one row of a table. */
export interface Contender {
  readonly name: string;
  readonly kind: PeerKind;
  readonly site: LoadSite;
}

const WARM_UP_SECONDS = 5;

/** Runs all rounds. Each round starts every server in turn, and begins with another one. */
export async function measureContenders(
  contenders: readonly Contender[],
  folder: string,
  rounds: number,
  seconds: number,
): Promise<ReadonlyMap<Contender, readonly Round[]>> {
  const measured = new Map(contenders.map((contender) => [contender, [] as Round[]]));
  for (let round = 0; round < rounds; round++) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)])
      measured.get(contender)!.push(await measure(contender, folder, seconds));
  }
  return measured;
}

export const medianRate = (rounds: readonly Round[]): number => median(rounds.map(({ rate }) => rate)).middle;

export const HEADINGS = ["checks/s", "spread", "cpu ms/check", "lag p50", "lag p99", "memory"];

/** Cells of a contender under `HEADINGS`: medians of the rounds, and the lag of all rounds. */
export function cellsOf(rounds: readonly Round[]): string[] {
  const lag = rounds.flatMap((round) => round.lag).sort((a, b) => a - b);
  const at = (share: number): string =>
    lag.length === 0 ? "-" : `${lag[Math.floor(lag.length * share)]!.toFixed(3)} s`;
  const middle = (of: (round: Round) => number): number => median(rounds.map(of)).middle;
  return [
    perSecond(medianRate(rounds)),
    median(rounds.map(({ rate }) => rate)).spread,
    middle(({ cpuMsPerCheck }) => cpuMsPerCheck).toFixed(2),
    at(0.5),
    at(0.99),
    `${Math.round(middle(({ residentMb }) => residentMb))} MB`,
  ];
}

async function measure({ kind, site }: Contender, folder: string, seconds: number): Promise<Round> {
  const place = mkdtempSync(join(folder, "site-"));
  const peer = await kind.start(place, site);
  try {
    await untilRunning(peer.checksDone);
    await delay(WARM_UP_SECONDS * 1000);
    await peer.latencies();
    const [cpuBefore, before, begun] = [useOfTree(peer.pid).cpuSeconds, await peer.checksDone(), performance.now()];
    await delay(seconds * 1000);
    const [use, after, took] = [useOfTree(peer.pid), await peer.checksDone(), (performance.now() - begun) / 1000];
    const checks = after - before;
    return {
      rate: checks / took,
      cpuMsPerCheck: ((use.cpuSeconds - cpuBefore) * 1000) / checks,
      lag: await peer.latencies(),
      residentMb: use.residentMb,
    };
  } finally {
    await peer.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

async function untilRunning(checksDone: () => Promise<number>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while ((await checksDone()) === 0) {
    if (performance.now() > deadline) throw new Error("No check was done in a minute.");
    await delay(100);
  }
}
