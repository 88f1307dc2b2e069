import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Leadership } from "../../data/store/leadership.ts";
import { replaceFile } from "../../lib/durable-file.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";

type Seen = Pick<Leadership, "lineage" | "term" | "position">;
/** `own`: the newest term of the server of this folder. */
type Noted = Seen & { readonly own: number };

/** The highest term, and position in the journal, that the server of a data folder saw, also before its last start. */
export interface HighestTerm {
  /**
   * Notes a term and a position. Refuses with `store-behind` one that is lower: the database is in an older state, which
   * lacks commits that were answered.
   */
  note(leadership: Seen): void;
  /** Notes the position of this server, which leads: to be called now and then, and at its stop. */
  notePosition(position: number): void;
  /** Notes a term that the server of this folder won. */
  noteOwn(leadership: Seen): void;
  /** Tests whether the term was won by the server of this folder, which has ended since then. */
  isOwn(leadership: Seen): boolean;
}

/** Whoever looks again and again notes another position of the same term so often. */
const POSITION_EACH_MS = 10_000;

export function openHighestTerm(dataFolder: string, log: Log): HighestTerm {
  const path = join(dataFolder, "leadership.json");
  let highest = read(path);
  let written = highest;
  let writtenAt = -Infinity;
  const write = (next: Noted): void => {
    highest = next;
    if (JSON.stringify(written) === JSON.stringify(next)) return;
    [written, writtenAt] = [next, performance.now()];
    try {
      replaceFile(path, `${JSON.stringify(next)}\n`);
    } catch (error) {
      // A full disk is no reason not to lead.
      log.warn({ err: error, path }, "the term could not be noted: a restart would not recognise an older database");
    }
  };
  return {
    noteOwn: ({ lineage, term, position }) => write({ lineage, term, position, own: term }),
    notePosition(position) {
      if (highest !== null) write({ ...highest, position: Math.max(highest.position, position) });
    },
    isOwn: ({ lineage, term }) => highest?.lineage === lineage && highest.own === term,
    note({ lineage, term, position }) {
      const before = highest?.lineage === lineage ? highest : null;
      if (before !== null && (term < before.term || position < before.position))
        throw new Refusal(
          "store-behind",
          `The database is in an older state: its term is ${term} at position ${position} of the journal, and this ` +
            `server saw term ${before.term} and position ${before.position}. What was committed later is missing. If ` +
            "that is meant, as after a restored dump, say so in its schema: " +
            "UPDATE leadership SET lineage = gen_random_uuid()::text.",
        );
      const next = { lineage, term, position, own: before?.own ?? 0 };
      const isOfTerm = written?.lineage === lineage && written.term === term;
      if (isOfTerm && performance.now() - writtenAt <= POSITION_EACH_MS) highest = next;
      else write(next);
    },
  };
}

function read(path: string): Noted | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const { lineage, term, own, position = 0 } = JSON.parse(text) as Partial<Noted>;
    if (typeof lineage === "string" && [term, own, position].every(Number.isSafeInteger))
      return { lineage, term: term!, own: own!, position };
  } catch {
    // Refused below.
  }
  throw new Refusal(
    "store-behind",
    `${path} is damaged. It says which term of the database was seen last: delete it if the database was not restored ` +
      "to an older state.",
  );
}
