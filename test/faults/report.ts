import type { Note } from "./receiver.ts";
import type { Round } from "./run-round.ts";
import type { RemoteService, Violation } from "./invariants.ts";

/** A violation, with what repeats its round. */
export const textOf = ({ seed, struck }: Pick<Round, "seed" | "struck">, { invariant, what }: Violation): string =>
  `VIOLATION of ${invariant === null ? "order" : `invariant ${invariant}`} (--seed ${seed}, after ${struck.length} faults): ${what}`;

const withoutEvent = ({ runs, events, excused }: RemoteService): number => {
  const known = new Set(events);
  return [...excused].filter((run) => run > 0 && run <= runs && !known.has(run)).length;
};

/** Tables of the faults and of what was seen. */
export function reportOf(rounds: readonly Round[]): string {
  const struck = rounds.flatMap((round) => round.struck);
  const evidence = rounds.flatMap((round) => round.evidence ?? []);
  const sum = (count: (of: (typeof evidence)[number]) => number): number =>
    evidence.reduce((total, of) => total + count(of), 0);
  const messages = (isMeant: (note: Extract<Note, { kind: "message" }>) => boolean): number =>
    sum(({ notes }) => notes.filter((note) => note.kind === "message" && isMeant(note)).length);
  const faults = [...new Set(struck.map(({ name }) => name))].toSorted().map((name) => {
    const seconds = struck.filter((each) => each.name === name).map((each) => each.seconds);
    const median = seconds.toSorted((one, other) => one - other)[seconds.length >> 1]!;
    return `${String(seconds.length).padStart(6)}  ${median.toFixed(1).padStart(6)}  ${name}`;
  });
  const counts: readonly (readonly [number, string])[] = [
    ...(["result", "comment", "downtime", "acknowledgement"] as const).map(
      (kind) => [sum(({ answered }) => answered.texts[kind].size), `${kind}s answered with success`] as const,
    ),
    [sum(({ answered }) => answered.refused), "requests refused, or without an answer"],
    [sum(({ answered }) => answered.reads), "own writes read back"],
    [sum(({ tables }) => tables.length), "members that answered reads at the end"],
    [sum(({ tables: [table = []] }) => table.length), "resources that they showed"],
    [sum(({ commits }) => commits.length), "commits of servers"],
    [sum(({ elections }) => elections.length), "terms"],
    [messages(() => true), "notifications received"],
    [messages(({ isMarked }) => isMarked), "of them in doubt"],
    [sum(({ outbox }) => outbox.length), "notifications in the store"],
    [sum(({ remote }) => remote.reduce((total, { runs }) => total + runs, 0)), "results of the poller"],
    [sum(({ remote }) => remote.reduce((total, of) => total + withoutEvent(of), 0)), "of them excused: its end"],
    [sum(({ exits }) => exits.length), "ends of processes"],
    [rounds.flatMap(({ violations }) => violations).length, "violations"],
  ];
  return [
    "",
    " times  seconds until recovered (median)",
    ...faults,
    "",
    ...counts.map(([count, what]) => `${String(count).padStart(6)}  ${what}`),
  ].join("\n");
}
