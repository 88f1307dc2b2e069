import { expect, test } from "vitest";
import type { ChangeSet, Outcome, Written } from "./sql/change-set.ts";
import { CommitQueue } from "./commit-queue.ts";

interface Failure {
  readonly message: string;
  readonly isOfTheChanges: boolean;
}

/** Queue over a writer whose answers the test controls. */
function queueWithSlowWriter() {
  const sizes: number[] = [];
  const answers: ((outcomes: readonly Outcome<Failure>[] | Error) => void)[] = [];
  const queue = new CommitQueue<Failure>({
    write: (sets) =>
      new Promise((resolve, reject) => {
        sizes.push(sets.length);
        answers.push((outcomes) => {
          if (outcomes instanceof Error) reject(outcomes);
          else resolve(outcomes);
        });
      }),
    errorOf: ({ message }) => new Error(message),
    isFaultOfTheChanges: ({ isOfTheChanges }) => isOfTheChanges,
  });
  const answer = async (outcomes?: readonly Outcome<Failure>[] | Error): Promise<void> => {
    const size = sizes[sizes.length - answers.length] ?? 0;
    answers.shift()?.(outcomes ?? Array.from({ length: size }, () => written(1)));
    await turn();
  };
  return { queue, sizes, answer };
}
const written = (revision: number): Written => ({ rows: 1, revision, lastEventId: 0 });
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
const set: ChangeSet = [["tokenDeleted", "x"]];
const commitMany = (queue: CommitQueue<Failure>, count: number): Promise<Written>[] =>
  Array.from({ length: count }, () => queue.commit(set));

test("sends immediately while the writer is idle, and batches consecutive calls", async () => {
  const { queue, sizes, answer } = queueWithSlowWriter();

  const commits = commitMany(queue, 3);
  await turn();

  expect(sizes).toEqual([3]);
  await answer();
  expect(await Promise.all(commits)).toEqual([written(1), written(1), written(1)]);
});

test("collects change-sets while the writer is busy, and sends them when it has answered", async () => {
  const { queue, sizes, answer } = queueWithSlowWriter();
  const commits = commitMany(queue, 1);
  await turn();

  for (let n = 0; n < 10; n++) {
    commits.push(...commitMany(queue, 2));
    await turn();
  }
  expect(sizes).toEqual([1]);
  expect(queue.pending).toBe(21);
  await answer();

  expect(sizes).toEqual([1, 20]);
  expect(queue.pending).toBe(20);
  await answer();
  await Promise.all(commits);
});

test("sends at most 1,000 in a batch, and one full batch ahead", async () => {
  const { queue, sizes, answer } = queueWithSlowWriter();

  const commits = commitMany(queue, 2_500);
  await turn();
  expect(sizes).toEqual([1_000, 1_000]);
  await answer();
  expect(sizes).toEqual([1_000, 1_000]);
  await answer();
  expect(sizes).toEqual([1_000, 1_000, 500]);
  await answer();

  await Promise.all(commits);
  expect(queue.pending).toBe(0);
});

test("a batch ends when it has enough rows", async () => {
  const { queue, sizes, answer } = queueWithSlowWriter();
  const large: ChangeSet = Array.from({ length: 3_000 }, () => ["tokenDeleted", "x"]);

  const commits = [queue.commit(large), queue.commit(large), queue.commit(large)];
  await turn();

  expect(sizes).toEqual([2]);
  await answer();
  await answer();
  await Promise.all(commits);
});

test("rejects exactly the change-sets that were not written", async () => {
  const { queue, answer } = queueWithSlowWriter();
  const settled = Promise.allSettled(commitMany(queue, 3));
  await turn();

  await answer([written(7), { isOfTheChanges: true, message: "no" }, written(8)]);

  expect(await settled).toEqual([
    { status: "fulfilled", value: written(7) },
    { status: "rejected", reason: new Error("no") },
    { status: "fulfilled", value: written(8) },
  ]);
});

test.each([
  ["is gone", new Error("no")],
  [
    "cannot write",
    [
      { isOfTheChanges: false, message: "no" },
      { isOfTheChanges: false, message: "no" },
    ],
  ],
])("if the writer %s, rejects all earlier change-sets in order, and continues", async (_, failure) => {
  const { queue, sizes, answer } = queueWithSlowWriter();
  const settled: string[] = [];
  const commit = (name: string): Promise<unknown> =>
    queue.commit(set).then(
      () => settled.push(`${name} written`),
      ({ message }) => settled.push(`${name}: ${message}`),
    );
  const first = [commit("a"), commit("b")];
  await turn();
  const builtUponThem = commit("c");

  await answer(failure);
  await Promise.all([...first, builtUponThem]);
  const later = commit("d");
  await turn();
  await answer();
  await later;

  expect(settled).toEqual(["a: no", "b: no", "c: no", "d written"]);
  expect(sizes).toEqual([2, 1]);
});

test("is drained when the last change-set has settled", async () => {
  const { queue, answer } = queueWithSlowWriter();
  let isDrained = false;
  commitMany(queue, 1);
  void queue.drained().then(() => {
    isDrained = true;
  });

  await turn();
  expect(isDrained).toBe(false);
  await answer();

  expect(isDrained).toBe(true);
  await queue.drained();
});
