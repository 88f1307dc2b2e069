import { expect, test } from "vitest";
import { judge, type Evidence, type RemoteService } from "./invariants.ts";

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const missingIn = (service: Pick<RemoteService, "events"> & { readonly excused: readonly number[] }): unknown => {
  const remote = [
    { id: 401, runs: 10, state: 0, lastRun: 10, misplaced: 0, ...service, excused: new Set(service.excused) },
  ];
  return judge({ ...NOTHING, remote }).map(({ what }) => what);
};

const NOTHING: Evidence = {
  answered: {
    texts: { result: new Set(), comment: new Set(), downtime: new Set(), acknowledgement: new Set() },
    reads: 0,
    unread: [],
    refused: 0,
  },
  stored: { result: [], comment: [], downtime: [], acknowledgement: [] },
  elections: [],
  commits: [],
  notes: [],
  outbox: [],
  remote: [],
  tables: [],
  paused: new Set(),
  exits: [],
};

test.each<readonly [string, readonly number[], readonly number[], readonly string[]]>([
  ["all are there", range(1, 10), [], []],
  [
    "one is lost",
    [...range(1, 4), ...range(6, 10)],
    [],
    ["1 of 10 results of service 401 are missing in the history: 5"],
  ],
  // The run after it has the state of the one before it.
  ["one without a result", [...range(1, 4), ...range(7, 10)], [5], []],
  [
    "one that might have had none, and the next is lost",
    [...range(1, 5), ...range(7, 10)],
    [5],
    ["1 of 10 results of service 401 are missing in the history: 6"],
  ],
  ["two without a result", [...range(1, 4), ...range(7, 10)], [5, 6], []],
  ["the first without a result", range(2, 10), [1], []],
])("results of a poller: %s", (_what, events, excused, expected) => {
  expect(missingIn({ events, excused })).toEqual(expected);
});
