import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Intake } from "../../intake/accept-result.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Change } from "../../model/change.ts";
import { movedBy, type CheckResult, type ResultLine } from "../../model/check-result.ts";
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
  readonly ledger: Pick<Ledger, "state" | "together">;
  /** True if the poller checks this resource by the configuration in effect. */
  readonly isOf: (poller: EnrolledPoller, key: ResourceKey) => boolean;
  readonly late: Pick<LateResults, "noteResult">;
  readonly lineOf: (poller: EnrolledPoller) => ResultLine;
  /** Called after each result that counts, before it is durable. */
  readonly onTaken: (poller: EnrolledPoller, key: ResourceKey) => void;
  /** Called when results up to a number are durable. */
  readonly onSeen: (poller: EnrolledPoller, seen: SeenResults) => void;
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

export type UpTo = Pick<SeenResults, "epoch" | "number">;

/** Way of a poller's results into the intake. */
export interface TakeResults {
  /**
   * Takes results in their order, and records what was lost between them. Resolves when all of it is durable, with the
   * number up to which it goes in the same commit. `offset`: seconds by which the poller's clock is ahead.
   */
  take(poller: EnrolledPoller, upTo: UpTo, taken: Taken, offset: number | null): Promise<void>;
  counts(): Readonly<TakenCounts>;
}

/** A clock that is ahead or behind by less is left alone. */
const TOLERATED_OFFSET = 1;

export function createTakeResults(options: TakeResultsOptions): TakeResults {
  const { intake, ledger, isOf, late, lineOf, onTaken, onSeen, clock, log } = options;
  const counts: TakenCounts = { taken: 0, foreign: 0, refused: 0, lost: 0 };

  /** One commit. */
  const accept = async (
    poller: EnrolledPoller,
    results: readonly CheckResult[],
    { epoch, number }: UpTo,
    further: readonly Change[] = [],
  ): Promise<void> => {
    const accepting: Promise<unknown>[] = [];
    const now = clock.now();
    const seen = { epoch, number, at: now };
    const committed = ledger.together(() => {
      for (const result of results) {
        late.noteResult(poller, result.key, result.finishedAt, now);
        const before = ledger.state(result.key)?.check;
        accepting.push(intake.accept(result));
        if (ledger.state(result.key)?.check !== before) onTaken(poller, result.key);
      }
    }, [...further, { kind: "poller-seen", id: poller.id, seen }]);
    await Promise.all([committed, ...accepting]);
    onSeen(poller, seen);
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
      const ofLoss = lost === 0 ? [] : [pollerResultsLost(poller.name, lost, Math.floor(clock.now()))];
      const correction = offset === null || Math.abs(offset) <= TOLERATED_OFFSET ? 0 : offset;
      const [line, now] = [lineOf(poller), clock.now()];
      const checkResultOf = (row: ResultRow): CheckResult => notAfter(resultOf(row, correction, line), now);
      try {
        await accept(poller, own.map(checkResultOf), upTo, ofLoss);
      } catch (error) {
        if (!isForContent(error)) throw error;
        for (const row of own) await acceptAlone(poller, checkResultOf(row), { ...upTo, number: row[0] });
        await accept(poller, [], upTo, ofLoss);
      }
      counts.taken += own.length;
      counts.lost += lost;
    },
    counts: () => counts,
  };

  /** So that the store refuses only the one that it cannot take. */
  async function acceptAlone(poller: EnrolledPoller, result: CheckResult, upTo: UpTo): Promise<void> {
    try {
      await accept(poller, [result], upTo);
    } catch (error) {
      if (!isForContent(error)) throw error;
      counts.refused++;
      log.error({ area: "pollers", poller: poller.name, err: error, key: result.key }, "a result could not be stored");
    }
  }
}

const isForContent = (error: unknown): boolean => error instanceof Refusal && error.code === "change-not-storable";

const keyOf = ([, hostId, serviceId]: ResultRow): ResourceKey => serviceKey(hostId, serviceId);

/** The result with times of the centre's clock, and in the order of its poller. */
function resultOf(row: ResultRow, correction: number, line: ResultLine): CheckResult {
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

/** The result with times of before it came. The clock of its poller may have been ahead when it was made. */
function notAfter(result: CheckResult, now: UnixSeconds): CheckResult {
  const by = result.finishedAt - now;
  return by <= TOLERATED_OFFSET ? result : movedBy(result, -by);
}
