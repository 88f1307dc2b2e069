import type { ResultPosts } from "../support/result-poster.ts";
import type { Load } from "../support/result-writer.ts";

/** A monitoring server with the services of passive-site.ts that accepts passive results. */
export interface PassivePeer {
  /**
   * Writes this number of results to the command file. Resolves when they have been processed and, as far as the server
   * stores them, are on disk.
   */
  submitByFile(load: Load, results: number): Promise<void>;
  /** Requests with one result and with several results; null if the API has none. */
  readonly single: ResultPosts | null;
  readonly several: ResultPosts | null;
  stop(): Promise<void>;
}

export interface PassivePeerKind {
  readonly name: string;
  /** Undefined if it is not installed. */
  readonly version: string | undefined;
  start(folder: string): Promise<PassivePeer>;
}
