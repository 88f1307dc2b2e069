import type { EngineError } from "../../store/sqlite/errors.ts";
import type { Damaged } from "./month-connections.ts";

/** What both threads work on. */
export interface ThreadOptions {
  /** Database of the store. */
  readonly storePath: string;
  /** Folder of the month files. */
  readonly folder: string;
}

/** Details of an error of the threads. */
export interface FailureDetails {
  readonly error: EngineError;
  /** The file that was worked on. */
  readonly month: string | null;
}

export interface DamageMessage {
  readonly damaged: Damaged;
}
