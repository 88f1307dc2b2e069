import type { CommitReader } from "../../data/ledger/committed.ts";
import type { ResourceState, CheckState } from "../../model/resource-state.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "../../model/resource-key.ts";
import { LIMITS, type StateRow } from "../protocol/frames.ts";

export interface StateSenderOptions {
  readonly isAnyConnected: () => boolean;
  /** Ids of the connected pollers that know this resource. */
  readonly knownAt: (key: ResourceKey) => readonly number[];
  readonly send: (pollerId: number, states: readonly StateRow[]) => void;
}

/** Sends pollers the states of resources that they know and that changed by something else than their own results. */
export interface StateSender extends CommitReader {
  /** A state that a result of this poller has made. */
  noteOwn(pollerId: number, check: CheckState): void;
}

export function createStateSender({ isAnyConnected, knownAt, send }: StateSenderOptions): StateSender {
  /** States that need not be sent, since their poller made them, or they were sent: more than the check part changes. */
  const madeBy = new WeakMap<CheckState, number>();
  const sent = new WeakSet<CheckState>();
  const pending = new Map<number, Map<ResourceKey, CheckState>>();

  const flush = (): void => {
    for (const [pollerId, checks] of pending)
      for (const rows of inFrames([...checks].map(([key, check]) => stateRow(key, check)))) send(pollerId, rows);
    pending.clear();
  };

  const add = (pollerId: number, key: ResourceKey, check: CheckState): void => {
    if (pending.size === 0) setImmediate(flush);
    pending.getOrInsertComputed(pollerId, () => new Map()).set(key, check);
  };

  return {
    name: "pollers",
    noteOwn: (pollerId, check) => madeBy.set(check, pollerId),
    committed({ changes }) {
      if (!isAnyConnected()) return;
      for (const change of changes) {
        if (change.kind !== "state") continue;
        const pollers = knownAt(change.key);
        const { check } = change.state;
        if (pollers.length === 0 || sent.has(check)) continue;
        sent.add(check);
        for (const id of pollers) if (madeBy.get(check) !== id) add(id, change.key, check);
      }
    },
  };
}

export const stateRow = (key: ResourceKey, check: ResourceState["check"]): StateRow => [
  hostIdOf(key),
  serviceIdOf(key),
  check,
];

/** Rows in portions that a frame takes. */
export function* inFrames(rows: Iterable<StateRow>): Generator<readonly StateRow[]> {
  let portion: StateRow[] = [];
  let size = 0;
  for (const row of rows) {
    const length = JSON.stringify(row).length;
    if (portion.length === LIMITS.states || (portion.length > 0 && size + length > LIMITS.resultBytes)) {
      yield portion;
      [portion, size] = [[], 0];
    }
    portion.push(row);
    size += length;
  }
  if (portion.length > 0) yield portion;
}
