import type { Answered, Kind } from "./client.ts";
import type { Committed, Elected } from "./audit.ts";
import type { Note } from "./receiver.ts";
import type { Exit } from "./supervised.ts";

/** A message of the outbox. */
export interface StoredMessage {
  readonly key: string;
  readonly outcome: string;
}

/** What is to be judged, after all of it has come to rest. */
export interface Evidence {
  readonly answered: Answered;
  /** Texts of each kind in the store, as often as they are there. */
  readonly stored: Readonly<Record<Kind, readonly string[]>>;
  readonly elections: readonly Elected[];
  readonly commits: readonly Committed[];
  readonly notes: readonly Note[];
  readonly outbox: readonly StoredMessage[];
  readonly remote: readonly RemoteService[];
  readonly exits: readonly Exit[];
  /** What each member shows that answers reads. */
  readonly tables: readonly (readonly string[])[];
  /** Runs of servers that were paused. */
  readonly paused: ReadonlySet<string>;
}

/** A service that the poller checks. */
export interface RemoteService {
  readonly id: number;
  /** Number of runs of its check, which are as many results. */
  readonly runs: number;
  /** Numbers of the runs in its history, in its order. */
  readonly events: readonly number[];
  /** Runs that may have no result: the poller ended meanwhile. */
  readonly excused: ReadonlySet<number>;
  /** Present state, and the run of which it is: null for an output that is of none. */
  readonly state: number;
  readonly lastRun: number | null;
  /** Results of the check where it is not to run. */
  readonly misplaced: number;
}

export interface Violation {
  /** Number in scale-out's list; null: something else that must not happen. */
  readonly invariant: number | null;
  readonly what: string;
}

type Judge = (evidence: Evidence) => readonly string[];

/** 1: what was answered with success is in the store; and nothing is there twice. */
const answersAreStored: Judge = ({ answered, stored }) =>
  (Object.keys(answered.texts) as Kind[]).flatMap((kind) => {
    const times = new Map<string, number>();
    for (const text of stored[kind]) times.set(text, (times.get(text) ?? 0) + 1);
    const lost = [...answered.texts[kind]].filter((text) => !times.has(text));
    const twice = [...times].filter(([, count]) => count > 1).map(([text]) => text);
    return [
      ...some(lost, "answered with success and not in the store"),
      ...some(twice, "asked for once and twice in the store"),
    ];
  });

/** 2: at most one term commits at a time. */
const oneTermCommits: Judge = ({ elections, commits }) => {
  const winner = new Map(elections.map(({ term, by }) => [term, by]));
  const foreign = commits.filter(({ term, by }) => winner.get(term) !== by);
  const older = commits.filter(({ term }, index) => index > 0 && term < commits[index - 1]!.term);
  const described = ({ revision, term, by }: Committed): string => `commit ${revision} by ${by} in term ${term}`;
  return [
    ...some(
      foreign.map((commit) => `${described(commit)}, which ${winner.get(commit.term) ?? "nobody"} won`),
      "by a server whose term was over",
    ),
    ...some(older.map(described), "of an older term after a newer one"),
  ];
};

/** 3: a message not in doubt is sent at most once. That each is sent, or given up, is waited for before. */
const messagesAreSentOnce: Judge = ({ notes, outbox }) => {
  const messages = notes.filter((note) => note.kind === "message");
  const unmarked = new Map<string, number>();
  for (const { key, isMarked, answer } of messages)
    if (!isMarked && answer !== "refused") unmarked.set(key, (unmarked.get(key) ?? 0) + 1);
  const taken = new Set(messages.filter(({ answer }) => answer === "taken").map(({ key }) => key));
  const known = new Set(outbox.map(({ key }) => key));
  const keys = (found: readonly StoredMessage[]): string[] => found.map(({ key }) => key);
  return [
    ...some(
      [...unmarked].filter(([, times]) => times > 1).map(([key, times]) => `${key} (${times} times)`),
      "sent again without a mark of doubt",
    ),
    ...some(
      keys(outbox.filter(({ key, outcome }) => outcome.startsWith("delivered") && !taken.has(key))),
      "stored as delivered, and never taken",
    ),
    ...some(
      [...new Set(messages.map(({ key }) => key))].filter((key) => !known.has(key)),
      "received, and not in the store",
    ),
    ...some(
      messages.filter(({ isMarked, isInDoubt }) => isMarked !== isInDoubt).map(({ key }) => key),
      "in doubt by its header or its body alone",
    ),
  ];
};

/**
 * 4: nothing is tried past the leader's deadline: by a server whose lease was over when another one led. One that was
 * paused between its question for the deadline and the socket cannot know: one try of it is no violation.
 */
const nothingIsLate: Judge = ({ notes, elections, paused }) => {
  const termOf = new Map(elections.map(({ term, by }) => [by, term]));
  const late: string[] = [];
  const mayBeLate = new Set(paused);
  let begun = 0;
  for (const note of notes.toSorted((one, next) => one.order - next.order))
    if (note.kind === "mark") begun = Math.max(begun, note.term);
    else if ((termOf.get(note.from) ?? 0) < begun && !mayBeLate.delete(note.from))
      late.push(`${note.key} by ${note.from} (term ${termOf.get(note.from)}) in term ${begun}`);
  return some(late, "tried by a server whose term and lease were over");
};

/** 5: each result of the poller is applied once, in order. */
const resultsAreAppliedOnce: Judge = ({ remote }) =>
  remote.flatMap((service) => {
    const { id, runs, events } = service;
    const missing = missingRuns(service);
    const disordered = events.filter((run, index) => index > 0 && run <= events[index - 1]!);
    return [
      ...some(missing.map(String), `of ${runs} results of service ${id} are missing in the history`),
      ...some(disordered.map(String), `results of service ${id} came twice or out of order`),
    ];
  });

/** A run in the state of the last one that counted makes no event: the one between them may have no result. */
function missingRuns({ runs, events, excused }: RemoteService): readonly number[] {
  const known = new Set(events);
  let counted = 0;
  return range(runs).filter((run) => {
    const isSilent = counted > 0 && (run - counted) % 2 === 0;
    if (known.has(run) || (isSilent && !excused.has(run))) counted = run;
    return counted !== run && !excused.has(run);
  });
}

/** 6: the state at the centre is that of the last result. */
const stateIsOfTheLastResult: Judge = ({ remote }) =>
  some(
    remote
      .filter(({ runs, state, lastRun }) => state !== 0 || (lastRun !== null && lastRun !== runs))
      .map(({ id, state, lastRun, runs }) => `service ${id}: state ${state} of run ${lastRun}, the last was ${runs}`),
    "not in the state of the last result",
  );

/** 7: a client reads its own write, and at rest all members that answer reads show the same. */
const readsAreAlike: Judge = ({ answered, tables: [first = [], ...others] }) => {
  const known = new Set(first);
  return [
    ...some(answered.unread, "own writes were not read"),
    ...others.flatMap((table) =>
      some([...known.symmetricDifference(new Set(table))], "resources are not alike at both members"),
    ),
  ];
};

/** 8: a host of the poller is checked at the poller alone. */
const checksAreInOnePlace: Judge = ({ remote }) =>
  some(
    remote.filter(({ misplaced }) => misplaced > 0).map(({ id, misplaced }) => `service ${id}: ${misplaced} times`),
    "checked by a server instead of the poller",
  );

/** Of a server that another one has replaced, and of one that could not start. */
const EXPECTED_CODES = new Set<number | null>([4, 1]);
const endsAreKnown: Judge = ({ exits }) =>
  some(
    exits
      .filter(({ code, wasEnded }) => !wasEnded && !EXPECTED_CODES.has(code))
      .map(({ run, code, log }) => `${run} with code ${code}: ${log.slice(-1_000)}`),
    "processes ended by themselves",
  );

const JUDGES: readonly (readonly [number | null, Judge])[] = [
  [1, answersAreStored],
  [2, oneTermCommits],
  [3, messagesAreSentOnce],
  [4, nothingIsLate],
  [5, resultsAreAppliedOnce],
  [6, stateIsOfTheLastResult],
  [7, readsAreAlike],
  [8, checksAreInOnePlace],
  [null, endsAreKnown],
];

export const judge = (evidence: Evidence): readonly Violation[] =>
  JUDGES.flatMap(([invariant, judgeOf]) => judgeOf(evidence).map((what) => ({ invariant, what })));

const SHOWN = 5;

/** One text for all that were found, with the first of them; none if there are none. */
const some = (found: readonly string[], what: string): readonly string[] =>
  found.length === 0
    ? []
    : [`${found.length} ${what}: ${found.slice(0, SHOWN).join(", ")}${found.length > SHOWN ? ", …" : ""}`];

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
