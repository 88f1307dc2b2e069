import type { Pace } from "./paced-requests.ts";
import { percentilesOf, type Percentiles } from "./report.ts";
import type { FromListeners } from "./stream-listeners.ts";

/** Changes of state in batches, and how long after each the listeners have it. */
export interface TimedChanges {
  readonly pace: Pace;
  /** Takes what the listeners say. */
  readonly onMessage: (message: FromListeners) => void;
  told(): ToldChanges;
}

export interface ToldChanges {
  /** To all listeners together. */
  readonly told: number;
  /** Milliseconds after the answer to who sent them, which says that they are on disk. */
  readonly afterAnswer: Percentiles;
  readonly afterSending: Percentiles;
}

const BATCH = 20;
const BATCHES_PER_SECOND = 10;
const SERVICES = 10_000;

export async function createTimedChanges(url: string, token: string): Promise<TimedChanges> {
  const base = `${url}/centreon/api/latest/monitoring`;
  const headers = { "X-AUTH-TOKEN": token };
  const listed = await fetch(`${base}/services?limit=${SERVICES}`, { headers });
  const { result: services } = (await listed.json()) as {
    readonly result: readonly { readonly id: number; readonly host: { readonly id: number } }[];
  };
  if (services.length !== SERVICES) throw new Error(`The server lists ${services.length} services`);
  const sentAt: number[] = [];
  const answeredAt: number[] = [];
  const afterAnswer: number[] = [];
  const afterSending: number[] = [];
  let told = 0;

  /** Round after round, each result changes the state of its service. */
  const result = (number: number): object => {
    const { id, host } = services[number % SERVICES]!;
    const status = Math.floor(number / SERVICES) % 2 === 0 ? 2 : 0;
    return { type: "service", id, parent: { id: host.id }, status, output: `change ${number}` };
  };
  return {
    pace: {
      name: `changes, ${BATCH} at once`,
      perSecond: BATCHES_PER_SECOND,
      waitsForDisk: true,
      async send() {
        const batch = sentAt.push(Date.now()) - 1;
        const resources = Array.from({ length: BATCH }, (_, place) => result(batch * BATCH + place));
        const body = JSON.stringify({ resources });
        const response = await fetch(`${base}/resources/submit`, { method: "POST", headers, body });
        await response.arrayBuffer();
        answeredAt[batch] = Date.now();
        return response.status;
      },
    },
    onMessage(message) {
      if (message.kind !== "told") return;
      told += message.changes;
      for (const [number, at] of message.arrivals) {
        const batch = Math.floor(number / BATCH);
        const answered = answeredAt[batch];
        if (answered === undefined) continue;
        afterAnswer.push(Math.max(0, at - answered));
        afterSending.push(at - sentAt[batch]!);
      }
    },
    told: () => ({ told, afterAnswer: percentilesOf(afterAnswer), afterSending: percentilesOf(afterSending) }),
  };
}
