import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Intake } from "../../intake/accept-result.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Change } from "../../model/change.ts";
import type { CheckResult } from "../../model/check-result.ts";
import { pollerResultsLost } from "../../model/history-changes.ts";
import { Refusal } from "../../model/refusal.ts";
import { serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import type { SeenResults } from "../../model/stored-poller.ts";
import type { ResultRow } from "../protocol/frames.ts";
import type { Taken } from "./number-line.ts";
import type { LateResults } from "./late-results.ts";
import type { EnrolledPoller } from "./poller-connection.ts";

export interface TakeResultsOptions {
  readonly intake: Intake;
  readonly ledger: Pick<Ledger, "together">;
  /** True if the poller checks this resource by the configuration in effect. */
  readonly isOf: (poller: EnrolledPoller, key: ResourceKey) => boolean;
  readonly late: Pick<LateResults, "noteResult">;
  /** Called after each result that was taken, before it is durable. */
  readonly onTaken: (poller: EnrolledPoller, key: ResourceKey) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Since the start, by outcome. */
export interface TakenCounts {
  taken: number;
  /** Of hosts and services that are not the poller's, or that there are not. */
  foreign: number;
  /** Which the store refused for their content. */
  refused: number;
  /** That pollers gave up. */
  lost: number;
}

/** Way of a poller's results into the intake. */
export interface TakeResults {
  /**
   * Takes results in their order, and records what was lost between them. Resolves when all of it, and the number up to
   * which it goes, is durable in one commit. `offset`: seconds by which the poller's clock is ahead.
   */
  take(poller: EnrolledPoller, upTo: SeenResults, taken: Taken, offset: number | null): Promise<void>;
  counts(): Readonly<TakenCounts>;
}

/** A clock that is ahead or behind by less is left alone. */
const TOLERATED_OFFSET = 1;

export function createTakeResults(options: TakeResultsOptions): TakeResults {
  const { intake, ledger, isOf, late, onTaken, clock, log } = options;
  const counts: TakenCounts = { taken: 0, foreign: 0, refused: 0, lost: 0 };

  const accepted = (
    poller: EnrolledPoller,
    results: readonly CheckResult[],
    further: readonly Change[],
  ): Promise<unknown> => {
    const accepting: Promise<unknown>[] = [];
    const now = clock.now();
    const committed = ledger.together(() => {
      for (const result of results) {
        late.noteResult(poller, result.key, result.finishedAt, now);
        accepting.push(intake.accept(result));
        onTaken(poller, result.key);
      }
    }, further);
    return Promise.all([committed, ...accepting]);
  };

  return {
    async take(poller, upTo, { results, gaps }, offset) {
      const own = results.filter((row) => isOf(poller, keyOf(row)));
      counts.foreign += results.length - own.length;
      if (own.length < results.length)
        log.warn(
          { area: "pollers", poller: poller.name, results: results.length - own.length },
          `results of poller ${poller.name} for hosts and services that are not its own were refused`,
        );
      const lost = gaps.reduce((sum, { count }) => sum + count, 0);
      const further: readonly Change[] = [
        ...(lost === 0 ? [] : [pollerResultsLost(poller.name, lost, Math.floor(clock.now()))]),
        { kind: "poller-seen", id: poller.id, seen: upTo },
      ];
      const correction = offset === null || Math.abs(offset) <= TOLERATED_OFFSET ? 0 : offset;
      const checkResults = own.map((row) => resultOf(row, correction, poller.id));
      try {
        await accepted(poller, checkResults, further);
      } catch (error) {
        if (!isForContent(error)) throw error;
        counts.refused += await acceptOneByOne(poller, checkResults);
        await ledger.together(() => {}, further);
      }
      counts.taken += own.length;
      counts.lost += lost;
    },
    counts: () => counts,
  };

  /** Takes each on its own, so that the store refuses only the one that it cannot take. Resolves with their number. */
  async function acceptOneByOne(poller: EnrolledPoller, results: readonly CheckResult[]): Promise<number> {
    let refused = 0;
    for (const result of results)
      try {
        await accepted(poller, [result], []);
      } catch (error) {
        if (!isForContent(error)) throw error;
        refused++;
        log.error(
          { area: "pollers", poller: poller.name, err: error, key: result.key },
          "a result could not be stored",
        );
      }
    return refused;
  }
}

const isForContent = (error: unknown): boolean => error instanceof Refusal && error.code === "change-not-storable";

const keyOf = ([, hostId, serviceId]: ResultRow): ResourceKey => serviceKey(hostId, serviceId);

/** The result with times of the centre's clock, and in the order of its poller. */
function resultOf(row: ResultRow, correction: number, line: number): CheckResult {
  const [, , , returnCode, checkType, dueAt, startedAt, finishedAt, text, longText, perfdata, commandLine] = row;
  const corrected = (time: UnixSeconds): UnixSeconds => time - correction;
  return {
    key: keyOf(row),
    checkType,
    returnCode: returnCode as CheckResult["returnCode"],
    output: { text, longText, perfdata },
    dueAt: dueAt === null ? null : corrected(dueAt),
    startedAt: corrected(startedAt),
    finishedAt: corrected(finishedAt),
    commandLine,
    line,
  };
}
