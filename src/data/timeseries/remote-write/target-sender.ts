import type { LogPosition } from "../log/log-reader.ts";
import { LogReader, startOfSegment } from "../log/log-reader.ts";
import type { LoggedResult } from "../log/record.ts";
import { firstKeptSegment } from "./log-buffer.ts";
import type { Loss, PositionFiles, TargetProgress } from "./position-file.ts";
import { bodyOf, postPoints, type PostOutcome } from "./post-points.ts";
import type { RemoteTarget, RequestHeaders } from "./remote-target.ts";
import type { TargetCounts, TargetReport } from "./target-report.ts";
import type { TargetSeries } from "./target-series.ts";

export interface TargetSenderParts {
  readonly target: RemoteTarget;
  /** Folder of the log. */
  readonly log: string;
  readonly positions: PositionFiles;
  readonly series: TargetSeries;
  readonly headers: () => Promise<RequestHeaders>;
  /** Unix seconds. */
  readonly now: () => number;
  readonly report: (report: TargetReport) => void;
}

const MAX_POINTS = 10_000;
/** What does not fill a request is sent this often. */
const SEND_EACH_SECONDS = 5;
const FIRST_RETRY_SECONDS = 1;
const LAST_RETRY_SECONDS = 60;
const MAX_RETRY_AFTER_SECONDS = 3_600;
/** The limit of the buffer is looked after this often. */
const BUFFER_EACH_SECONDS = 15;
const REPORT_EACH_SECONDS = 3_600;

interface Request {
  readonly results: readonly LoggedResult[];
  readonly points: number;
  readonly end: LogPosition;
  readonly isFull: boolean;
  /** It was sent before, and nobody knows what became of it. */
  readonly isRepeated: boolean;
}

/** Sends what is in the log to one target, from a stored position on. */
export class TargetSender {
  readonly counts: TargetCounts = { points: 0, requests: 0, refused: 0, lost: 0 };
  readonly #parts: TargetSenderParts;
  readonly #reader: LogReader;
  #progress: TargetProgress;
  /** Kept until its points are accepted, refused or lost. */
  #request: Request | null = null;
  #notBefore = 0;
  #retrySeconds = FIRST_RETRY_SECONDS;
  #bufferSeenAt = -Infinity;
  #isFailing = false;
  #refusedUnsaid = 0;
  #refusalSaidAt = -Infinity;
  #losingSince: number | null = null;
  #isClosed = false;

  constructor(parts: TargetSenderParts) {
    this.#parts = parts;
    this.#reader = new LogReader(parts.log);
    this.#progress = parts.positions.read(parts.target.name);
    this.#losingSince = this.#progress.loss === null ? null : parts.now();
  }

  /** The log is needed from this segment on. */
  get segment(): number {
    return this.#progress.position.segment;
  }

  get isFailing(): boolean {
    return this.#isFailing;
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
    const { position, until } = this.#progress;
    const results: LoggedResult[] = [];
    let points = 0;
    let end = position;
    for (;;) {
      if (until !== null && isAtOrAfter(end, until)) return { results, points, end, isFull: true, isRepeated: true };
      const read = this.#reader.read(end);
      if (read === null) break;
      for (const [index, result] of read.results.entries()) {
        const at = { ...read.from, results: read.from.results + index };
        const more = series.pointsOf(result);
        const isFull = points + more > MAX_POINTS;
        if (isFull || (until !== null && isAtOrAfter(at, until)))
          return { results, points, end: at, isFull: true, isRepeated: !isFull };
        results.push(result);
        points += more;
      }
      end = read.end;
    }
    return isAtOrAfter(position, end) ? null : { results, points, end, isFull: false, isRepeated: until !== null };
  }

  #pass({ end }: Request): void {
    this.#request = null;
    this.#store({ ...this.#progress, position: end, until: null });
  }

  #retryLater(request: Request, { reason, retryAfterSeconds }: Extract<PostOutcome, { kind: "failed" }>): number {
    if (!this.#isFailing) this.#parts.report({ kind: "failing", reason });
    this.#isFailing = true;
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
    this.#pass(request);
    if (outcome.kind === "accepted") {
      this.counts.points += request.points;
      if (this.#isFailing) this.#parts.report({ kind: "working" });
      this.#isFailing = false;
      this.#recordLoss();
    } else if (request.isRepeated) {
      this.#parts.report({ kind: "refused-again", points: request.points, reason: outcome.reason });
    } else {
      this.counts.refused += request.points;
      this.#refusedUnsaid += request.points;
      this.#sayRefused(outcome.reason);
    }
    return request.isFull ? 0 : SEND_EACH_SECONDS;
  }

  #sayRefused(reason: string): void {
    const now = this.#parts.now();
    if (now - this.#refusalSaidAt < REPORT_EACH_SECONDS) return;
    this.#refusalSaidAt = now;
    this.#parts.report({ kind: "refused", points: this.#refusedUnsaid, reason });
    this.#refusedUnsaid = 0;
  }

  /** Gives up the oldest segments that are more than the buffer holds. */
  #loseBeyondBuffer(): void {
    const { target, log, now } = this.#parts;
    this.#bufferSeenAt = now();
    const first = firstKeptSegment(log, this.segment, target.buffer, now());
    const lost = first > this.segment ? this.#pointsBefore(first) : null;
    if (lost !== null) this.#lose(lost, startOfSegment(first));
    if (this.#losingSince !== null && now() - this.#losingSince >= REPORT_EACH_SECONDS) this.#recordLoss();
  }

  #lose(lost: Loss, position: LogPosition): void {
    const { loss } = this.#progress;
    if (loss === null && lost.points > 0) this.#parts.report({ kind: "losing" });
    if (lost.points > 0) this.#losingSince ??= this.#parts.now();
    this.counts.lost += lost.points;
    this.#request = null;
    this.#store({ position, until: null, loss: lost.points === 0 ? loss : joined(loss, lost) });
  }

  #pointsBefore(segment: number): Loss {
    let [points, from, to] = [0, Infinity, -Infinity];
    for (let at = this.#progress.position; ;) {
      const read = this.#reader.read(at);
      if (read === null || read.from.segment >= segment) return { points, from, to };
      for (const result of read.results) {
        const lost = this.#parts.series.pointsOf(result);
        if (lost === 0) continue;
        points += lost;
        from = Math.min(from, result.at);
        to = Math.max(to, result.at);
      }
      at = read.end;
    }
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

const joined = (a: Loss | null, b: Loss): Loss =>
  a === null ? b : { points: a.points + b.points, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };

const isAtOrAfter = (a: LogPosition, b: LogPosition): boolean =>
  a.segment !== b.segment
    ? a.segment > b.segment
    : a.offset !== b.offset
      ? a.offset > b.offset
      : a.results >= b.results;
