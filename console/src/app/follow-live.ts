import { get, isSessionEnded } from "../data/client.ts";
import { resumeClock, setServerTime, stopClock } from "../data/clock.ts";
import { liveStatus, summary } from "../data/live.ts";
import type { LiveEvent } from "../data/stream/stream-events.ts";
import { liveClient } from "../data/stream/the-live-client.ts";
import type { LiveRow, Summary } from "../data/wire.ts";
import { createAlarm } from "./alarm.ts";

/**
 * Keeps what is live up to date for as long as somebody is signed in. `showProblem` shows a notice of a new problem, for
 * accounts that want them. Returns its end.
 */
export function followLive(login: string, showProblem: (row: LiveRow) => void): () => void {
  const ended = new AbortController();
  const client = liveClient();
  const alarm = createAlarm({ show: showProblem });
  client.signedIn(login);
  const noteStatus = (): void => {
    const status = client.status.get();
    if (status.kind === "stale") stopClock();
    else resumeClock();
    liveStatus.set(status);
  };
  const ends = [client.status.subscribe(noteStatus), client.listen(take)];
  noteStatus();
  // Until the stream tells the first one, and again after a gap.
  void client.ready().then(() => readSummary(ended.signal));
  return () => {
    ended.abort();
    alarm.stop();
    for (const end of ends) end();
  };

  function take(event: LiveEvent): void {
    alarm.hear(event);
    if (event.type === "hello") setServerTime(event.hello.now);
    if (event.type === "beat") setServerTime(event.now);
    if (event.type === "summary") takeSummary(event.summary);
    if (event.type === "gap") void readSummary(ended.signal);
  }
}

/** Notes that the session has ended, and that there is one again, by a sign-in in any tab. Returns its end. */
export function followSession(): () => void {
  const { facts } = liveClient();
  // What was so before this page signed in is not its end.
  let wasSignedOut = true;
  let wasConnected = true;
  return facts.subscribe(() => {
    const { isSignedOut, isConnected } = facts.get();
    if (isSignedOut && !wasSignedOut) isSessionEnded.set(true);
    if (isConnected && !wasConnected) isSessionEnded.set(false);
    [wasSignedOut, wasConnected] = [isSignedOut, isConnected];
  });
}

async function readSummary(signal: AbortSignal): Promise<void> {
  try {
    takeSummary(await get<Summary>("/api/summary", { signal }));
  } catch {
    // The counts stay as they are; the mark says whether they are present.
  }
}

/** The answer to a request and the stream overtake each other. */
function takeSummary(told: Summary): void {
  if (told.as_of >= (summary.get()?.as_of ?? 0)) summary.set(told);
}
