import type { CheckRunner } from "../../src/engine/check/run-check.ts";
import { createCheckPath, type CheckPath } from "../../src/intake/check-path.ts";
import type { Intake } from "../../src/intake/accept-result.ts";
import type { Ledger } from "../../src/data/ledger/ledger.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createShutdownStack } from "../../src/lib/shutdown-stack.ts";
import type { Inventory } from "../../src/model/objects.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import type { ResourceState } from "../../src/model/resource-state.ts";
import type { CheckResult } from "../../src/model/check-result.ts";
import type { FakeClock } from "../support/fake-clock.ts";

/** The real way of a check from its plan to its result, but for plugins. */
export interface PlayedChecks extends Pick<CheckPath, "scheduler" | "onDemand"> {
  readonly path: CheckPath;
  start(intake: Intake, states: ReadonlyMap<ResourceKey, ResourceState>): void;
  /** Resolves when no check is due or running, and every result is accepted. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** What checks of each resource find; without an entry, it is OK. */
export type PlayedAnswers = Map<
  ResourceKey,
  { readonly returnCode: CheckResult["returnCode"]; readonly output: string }
>;

const FINE = { returnCode: 0, output: "fine" } as const;

// Results of one resource must not have the same time.
const CHECK_SECONDS = 0.001;

export function createPlayedChecks(options: {
  readonly ledger: Ledger;
  readonly inventory: () => Inventory;
  readonly clock: FakeClock;
  readonly answers: PlayedAnswers;
}): PlayedChecks {
  const { clock, answers } = options;
  const stops = createShutdownStack(silentLog);
  const accepting = new Set<Promise<unknown>>();
  let lost: unknown = null;
  const onLost = (error: unknown): void => {
    lost = error;
  };
  const runner: CheckRunner = {
    start: async () => {},
    stop: async () => {},
    run: async ({ key }, _, dueAt) => {
      const { returnCode, output } = answers.get(key) ?? FINE;
      const now = clock.now();
      return {
        key,
        checkType: "active",
        returnCode,
        output: { text: output, longText: "", perfdata: "" },
        dueAt,
        startedAt: now,
        finishedAt: now,
        commandLine: null,
      };
    },
  };
  const path = createCheckPath({
    ...options,
    runner,
    maxConcurrentChecks: 1000,
    mostChecks: 1000,
    log: silentLog,
    onLost,
  });
  return {
    path,
    scheduler: path.scheduler,
    onDemand: path.onDemand,
    start(intake, states) {
      path.load(states);
      const accept: Intake["accept"] = (...result) => {
        const accepted = intake.accept(...result);
        accepting.add(accepted);
        return accepted.finally(() => accepting.delete(accepted));
      };
      path.start({ accept }, stops);
    },
    async idle() {
      do {
        await Promise.all(accepting);
        await clock.advanceBy(CHECK_SECONDS);
      } while (accepting.size > 0 || path.scheduler.running > 0);
      if (lost !== null) throw lost;
    },
    stop: () => stops.run(),
  };
}
