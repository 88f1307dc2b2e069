import { deflateRawSync, inflateRaw } from "node:zlib";
import { promisify } from "node:util";
import { serviceKey } from "../../../model/resource-key.ts";
import type { JournalChange, JournalEntry } from "../journal.ts";
import { rowToObjectId } from "../sql/reads.ts";
import {
  rowToAcknowledgement,
  rowToAdaptive,
  rowToComment,
  rowToDowntime,
  rowToRecurringDowntime,
} from "../sql/rows.ts";
import type { SqlRow, SqlValue } from "../sql/sql-value.ts";
import { rowToState } from "../sql/state-row.ts";
import { TABLE_WRITES, type StatementName } from "../sql/statements.ts";
import { rowsToWrite, type Step } from "./batch-plan.ts";
import { OBJECT_ID_COLUMNS } from "./statements.ts";

type Row = readonly SqlValue[];
/** Rows of one statement. The values are those of the statement, which every server with this schema knows. */
type JournalRows = readonly [name: StatementName, rows: readonly Row[]];

const ofColumns =
  (columns: readonly string[], toChange: (row: SqlRow) => JournalChange) =>
  (row: Row): JournalChange =>
    toChange(Object.fromEntries(columns.map((column, place) => [column, row[place]])));

/** How a change is read from a row of its statement. */
const CHANGE_OF: ReadonlyMap<StatementName, (row: Row) => JournalChange> = new Map<
  StatementName,
  (row: Row) => JournalChange
>([
  ["state", (row) => ({ kind: "state", key: serviceKey(Number(row[0]), Number(row[1])), state: rowToState(row) })],
  [
    "acknowledgement",
    ofColumns(TABLE_WRITES.acknowledgement.columns, (row) => ({
      kind: "acknowledgement",
      record: rowToAcknowledgement(row),
    })),
  ],
  ["downtime", ofColumns(TABLE_WRITES.downtime.columns, (row) => ({ kind: "downtime", record: rowToDowntime(row) }))],
  ["comment", ofColumns(TABLE_WRITES.comment.columns, (row) => ({ kind: "comment", record: rowToComment(row) }))],
  ["adaptive", ofColumns(TABLE_WRITES.adaptive.columns, (row) => ({ kind: "adaptive", record: rowToAdaptive(row) }))],
  [
    "adaptiveForgotten",
    ofColumns(TABLE_WRITES.adaptive.columns, (row) => {
      const { objectType, objectName, attribute } = rowToAdaptive(row);
      return { kind: "adaptive-forgotten", record: { objectType, objectName, attribute } };
    }),
  ],
  [
    "recurringDowntime",
    ofColumns(TABLE_WRITES.recurringDowntime.columns, (row) => ({
      kind: "recurring-downtime",
      record: rowToRecurringDowntime(row),
    })),
  ],
  ["objectId", ofColumns(OBJECT_ID_COLUMNS, (row) => ({ kind: "object-id", entry: rowToObjectId(row) }))],
]);

/** Their first value is the time. */
const PURGES: ReadonlySet<StatementName> = new Set<StatementName>([
  "purgeAcknowledgements",
  "purgeDowntimes",
  "purgeRecurringDowntimes",
  "purgeComments",
]);

const DEFLATE_FROM = 2_048;

/** What the journal has of a transaction. */
export interface JournalContent {
  readonly changes: Buffer;
  readonly isAccessChanged: boolean;
}

/** Rows of the statements that followers need, in order. */
export function journalOf(steps: readonly Step[]): JournalContent {
  const all = steps
    .filter(({ name }) => CHANGE_OF.has(name) || PURGES.has(name))
    .map((step): JournalRows => [step.name, "bulk" in step ? rowsToWrite(step) : [step.values]]);
  const json = Buffer.from(JSON.stringify(all));
  return {
    changes: json.length < DEFLATE_FROM ? json : deflateRawSync(json, { level: 1 }),
    isAccessChanged: steps.some(
      (step) => step.name === "nextCounter" && "values" in step && step.values[0] === "access_version",
    ),
  };
}

const BRACKET = "[".charCodeAt(0);
/** A batch of the largest texts; more is no entry. */
const MAX_BYTES = 1_073_741_824;
const inflate = promisify(inflateRaw);

/** Changes of an entry, and the time before which it deleted ended records. */
export async function readChanges(content: Buffer): Promise<Pick<JournalEntry, "changes" | "purgedBefore">> {
  const json = content[0] === BRACKET ? content : await inflate(content, { maxOutputLength: MAX_BYTES });
  const changes: JournalChange[] = [];
  let purgedBefore: number | null = null;
  for (const [name, rows] of JSON.parse(json.toString()) as readonly JournalRows[]) {
    const toChange = CHANGE_OF.get(name);
    for (const row of rows)
      if (toChange !== undefined) changes.push(toChange(row));
      else purgedBefore = Math.max(purgedBefore ?? 0, Number(row[0]));
  }
  return { changes, purgedBefore };
}
