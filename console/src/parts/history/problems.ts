import { STATES_BY_SEVERITY } from "../../data/states.ts";
import type { State } from "../../data/wire.ts";
import type { HistoryEvent } from "../../data/wire-detail.ts";

/** Events of one problem from its begin to its recovery, or what lies between problems; newest first. */
export interface EventGroup {
  readonly kind: "problem" | "between";
  readonly id: number;
  /** Of a problem. */
  readonly from: string | null;
  /** Null: it lasts. */
  readonly to: string | null;
  readonly worst: State | null;
  readonly events: readonly HistoryEvent[];
}

const isWell = (state: State | null): boolean => state === "OK" || state === "UP";

/** Groups events, newest first, by the problems that they belong to. The oldest problem may have begun before them. */
export function groupsOf(events: readonly HistoryEvent[]): readonly EventGroup[] {
  const groups: EventGroup[] = [];
  let open: HistoryEvent[] = [];
  let isProblem = false;
  const close = (): void => {
    if (open.length > 0) groups.push(groupOf(isProblem ? "problem" : "between", open.toReversed()));
    open = [];
  };
  for (const event of events.toReversed()) {
    const begins =
      !isProblem && (event.kind === "soft-state" || event.kind === "hard-state") && !isWell(event.state_name);
    if (begins) {
      close();
      isProblem = true;
    }
    open.push(event);
    if (isProblem && event.kind === "recovery") {
      close();
      isProblem = false;
    } else if (!isProblem && event.kind === "recovery") {
      // Its begin is older than what is there.
      isProblem = true;
      close();
      isProblem = false;
    }
  }
  close();
  return groups.toReversed();
}

function groupOf(kind: EventGroup["kind"], events: readonly HistoryEvent[]): EventGroup {
  const [newest] = events;
  const oldest = events.at(-1);
  const states = events.map(({ state_name: state }) => state).filter((state) => state !== null);
  const begin = events.findLast((event) => event.kind === "soft-state" || event.kind === "hard-state");
  return {
    kind,
    id: oldest!.id,
    from: (begin ?? oldest)?.time ?? null,
    to: newest?.kind === "recovery" ? newest.time : null,
    worst: STATES_BY_SEVERITY.find((state) => states.includes(state)) ?? null,
    events,
  };
}
