import type pg from "pg";
import type { Refusal } from "../../../model/refusal.ts";
import type { ChangeSet, Outcome, Written } from "../sql/change-set.ts";
import type { StatementName } from "../sql/statements.ts";
import { storeRefusal } from "../store-refusal.ts";
import { planBatch, rowsToWrite, type BatchPlan, type BulkStep, type LastIds, type SingleStep } from "./batch-plan.ts";
import { isAnswer, isFaultOfTheChanges, refusalOf } from "./errors.ts";
import type { EventPartitions } from "./event-partitions.ts";
import { journalOf } from "./journal-rows.ts";
import { JOURNAL_CHANNEL } from "./journal-table.ts";
import { leadershipLost, lockOfTerm } from "./leadership-row.ts";
import { numbered, SINGLE_STATEMENTS, tablesOf, type BulkWrite } from "./statements.ts";
import { arrayText, parameterOf } from "./text.ts";

export interface BatchWriterParts {
  readonly client: pg.Client;
  readonly place: string;
  readonly schema: string;
  readonly bulkWrites: ReadonlyMap<StatementName, BulkWrite>;
  readonly partitions: EventPartitions;
  /** True for the server, whose newest commit is noted. */
  readonly isServer: boolean;
  /** In which the server may commit; null without terms. */
  readonly term: { readonly number: number } | null;
}

/** The connection was lost while change-sets were being stored: they may be stored or not. */
export class UnknownOutcome extends Error {
  /** Of the commit, if it is stored. */
  readonly revision: number;
  readonly written: readonly Written[];
  /** Of the change-sets of the batch before them, in earlier commits. Those after them were not written. */
  readonly before: readonly Outcome<Refusal>[];

  constructor(
    { revision, written, before = [] }: Pick<UnknownOutcome, "revision" | "written"> & Partial<UnknownOutcome>,
    cause: unknown,
  ) {
    super("the connection was lost during a commit", { cause });
    this.revision = revision;
    this.written = written;
    this.before = before;
  }

  after(outcomes: readonly Outcome<Refusal>[]): UnknownOutcome {
    return new UnknownOutcome({ ...this, before: [...outcomes, ...this.before] }, this.cause);
  }
}

const LAST_IDS = "SELECT revision, position, event_id, decision_id, outbox_id FROM last_ids FOR UPDATE";

/** What is written by every result, in one statement. */
const TOGETHER: readonly StatementName[] = ["state", "event", "decision", "outbox"];

const singles = new Map<StatementName, { readonly sql: string; readonly tables: readonly string[] }>();
function single(name: StatementName): { readonly sql: string; readonly tables: readonly string[] } {
  const sql = SINGLE_STATEMENTS[name];
  if (sql === undefined) throw new Error(`${name} is no statement of PostgreSQL`);
  const known = singles.get(name) ?? { sql: numbered(sql), tables: tablesOf(sql) };
  singles.set(name, known);
  return known;
}

/**
 * Writes a batch of change-sets in one transaction. If a change-set cannot be stored, the batch is halved until that
 * one is alone, so that only it fails. Rejects with `UnknownOutcome` if the connection is lost during the commit, and
 * with a Refusal if it is lost earlier, or if the engine fails: then nothing of this half is stored.
 */
export async function writeBatch(parts: BatchWriterParts, sets: readonly ChangeSet[]): Promise<Outcome<Refusal>[]> {
  try {
    return await writeOnce(parts, sets);
  } catch (error) {
    if (error instanceof UnknownOutcome) throw error;
    const refusal = refusalOf(error, parts.place);
    if (!isFaultOfTheChanges(refusal)) return sets.map(() => refusal);
    if (sets.length === 1) return [refusal];
    const middle = sets.length >> 1;
    const first = await writeBatch(parts, sets.slice(0, middle));
    const failure = first.find((outcome) => !("revision" in outcome) && !isFaultOfTheChanges(outcome));
    // What comes later may depend on it.
    if (failure !== undefined) return [...first, ...sets.slice(middle).map(() => failure)];
    try {
      return [...first, ...(await writeBatch(parts, sets.slice(middle)))];
    } catch (error) {
      throw error instanceof UnknownOutcome ? error.after(first) : error;
    }
  }
}

async function writeOnce(parts: BatchWriterParts, sets: readonly ChangeSet[]): Promise<Written[]> {
  const { client, place, bulkWrites, partitions, term } = parts;
  const begin = term === null ? "BEGIN" : `BEGIN; ${lockOfTerm(term.number)}`;
  try {
    const answers = (await client.query(`${begin}; ${LAST_IDS}`)) as unknown as readonly pg.QueryResult<Row>[];
    if (term !== null && answers[1]!.rowCount === 0) throw leadershipLost(place, term.number);
    const last = lastIdsOf(answers.at(-1)!.rows[0]!);
    const plan = planBatch(sets, last, { bulkWrites, tablesOf: (name) => single(name).tables });
    const months = partitions.missing(plan.eventTimes);
    const made = months.length > 0 ? await partitions.make(client, months) : [];
    const written = await runPlan(parts, plan, sets.length);
    partitions.note(made);
    return written;
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

interface Row {
  readonly revision: number;
  readonly position: number;
  readonly event_id: number;
  readonly decision_id: number;
  readonly outbox_id: number;
}

const lastIdsOf = ({ revision, position, event_id, decision_id, outbox_id }: Row): LastIds => ({
  revision,
  position,
  event: event_id,
  decision: decision_id,
  outbox: outbox_id,
});

/** Sends all statements at once, and the end of the transaction behind them unless it depends on their answers. */
async function runPlan(parts: BatchWriterParts, plan: BatchPlan, count: number): Promise<Written[]> {
  const { client } = parts;
  const rows = Array.from({ length: count }, () => 0);
  const together = plan.steps.filter((step): step is BulkStep => canJoin(step, plan));
  const others = plan.steps.filter((step) => !together.includes(step as BulkStep));
  const running = others.map((step) => ("bulk" in step ? runBulk(client, step) : runSingle(client, step, rows, parts)));
  running.push(runTogether(parts, together, plan));
  const written = (): Written[] => plan.written.map((of, place) => ({ ...of, rows: rows[place]! }));
  if (others.some((step) => "needsARow" in step && step.needsARow)) await settled(running);
  const commit = client.query("COMMIT");
  try {
    await settled([...running, commit]);
  } catch (error) {
    await commit.catch(() => {});
    if (isAnswer(error)) throw error;
    throw new UnknownOutcome({ revision: plan.lastIds.revision, written: written() }, error);
  }
  if ((await commit).command !== "COMMIT")
    throw storeRefusal("store-failed", `${parts.place} has rolled a commit back without an error.`);
  return written();
}

/** Waits for all; rejects with the first failure, since the later ones follow from it. */
async function settled(running: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(running);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** The first of its kind, when nothing else touches its table. */
const canJoin = (step: BatchPlan["steps"][number], { steps }: BatchPlan): boolean =>
  "bulk" in step &&
  TOGETHER.includes(step.name) &&
  steps.every(
    (other) =>
      other === step || !("bulk" in other ? [other.bulk.table] : single(other.name).tables).includes(step.bulk.table),
  );

const textsOf = (step: BulkStep): string[] => {
  const rows = rowsToWrite(step);
  return step.bulk.columns.map((_, column) => arrayText(rows.map((row) => row[column]!)));
};

const runBulk = (client: pg.Client, step: BulkStep): Promise<unknown> =>
  client.query({ name: step.name, text: step.bulk.sql(1), values: textsOf(step) });

async function runSingle(
  client: pg.Client,
  { name, values, set, needsARow }: SingleStep,
  rows: number[],
  { place }: BatchWriterParts,
): Promise<void> {
  const { rowCount } = await client.query({ name, text: single(name).sql, values: values.map(parameterOf) });
  if (needsARow && rowCount === 0)
    throw storeRefusal(
      "change-not-storable",
      `A change could not be stored in ${place}: ${name} found no row to change.`,
    );
  rows[set]! += rowCount ?? 0;
}

/** The rows of these steps, the entry of the journal and the last numbers, in one statement. */
function runTogether(
  { client, schema, isServer, term }: BatchWriterParts,
  steps: readonly BulkStep[],
  { steps: all, lastIds: { revision, position, event, decision, outbox } }: BatchPlan,
): Promise<unknown> {
  const values: unknown[] = [revision, event, decision, outbox, position];
  const withParts: string[] = [];
  for (const step of steps) {
    withParts.push(`${step.name}_rows AS (${step.bulk.sql(values.length + 1)})`);
    values.push(...textsOf(step));
  }
  let news = "";
  if (all.length > 0) {
    const { changes, isAccessChanged } = journalOf(all);
    const first = values.length + 1;
    withParts.push(`journal_row AS (INSERT INTO journal VALUES ($5, $${first}, extract(epoch FROM clock_timestamp()), $2,
      $${first + 1}, $${first + 2}))`);
    news = ` RETURNING pg_notify('${JOURNAL_CHANNEL}', $${first + 3})`;
    values.push(term?.number ?? 0, Number(isAccessChanged), changes, schema);
  }
  const text = `${withParts.length === 0 ? "" : `WITH ${withParts.join(", ")} `}UPDATE last_ids SET revision = $1,
    event_id = $2, decision_id = $3, outbox_id = $4, position = $5${isServer ? ", server_revision = $1" : ""}${news}`;
  const name = `batch${all.length === 0 ? "" : " journal"} ${steps.map((step) => step.name).join(" ")}`;
  return client.query({ name, text, values });
}
