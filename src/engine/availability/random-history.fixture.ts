import type { Random } from "../../../test/support/random.ts";
import type { HistoryEvent } from "../../model/history-event.ts";

/** Events of a service, of its host and of the server, each list in order. Times are whole ticks. */
export interface RandomHistory {
  readonly service: readonly HistoryEvent[];
  readonly host: readonly HistoryEvent[];
  readonly server: readonly HistoryEvent[];
}

export interface HistoryShape {
  readonly from: number;
  readonly to: number;
  readonly tickMs: number;
  readonly toleratedGapMs: number;
  /** Mean time between changes of one axis. */
  readonly pauseMs: number;
}

/** History of every axis, some of it senseless: ends without a beginning, the same event twice. */
export function randomHistory(random: Random, shape: HistoryShape): RandomHistory {
  const service = [
    ...states(random, shape),
    ...downtimes(random, shape, 0),
    ...toggled(random, shape, ["flapping-started", "flapping-stopped"]),
    ...toggled(random, shape, ["acknowledgement-set", "acknowledgement-ended"], "acknowledged by ann"),
    ...toggled(random, shape, ["acknowledgement-set", "acknowledgement-cancelled"], "acknowledged by bob"),
    ...toggled(random, slower(shape), ["object-removed", "object-configured"]),
    ...gaps(random, shape, ["checks-disabled", "checks-enabled"], "active checks disabled by jdoe over the API"),
    ...(random.chance(0.3)
      ? toggled(random, shape, ["checks-disabled", "checks-enabled"], "active checks disabled by the configuration")
      : []),
  ];
  const server = [
    ...gaps(random, shape, ["monitoring-stopped", "monitoring-started"], ""),
    ...gaps(random, slower(shape), ["service-checks-disabled", "service-checks-enabled"], ""),
    ...gaps(random, slower(shape), ["host-checks-disabled", "host-checks-enabled"], ""),
  ];
  return { service: inOrder(service), host: inOrder(downtimes(random, shape, 1_000)), server: inOrder(server) };
}

type Kind = HistoryEvent["kind"];

const slower = (shape: HistoryShape): HistoryShape => ({ ...shape, pauseMs: shape.pauseMs * 4 });

/** Times after pauses between nothing and twice the mean. */
function* times(random: Random, { from, to, tickMs, pauseMs }: HistoryShape): Generator<number> {
  const pause = (): number => random.between(0, Math.ceil((2 * pauseMs) / tickMs)) * tickMs;
  for (let at = from + pause(); at < to; at += pause() || tickMs) yield at;
}

const event = (atMs: number, kind: Kind, fields: Partial<HistoryEvent> = {}): HistoryEvent => ({
  key: 1,
  at: atMs / 1000,
  kind,
  state: 0,
  stateType: 1,
  checkAttempt: 1,
  output: "",
  reason: "",
  ...fields,
});

function states(random: Random, shape: HistoryShape): HistoryEvent[] {
  return [...times(random, shape)].map((at) => {
    const problem = random.between(1, 3);
    const choice = random.between(1, 10);
    if (choice <= 4) return event(at, "soft-state", { state: problem, stateType: 0 });
    if (choice <= 6) return event(at, "hard-state", { state: problem });
    if (choice <= 8) return event(at, "recovery", { stateType: random.chance(0.3) ? 0 : 1 });
    if (choice === 9)
      return event(at, "check-skipped", { state: random.between(0, 4), stateType: random.between(0, 1) });
    return event(at, "first-result");
  });
}

function downtimes(random: Random, shape: HistoryShape, firstId: number): HistoryEvent[] {
  return [...times(random, shape)].flatMap((at, index) => {
    const end = at + random.between(0, Math.ceil((2 * shape.pauseMs) / shape.tickMs)) * shape.tickMs;
    const fields = { reason: `downtime ${firstId + index} cancelled by jdoe` };
    return [
      ...(random.chance(0.9) ? [event(at, "downtime-started", fields)] : []),
      event(end, random.chance(0.5) ? "downtime-ended" : "downtime-cancelled", fields),
    ];
  });
}

const toggled = (random: Random, shape: HistoryShape, kinds: readonly [Kind, Kind], reason = ""): HistoryEvent[] =>
  [...times(random, shape)].map((at, index) => event(at, kinds[index % 2]!, { reason }));

/** Pairs of events about as far apart as is tolerated: exactly, a tick more or less, much longer. */
function gaps(random: Random, shape: HistoryShape, [off, on]: readonly [Kind, Kind], reason: string): HistoryEvent[] {
  const { tickMs, toleratedGapMs } = shape;
  const lengths = [0, tickMs, toleratedGapMs - tickMs, toleratedGapMs, toleratedGapMs + tickMs, toleratedGapMs * 5];
  return [...times(random, shape)].flatMap((at) => [
    event(at, off, { reason }),
    event(at + random.from(lengths), on, { reason }),
  ]);
}

const inOrder = (events: readonly HistoryEvent[]): readonly HistoryEvent[] => events.toSorted((a, b) => a.at - b.at);
