import { existsSync } from "node:fs";
import { engineErrorOf, isDamage } from "../../store/sqlite/errors.ts";
import { openMonthReader } from "./month-file.ts";
import { monthSource, type EventSource } from "./event-source.ts";
import { fileOf, monthsIn, type Month } from "./month.ts";
import type { Places } from "./read-page.ts";

/** Open month files, each with up to three descriptors. */
const MAX_OPEN = 16;

export interface Damaged {
  readonly month: Month;
  readonly message: string;
}

interface Connection {
  readonly source: EventSource;
  /** Number of requests that are reading. */
  users: number;
  isForgotten: boolean;
}

/**
 * Read connections to the month files of a folder, opened on demand; the one that was used longest ago is closed. A
 * damaged file is skipped, reported once, and left alone until `forget`.
 */
export class MonthConnections implements Pick<Places, "months" | "read"> {
  readonly #folder: string;
  readonly #onDamage: (damaged: Damaged) => void;
  /** In order of use. */
  readonly #open = new Map<Month, Connection>();
  readonly #damaged = new Set<Month>();

  constructor(folder: string, onDamage: (damaged: Damaged) => void) {
    this.#folder = folder;
    this.#onDamage = onDamage;
  }

  /** Readable months, the newest first. */
  readonly months = (): readonly Month[] => {
    const months = monthsIn(this.#folder);
    for (const month of this.#open.keys()) if (!months.includes(month)) this.forget(month);
    return months.filter((month) => !this.#damaged.has(month));
  };

  readonly read = async <T>(month: Month, from: (source: EventSource) => Promise<T>): Promise<T | undefined> => {
    let connection: Connection | undefined;
    try {
      connection = this.#connect(month);
      if (connection === undefined) return undefined;
      connection.users++;
      return await from(connection.source);
    } catch (error) {
      const reason = engineErrorOf(error);
      if (!isDamage(reason)) throw error;
      this.forget(month);
      if (!this.#damaged.has(month)) this.#onDamage({ month, message: reason.message });
      this.#damaged.add(month);
      return undefined;
    } finally {
      if (connection !== undefined) {
        connection.users--;
        closeUnused(connection);
      }
    }
  };

  /** Closes the file of a month, which may be another one the next time. */
  forget(month: Month): void {
    this.#damaged.delete(month);
    const connection = this.#open.get(month);
    if (connection === undefined) return;
    this.#open.delete(month);
    connection.isForgotten = true;
    closeUnused(connection);
  }

  close(): void {
    for (const month of this.#open.keys()) this.forget(month);
  }

  #connect(month: Month): Connection | undefined {
    const known = this.#open.get(month);
    const path = fileOf(this.#folder, month);
    // It may have been deleted by the retention since it was listed.
    if (known === undefined && !existsSync(path)) return undefined;
    if (known === undefined) this.#makeRoom();
    const connection = known ?? { source: monthSource(openMonthReader(path)), users: 0, isForgotten: false };
    this.#open.delete(month);
    this.#open.set(month, connection);
    return connection;
  }

  #makeRoom(): void {
    for (const [month, { users }] of this.#open) {
      if (this.#open.size < MAX_OPEN) return;
      if (users === 0) this.forget(month);
    }
  }
}

function closeUnused({ source, users, isForgotten }: Connection): void {
  if (isForgotten && users === 0 && source.db.isOpen) source.db.close();
}
