import { setTimeout as wait } from "node:timers/promises";
import { BROKEN, HOSTS, SUBMITTED } from "./configuration.ts";

/** What the client asked for, by what it is found by. */
export type Kind = "comment" | "downtime" | "acknowledgement" | "result";

/** What servers answered with success, and nothing else. */
export interface Answered {
  readonly texts: Readonly<Record<Kind, ReadonlySet<string>>>;
  /** Reads after an own write that were answered, and those that did not show it. */
  readonly reads: number;
  readonly unread: readonly string[];
  /** Requests without success. */
  readonly refused: number;
}

export interface Client {
  readonly answered: Answered;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly urls: readonly string[];
  readonly token: string;
}

const TIMEOUT_MS = 3_000;
const PAUSE_MS = 60;
const CENTREON = "/centreon/api/latest/monitoring";
/** Of the answer to a change, and of a read that is to be at least as new. */
const POSITION = "vigie-position";

/** Changes things at whichever server answers, until it is stopped. */
export function startClient({ urls, token }: ClientOptions): Client {
  const stopping = new AbortController();
  const texts = { comment: new Set<string>(), downtime: new Set<string>(), acknowledgement: new Set<string>() };
  const results = new Set<string>();
  const unread: string[] = [];
  const counts = { reads: 0, refused: 0 };

  const ask = async (url: string, path: string, more: RequestInit = {}): Promise<Response | null> => {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const headers = { "X-AUTH-TOKEN": token, ...(more.headers as Record<string, string> | undefined) };
      const response = await fetch(`${url}${path}`, { ...more, headers, signal });
      return response.ok ? response : (await response.arrayBuffer(), null);
    } catch {
      return null;
    }
  };
  /** The server that answered with success; null: none of them did. */
  const change = async (path: string, body: object, turn: number): Promise<Written | null> => {
    const url = urls[turn % urls.length]!;
    const response = await ask(url, path, { method: "POST", body: JSON.stringify(body) });
    if (response === null) {
      counts.refused++;
      return null;
    }
    // The head is the answer; how much of the body comes is not.
    await response.arrayBuffer().catch(() => {});
    return { url, position: response.headers.get(POSITION) };
  };
  const untilStopped = async (once: (number: number, turn: number) => Promise<Written | null>): Promise<void> => {
    let turn = 0;
    for (let number = 1; !stopping.signal.aborted; number++) {
      if ((await once(number, turn)) === null) turn++;
      await wait(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const noting = (kind: keyof typeof texts, path: string, body: (text: string) => object) =>
    untilStopped(async (number, turn) => {
      const text = `${kind} ${number}`;
      const written = await change(path, body(text), turn);
      if (written !== null) texts[kind].add(text);
      return written;
    });

  /** A read where the change was made, or anywhere with its position. */
  const readBack = async (id: number, output: string, { url, position }: Written, number: number): Promise<void> => {
    const at = position === null ? url : urls[number % urls.length]!;
    const path = `${CENTREON}/hosts/${HOSTS.submitted}/services/${id}`;
    const response = await ask(at, path, position === null ? {} : { headers: { [POSITION]: position } });
    const read = await response?.json().catch(() => null);
    if (read === null || read === undefined) return;
    counts.reads++;
    const shown = (read as { output: string }).output.trim();
    if (shown !== output) unread.push(`${at} showed "${shown}" after "${output}" was answered by ${url}`);
  };

  const states = new Map(SUBMITTED.map((id) => [id, new PossibleStates()]));
  const submitting = untilStopped(async (number, turn) => {
    const id = SUBMITTED[number % SUBMITTED.length]!;
    const possible = states.get(id)!;
    const status = possible.other();
    if (status === null) return NOT_ASKED;
    const output = `result ${number}`;
    const path = `${CENTREON}/hosts/${HOSTS.submitted}/services/${id}/submit`;
    const written = await change(path, { status, output }, turn);
    possible.note(status, written !== null);
    if (written === null) return null;
    results.add(output);
    await readBack(id, output, written, number);
    return written;
  });

  const loops = [
    submitting,
    noting("comment", `/api/hosts/${HOSTS.local}/comments`, (comment) => ({ comment })),
    noting("downtime", `${CENTREON}/hosts/${HOSTS.planned}/downtimes`, (comment) => ({
      comment,
      start_time: secondsFromNow(86_400),
      end_time: secondsFromNow(90_000),
      is_fixed: true,
      duration: 0,
    })),
    noting("acknowledgement", `${CENTREON}/hosts/${HOSTS.broken}/services/${BROKEN}/acknowledgements`, (comment) => ({
      comment,
      is_notify_contacts: false,
      is_persistent_comment: true,
      is_sticky: true,
    })),
  ];
  return {
    answered: {
      texts: { ...texts, result: results },
      unread,
      get reads() {
        return counts.reads;
      },
      get refused() {
        return counts.refused;
      },
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

const NOT_ASKED: Written = { url: "", position: null };

interface Written {
  readonly url: string;
  readonly position: string | null;
}

/** For so long a request that had no answer may still arrive: in a socket of a paused process, or sent again by TCP. */
const STRAY_MS = 30_000;

/** States that a service may have, since a result that was not answered with success may have been taken. */
class PossibleStates {
  readonly #states = new Set<number>([0]);
  #restsUntil = 0;

  /** One that it has not. Null if it may have any, and while one that is on its way may still come. */
  other(): number | null {
    if (performance.now() < this.#restsUntil) return null;
    return [2, 0, 1, 3].find((state) => !this.#states.has(state)) ?? null;
  }

  note(state: number, isAnswered: boolean): void {
    if (isAnswered) this.#states.clear();
    else this.#restsUntil = performance.now() + STRAY_MS;
    this.#states.add(state);
  }
}

const secondsFromNow = (seconds: number): string =>
  `${new Date(Date.now() + seconds * 1_000).toISOString().slice(0, 19)}Z`;
