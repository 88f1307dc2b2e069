import type { ResultPosts } from "../support/result-poster.ts";
import type { Load } from "../support/result-writer.ts";

/** A monitoring server with the services of passive-site.ts, which takes passive results. */
export interface PassivePeer {
  /** Writes so many results to its command file; resolves when they count, and as far as it stores them at all, are on disk. */
  takeByFile(load: Load, results: number): Promise<void>;
  /** How its API takes one result, and how several; null where it does not. */
  readonly single: ResultPosts | null;
  readonly several: ResultPosts | null;
  stop(): Promise<void>;
}

export interface PassivePeerKind {
  readonly name: string;
  /** Undefined: it is not installed. */
  readonly version: string | undefined;
  start(folder: string): Promise<PassivePeer>;
}
