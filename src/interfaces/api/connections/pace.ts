/** Divides the work of all connections into iterations of the event loop, so that each of them is heard. */
export interface Pace {
  /** Notes a new connection: others may be behind it, since the event loop accepts one in each iteration. */
  noteConnection(): void;
  /** Whether this iteration should do no more. */
  isSpent(): boolean;
  /** Does the work of a client in a later iteration, before that of clients who have had more turns. */
  defer(client: PacedClient, work: () => void): void;
}

/** Deferred turns of a client in this busy period, which ends when no work is deferred. */
export interface PacedClient {
  busyPeriod: number;
  turns: number;
  /** Has sent more than one request: counts as a turn, so that those who have not go first. */
  isPipelining: boolean;
}

const MOST_TURNS = 15;
// Enough to accept a hundred connections.
const MOST_ACCEPTING_MS = 20;
// Then requests have as long, whatever connections come.
const WORKING_MS = 20;

/**
 * Gives requests `budgetMs` in each iteration, measured from the first call. Deferred work has half of it, the other
 * half is left for what arrives. While connections come, some time passes in which they are only accepted.
 */
export function createPace(budgetMs: number): Pace {
  /** By the number of turns that the client has had; the last one is for all who have had more. */
  const deferred = Array.from({ length: MOST_TURNS + 1 }, (): (() => void)[] => []);
  let count = 0;
  let busyPeriod = 0;
  let isNewestNext = false;
  let begunMs: number | null = null;
  let hasAccepted = false;
  let acceptingSinceMs: number | null = null;
  let workingUntilMs = 0;

  const begin = (): number => {
    setImmediate(beginNext);
    return (begunMs = performance.now());
  };
  const beginNext = (): void => {
    if (!hasAccepted) acceptingSinceMs = null;
    if (count > 0 || hasAccepted) begin();
    else begunMs = null;
    hasAccepted = false;
  };
  const isOver = (ms: number): boolean => {
    const now = performance.now();
    return (
      now - (begunMs ?? begin()) >= ms || (acceptingSinceMs !== null && now - acceptingSinceMs < MOST_ACCEPTING_MS)
    );
  };

  // Each in a callback of its own: what the work leaves to promises is done before the next one looks at the time.
  const doOne = (): void => {
    if (isOver(budgetMs / 2)) {
      setImmediate(doOne);
      return;
    }
    if (acceptingSinceMs !== null) {
      acceptingSinceMs = null;
      workingUntilMs = performance.now() + WORKING_MS;
    }
    if (--count === 0) busyPeriod++;
    const queue = deferred.find(({ length }) => length > 0)!;
    isNewestNext = !isNewestNext;
    (isNewestNext ? queue.pop() : queue.shift())!();
  };

  return {
    noteConnection() {
      if (begunMs === null) begin();
      hasAccepted = true;
      const now = performance.now();
      if (now >= workingUntilMs) acceptingSinceMs ??= now;
    },
    isSpent: () => isOver(budgetMs),
    defer(client, work) {
      if (begunMs === null) begin();
      if (client.busyPeriod !== busyPeriod) {
        client.busyPeriod = busyPeriod;
        client.turns = 0;
      }
      const rank = client.turns++ + (client.isPipelining ? 1 : 0);
      deferred[Math.min(rank, MOST_TURNS)]!.push(work);
      count++;
      setImmediate(doOne);
    },
  };
}
