import { setTimeout as delay } from "node:timers/promises";

/** Requests of one kind, so many a second. */
export interface Pace {
  readonly name: string;
  readonly perSecond: number;
  /** It is answered once the disk has confirmed what it asks for. */
  readonly waitsForDisk?: boolean;
  /** Sends the n-th request; answers with the status. */
  readonly ask: (n: number) => Promise<number>;
}

/** What became of them. `took`: milliseconds of each that was answered with 2xx; a connection that failed counts as refused. */
export interface Asked {
  readonly pace: Pace;
  readonly took: number[];
  refused: number;
}

/** Sends every request at its time, whether or not those before it were answered, until the signal is aborted and all have ended. */
export async function askAtPace(pace: Pace, signal: AbortSignal): Promise<Asked> {
  const asked: Asked = { pace, took: [], refused: 0 };
  const open = new Set<Promise<void>>();
  const begun = performance.now();
  for (let n = 0; !signal.aborted; n++) {
    await delay(Math.max(0, begun + (n * 1000) / pace.perSecond - performance.now()));
    const one = askOnce(asked, n).finally(() => {
      open.delete(one);
    });
    open.add(one);
  }
  await Promise.all(open);
  return asked;
}

async function askOnce(asked: Asked, n: number): Promise<void> {
  const begun = performance.now();
  const status = await asked.pace.ask(n).catch(() => 0);
  if (status >= 200 && status < 300) asked.took.push(performance.now() - begun);
  else asked.refused++;
}
