import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../../lib/durable-file.ts";
import { LOG_START, type LogPosition } from "../log/log-reader.ts";

/** Points that a target never got, since it was away for longer than its buffer. */
export interface Loss {
  readonly points: number;
  /** Unix seconds of the first and of the last result. */
  readonly from: number;
  readonly to: number;
}

export interface TargetProgress {
  /** Everything before was accepted, refused or lost. */
  readonly position: LogPosition;
  /**
   * End of the request that was sent last and may have been accepted: it is repeated with the same points, since
   * Prometheus refuses a request as a whole if it holds a point that is older than the newest one of its series.
   */
  readonly until: LogPosition | null;
  /** Not recorded in the history yet. */
  readonly loss: Loss | null;
}

const ENDING = ".json";

/** Progress of each target, in a file by its name. */
export class PositionFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.prepare();
  }

  /** Makes the folder if there is none, as after it was deleted. */
  prepare(): void {
    mkdirSync(this.#folder, { recursive: true });
  }

  /** A target without a file, or with one that cannot be read, begins with the oldest segment. */
  read(target: string): TargetProgress {
    try {
      return JSON.parse(readFileSync(this.#path(target), "utf8")) as TargetProgress;
    } catch {
      return { position: LOG_START, until: null, loss: null };
    }
  }

  /** Returns once it is on disk. */
  write(target: string, progress: TargetProgress): void {
    replaceFile(this.#path(target), JSON.stringify(progress));
  }

  /** Forgets all other targets. */
  keepOnly(targets: readonly string[]): void {
    const kept = new Set(targets.map(fileName));
    for (const name of readdirSync(this.#folder))
      if (!kept.has(name)) rmSync(join(this.#folder, name), { force: true });
  }

  #path(target: string): string {
    return join(this.#folder, fileName(target));
  }
}

const fileName = (target: string): string => encodeURIComponent(target) + ENDING;
