import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { DECISIONS_A_READ, type DecisionPage, type DecisionQuery } from "../store.ts";
import type { Reader } from "./reader.ts";
import { rowToDecision } from "./rows.ts";

/**
 * A result may come late, and a clock may be set back: decisions next to each other can have their times the wrong way
 * round, but hardly over so many of them, or over so long a time.
 */
const OUT_OF_ORDER = 1_000;
const OUT_OF_ORDER_SECONDS = 3_600;

const SOME = "SELECT * FROM decisions WHERE decision_id < ? ORDER BY decision_id DESC LIMIT ?";
// Uses the index on the resource, which ends with the id.
const SOME_OF_RESOURCE = `SELECT * FROM decisions WHERE host_id = ? AND service_id = ? AND decision_id < ?
  ORDER BY decision_id DESC LIMIT ?`;
const LAST_BEFORE = `SELECT max(decision_id) AS last FROM
  (SELECT decision_id FROM decisions WHERE decision_time < ? ORDER BY decision_time DESC LIMIT ?) AS newest`;

/** Reads decisions of all resources by id, a bounded number at a time, since a filter may fit none of millions. */
export function createNewestDecisions({ all }: Pick<Reader, "all">): (query: DecisionQuery) => Promise<DecisionPage> {
  const startOf = async (to: number, before: number): Promise<number> =>
    Math.min(before, Number((await all(LAST_BEFORE, to, OUT_OF_ORDER))[0]?.["last"] ?? 0) + 1);
  return async ({ key, before = Number.MAX_SAFE_INTEGER, from, to, contact, code, outcome }) => {
    const start = to === undefined ? before : await startOf(to, before);
    const read =
      key === undefined
        ? await all(SOME, start, DECISIONS_A_READ)
        : await all(SOME_OF_RESOURCE, hostIdOf(key), serviceIdOf(key), start, DECISIONS_A_READ);
    const rows = read.map(rowToDecision);
    const isWhole = rows.length < DECISIONS_A_READ;
    const isPast = from !== undefined && rows.every(({ at }) => at < from - OUT_OF_ORDER_SECONDS);
    return {
      decisions: rows.filter(
        (row) =>
          (from === undefined || row.at >= from) &&
          (to === undefined || row.at < to) &&
          (contact === undefined || row.contact === contact) &&
          (code === undefined || row.code === code) &&
          (outcome === undefined || row.outcome === outcome),
      ),
      next: isWhole || isPast ? null : rows.at(-1)!.id,
    };
  };
}
