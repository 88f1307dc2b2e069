import type { State, StateCounts, Summary } from "./wire.ts";

/** From the worst on, as lists are sorted. */
export const STATES_BY_SEVERITY: readonly State[] = [
  "DOWN",
  "CRITICAL",
  "UNREACHABLE",
  "UNKNOWN",
  "WARNING",
  "PENDING",
  "OK",
  "UP",
];

const GOOD: ReadonlySet<string> = new Set<State>(["OK", "UP", "PENDING"]);

/** Whether a state is neither good nor still to be found out. */
export const isProblemState = (state: string): boolean => !GOOD.has(state);

/** Number of those in a state that is counted; all, unless told otherwise. */
export const totalOf = (counts: StateCounts = {}, isCounted: (state: string) => boolean = () => true): number =>
  Object.entries(counts).reduce((sum, [state, { total }]) => (isCounted(state) ? sum + total : sum), 0);

/** All problems, also those that somebody handles. */
export const problemsOf = ({ host, service }: Pick<Summary, "host" | "service">): number =>
  totalOf(host, isProblemState) + totalOf(service, isProblemState);
