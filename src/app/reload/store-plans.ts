import type { Ledger } from "../../data/ledger/ledger.ts";
import { withNextCheck } from "../../engine/schedule/plan-state.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ResourceKey } from "../../model/resource-key.ts";

/**
 * Shows the next checks of replanned resources, and stores them within a second; what a full disk refuses is retried.
 */
export type StorePlans = (plans: ReadonlyMap<ResourceKey, UnixSeconds>) => void;

export const createStorePlans =
  (ledger: Pick<Ledger, "state" | "commitSoon">, log: Log): StorePlans =>
  (plans) => {
    for (const [key, at] of plans) {
      const state = ledger.state(key);
      if (state === null) continue;
      ledger
        .commitSoon({ kind: "state", key, state: withNextCheck(state, at) })
        .catch((error) => log.error({ err: error, key }, "a next check could not be stored"));
    }
  };
