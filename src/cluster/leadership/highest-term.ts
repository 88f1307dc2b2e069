import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Leadership } from "../../data/store/leadership.ts";
import { replaceFile } from "../../lib/durable-file.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";

type Seen = Pick<Leadership, "lineage" | "term">;
/** `own`: the newest term of the server of this folder. */
type Noted = Seen & { readonly own: number };

/** The highest term that the server of a data folder saw, also before its last start. */
export interface HighestTerm {
  /**
   * Notes a term. Refuses with `store-behind` one that is lower: the database is in an older state, which lacks commits
   * that were answered.
   */
  note(leadership: Seen): void;
  /** Notes a term that the server of this folder won. */
  noteOwn(leadership: Seen): void;
  /** Tests whether the term was won by the server of this folder, which has ended since then. */
  isOwn(leadership: Seen): boolean;
}

export function openHighestTerm(dataFolder: string, log: Log): HighestTerm {
  const path = join(dataFolder, "leadership.json");
  let highest = read(path);
  const write = (next: Noted): void => {
    highest = next;
    try {
      replaceFile(path, `${JSON.stringify(next)}\n`);
    } catch (error) {
      // A full disk is no reason not to lead.
      log.warn({ err: error, path }, "the term could not be noted: a restart would not recognise an older database");
    }
  };
  return {
    noteOwn: ({ lineage, term }) => write({ lineage, term, own: term }),
    isOwn: ({ lineage, term }) => highest?.lineage === lineage && highest.own === term,
    note({ lineage, term }) {
      if (highest?.lineage === lineage && term < highest.term)
        throw new Refusal(
          "store-behind",
          `The database is in an older state: its term is ${term}, and this server saw ${highest.term}. What was ` +
            "committed later is missing. If that is meant, as after a restored dump, say so in its schema: " +
            "UPDATE leadership SET lineage = gen_random_uuid()::text.",
        );
      if (highest?.lineage === lineage && term === highest.term) return;
      write({ lineage, term, own: highest?.lineage === lineage ? highest.own : 0 });
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
    const { lineage, term, own } = JSON.parse(text) as Partial<Noted>;
    if (typeof lineage === "string" && Number.isSafeInteger(term) && Number.isSafeInteger(own))
      return { lineage, term: term!, own: own! };
  } catch {
    // Refused below.
  }
  throw new Refusal(
    "store-behind",
    `${path} is damaged. It says which term of the database was seen last: delete it if the database was not restored ` +
      "to an older state.",
  );
}
