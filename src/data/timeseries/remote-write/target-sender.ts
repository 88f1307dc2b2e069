import { isDeepStrictEqual } from "node:util";
import type { LogPosition } from "../log/log-reader.ts";
import { isAtOrAfter, LogReader, startOfSegment } from "../log/log-reader.ts";
import type { LoggedResult } from "../log/record.ts";
import { firstKeptSegment } from "./log-buffer.ts";
import type { Loss, PositionFiles, TargetProgress } from "./position-file.ts";
import { bodyOf, postPoints, type PostOutcome } from "./post-points.ts";
import type { RemoteTarget, RequestHeaders } from "./remote-target.ts";
import { Refusals } from "./refusals.ts";
import type { TargetCounts, TargetReport } from "./target-report.ts";
import type { TargetSeries } from "./target-series.ts";

export interface TargetSenderParts {
  readonly target: RemoteTarget;
  /** Folder of the log. */
  readonly log: string;
  readonly positions: Pick<PositionFiles, "read" | "write">;
  /** To be counted on; default: from 0. */
  readonly counts?: TargetCounts;
  readonly series: TargetSeries;
  readonly headers: () => Promise<RequestHeaders>;
  /** Unix seconds. */
  readonly now: () => number;
  readonly report: (report: TargetReport) => void;
}

const MAX_POINTS = 10_000;
/**
 * A refused request is sent again in ten pieces, down to this size: Prometheus refuses all of it for one point that is
 * too old.
 */
const MIN_SPLIT_POINTS = 100;
const PIECES = 10;
/** What does not fill a request is sent this often. */
const SEND_EACH_SECONDS = 5;
const FIRST_RETRY_SECONDS = 1;
const LAST_RETRY_SECONDS = 60;
const MAX_RETRY_AFTER_SECONDS = 3_600;
/** The limit of the buffer is looked after this often. */
const BUFFER_EACH_SECONDS = 15;
/** A single one may be a connection that was closed while it was idle. */
const FAILURES_TO_REPORT = 2;
const RECORD_LOSS_EACH_SECONDS = 3_600;

interface Request {
  readonly results: readonly LoggedResult[];
  readonly points: number;
  readonly end: LogPosition;
  readonly isFull: boolean;
  /** It was sent before, and nobody knows what became of it. */
  readonly isRepeated: boolean;
}

interface Split {
  readonly end: LogPosition;
  readonly maxPoints: number;
  readonly isRepeated: boolean;
}

/** Sends what is in the log to one target, from a stored position on. */
export class TargetSender {
  readonly counts: TargetCounts;
  readonly #parts: TargetSenderParts;
  readonly #reader: LogReader;
  #progress: TargetProgress;
  /** Parts of the log whose requests are smaller, since a larger one was refused; the innermost last. */
  readonly #splits: Split[] = [];
  /** Kept until its points are accepted, refused or lost. */
  #request: Request | null = null;
  #notBefore = 0;
  #retrySeconds = FIRST_RETRY_SECONDS;
  #bufferSeenAt = -Infinity;
  /** In a row. */
  #failures = 0;
  readonly #refusals = { refused: new Refusals(), "refused-again": new Refusals() };
  #losingSince: number | null = null;
  #isClosed = false;

  constructor(parts: TargetSenderParts) {
    this.#parts = parts;
    this.counts = parts.counts ?? { points: 0, requests: 0, refused: 0, lost: 0 };
    this.#reader = new LogReader(parts.log);
    this.#progress = parts.positions.read(parts.target.name);
    this.#losingSince = this.#progress.loss === null ? null : parts.now();
  }

  /** The log is needed from this segment on. */
  get segment(): number {
    return this.#progress.position.segment;
  }

  get isFailing(): boolean {
    return this.#failures >= FAILURES_TO_REPORT;
  }

  /** Does what is due. Returns the seconds until it wants to be called again. */
  async step(): Promise<number> {
    const { now } = this.#parts;
    if (now() - this.#bufferSeenAt >= BUFFER_EACH_SECONDS) this.#loseBeyondBuffer();
    if (now() < this.#notBefore) return Math.min(this.#notBefore - now(), BUFFER_EACH_SECONDS);
    this.#request ??= this.#nextRequest();
    const request = this.#request;
    if (request === null) return SEND_EACH_SECONDS;
    if (request.points === 0) {
      this.#pass(request);
      return SEND_EACH_SECONDS;
    }
    this.#store({ ...this.#progress, until: request.end });
    const outcome = await this.#post(request);
    this.counts.requests++;
    return outcome.kind === "failed" ? this.#retryLater(request, outcome) : this.#done(request, outcome);
  }

  /** The position stays where it is, also if a request is still answered. */
  close(): void {
    this.#isClosed = true;
    this.#reader.close();
  }

  /**
   * Gives up a log that was deleted: what was not sent of it is lost, and counted as far as the request that waits and
   * the segment that is still open have it, but for what is in the log in its place, as in a copy. Returns it together
   * with what was lost before and is not recorded; null: nothing that is known.
   */
  abandon(): Loss | null {
    const { position, loss } = this.#progress;
    const inPlace = new LogReader(this.#parts.log);
    let lost: Loss | null = null;
    const request = this.#request === null ? null : { ...this.#request, from: position };
    for (let part = request ?? this.#reader.readOpened(position); part !== null;) {
      const found = inPlace.read(part.from);
      const isThere = isDeepStrictEqual([found?.from, found?.results[0]], [part.from, part.results[0]]);
      if (!isThere) lost = joined(lost, this.#lossOf(part.results));
      part = this.#reader.readOpened(part.end);
    }
    inPlace.close();
    this.counts.lost += lost?.points ?? 0;
    this.close();
    return joined(loss, lost);
  }

  async #post({ results }: Request): Promise<PostOutcome> {
    const { target, series, headers } = this.#parts;
    const body = bodyOf(series.seriesOf(results));
    let current: RequestHeaders;
    try {
      current = await headers();
    } catch (error) {
      return { kind: "failed", reason: (error as Error).message, retryAfterSeconds: null };
    }
    return postPoints(target.url, body, current);
  }

  /** Null: the log has nothing new. */
  #nextRequest(): Request | null {
    const { series } = this.#parts;
    const { position } = this.#progress;
    while (this.#splits.length > 0 && isAtOrAfter(position, this.#splits.at(-1)!.end)) this.#splits.pop();
    const split = this.#splits.at(-1);
    const until = this.#progress.until ?? split?.end ?? null;
    const isRepeated = this.#progress.until !== null || split?.isRepeated === true;
    const maxPoints = split?.maxPoints ?? MAX_POINTS;
    const results: LoggedResult[] = [];
    let points = 0;
    let end = position;
    for (;;) {
      if (until !== null && isAtOrAfter(end, until)) return { results, points, end, isFull: true, isRepeated };
      const read = this.#reader.read(end);
      if (read === null) break;
      if (end === position && !isAtOrAfter(read.from, position))
        this.#parts.report({ kind: "log-replaced", loss: null });
      for (const [index, result] of read.results.entries()) {
        const at = { ...read.from, results: read.from.results + index };
        const more = series.pointsOf(result);
        const isFull = points > 0 && points + more > maxPoints;
        if (isFull || (until !== null && isAtOrAfter(at, until)))
          return { results, points, end: at, isFull: true, isRepeated };
        results.push(result);
        points += more;
      }
      end = read.end;
    }
    // Not by comparing the places: a log that began anew has lower ones.
    return end === position ? null : { results, points, end, isFull: false, isRepeated };
  }

  #pass({ end }: Request): void {
    this.#request = null;
    this.#store({ ...this.#progress, position: end, until: null });
  }

  #retryLater(request: Request, { reason, retryAfterSeconds }: Extract<PostOutcome, { kind: "failed" }>): number {
    this.#failures++;
    if (this.#failures === FAILURES_TO_REPORT) this.#parts.report({ kind: "failing", reason });
    this.#request = { ...request, isRepeated: true };
    const wait = Math.min(retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS);
    const seconds = Math.max(this.#retrySeconds, wait);
    this.#retrySeconds = Math.min(this.#retrySeconds * 2, LAST_RETRY_SECONDS);
    this.#notBefore = this.#parts.now() + seconds;
    return Math.min(seconds, BUFFER_EACH_SECONDS);
  }

  #done(request: Request, outcome: Exclude<PostOutcome, { kind: "failed" }>): number {
    this.#notBefore = 0;
    this.#retrySeconds = FIRST_RETRY_SECONDS;
    if (this.isFailing) this.#parts.report({ kind: "working" });
    this.#failures = 0;
    if (outcome.kind === "accepted") {
      this.counts.points += request.points;
      this.#pass(request);
      this.#recordLoss();
    } else if (outcome.status === 400 && request.points > MIN_SPLIT_POINTS) {
      this.#split(request);
      return 0;
    } else {
      if (!request.isRepeated) this.counts.refused += request.points;
      this.#pass(request);
      this.#sayRefused(request, outcome.reason);
    }
    return request.isFull ? 0 : SEND_EACH_SECONDS;
  }

  #split({ points, end, isRepeated }: Request): void {
    this.#splits.push({ end, isRepeated, maxPoints: Math.ceil(points / PIECES) });
    this.#request = null;
    this.#store({ ...this.#progress, until: null });
  }

  #sayRefused({ points, isRepeated }: Request, reason: string): void {
    const kind = isRepeated ? "refused-again" : "refused";
    const all = this.#refusals[kind].add(points, this.#parts.now());
    if (all !== null) this.#parts.report({ kind, points: all, reason });
  }

  /** Gives up the oldest segments that are more than the buffer holds. */
  #loseBeyondBuffer(): void {
    const { target, log, now } = this.#parts;
    this.#bufferSeenAt = now();
    const first = firstKeptSegment(log, this.segment, target.buffer, now());
    if (first > this.segment) this.#lose(this.#pointsBefore(first), startOfSegment(first));
    if (this.#losingSince !== null && now() - this.#losingSince >= RECORD_LOSS_EACH_SECONDS) this.#recordLoss();
  }

  #lose(lost: Loss | null, position: LogPosition): void {
    const { loss } = this.#progress;
    if (lost !== null) {
      if (loss === null) this.#parts.report({ kind: "losing" });
      this.#losingSince ??= this.#parts.now();
      this.counts.lost += lost.points;
    }
    this.#request = null;
    this.#splits.length = 0;
    this.#store({ position, until: null, loss: joined(loss, lost) });
  }

  #pointsBefore(segment: number): Loss | null {
    let loss: Loss | null = null;
    for (let at = this.#progress.position; ;) {
      const read = this.#reader.read(at);
      if (read === null || read.from.segment >= segment) return loss;
      loss = joined(loss, this.#lossOf(read.results));
      at = read.end;
    }
  }

  /** Null: the target gets none of them. */
  #lossOf(results: readonly LoggedResult[]): Loss | null {
    let [points, from, to] = [0, Infinity, -Infinity];
    for (const result of results) {
      const lost = this.#parts.series.pointsOf(result);
      if (lost === 0) continue;
      points += lost;
      from = Math.min(from, result.at);
      to = Math.max(to, result.at);
    }
    return points === 0 ? null : { points, from, to };
  }

  #recordLoss(): void {
    const { loss } = this.#progress;
    this.#losingSince = null;
    if (loss === null) return;
    this.#parts.report({ kind: "lost", loss });
    this.#store({ ...this.#progress, loss: null });
  }

  #store(progress: TargetProgress): void {
    if (this.#isClosed) return;
    this.#parts.positions.write(this.#parts.target.name, progress);
    this.#progress = progress;
  }
}

const joined = (a: Loss | null, b: Loss | null): Loss | null =>
  a === null || b === null
    ? (a ?? b)
    : { points: a.points + b.points, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
