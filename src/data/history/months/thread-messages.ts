import type { EngineError } from "../../store/sqlite/errors.ts";
import type { Damaged } from "./month-connections.ts";

/** What both threads work on. */
export interface ThreadOptions {
  /** Database of the store. */
  readonly storePath: string;
  /** Folder of the month files. */
  readonly folder: string;
}

/** A request with its number. */
export interface Asked<Request> {
  readonly number: number;
  readonly request: Request;
}

export type FromThread =
  | { readonly kind: "answer"; readonly number: number; readonly value: unknown }
  /** `month`: the file that was worked on. */
  | {
      readonly kind: "failed";
      readonly number: number;
      readonly error: EngineError;
      readonly month: string | null;
    }
  | { readonly kind: "damaged"; readonly damaged: Damaged };
