import type { LiveStatus } from "../live.ts";
import { createStore, type Store } from "../store.ts";
import { liveMark, untilNextMark, type ConnectionFacts } from "./live-mark.ts";
import type { Hello, LiveEvent } from "./stream-events.ts";
import type { FromTab, ToTab, Wants } from "./tab-messages.ts";
import type { Timers } from "./timers.ts";

/** Where the tab's messages go and come from: the port of a SharedWorker, or a hub in the page itself. */
export interface HubPort {
  readonly post: (message: FromTab) => void;
  readonly onMessage: (listener: (message: ToTab) => void) => void;
}

export interface LiveClient {
  readonly facts: Pick<Store<ConnectionFacts>, "get" | "subscribe">;
  readonly status: Pick<Store<LiveStatus>, "get" | "subscribe">;
  /** How late checks start (p99, seconds), as the server's health says; part of the mark. */
  readonly setLag: (seconds: number | undefined) => void;
  /** Calls the listener with each event, in order. */
  readonly listen: (listener: (event: LiveEvent) => void) => () => void;
  /**
   * Resolves with the first `hello`, so that what is fetched afterwards misses no change; or after three seconds without
   * one, since a list without a live stream is better than none.
   */
  readonly ready: () => Promise<void>;
  /** Adds wishes to those of the tab's other parts; the returned function takes them back. */
  readonly want: (wants: Wants) => () => void;
  readonly setVisible: (isVisible: boolean) => void;
  readonly tryNow: () => void;
  /** Somebody is signed in: the stream begins anew if it was refused, or was of another account. */
  readonly signedIn: (login: string) => void;
  readonly leave: () => void;
}

const PING_MS = 20_000;
const READY_MS = 3_000;

/** The tab's end of the live stream. */
export function createLiveClient(port: HubPort, timers: Timers): LiveClient {
  const startedAt = timers.now();
  const facts = createStore<ConnectionFacts>({
    isConnected: false,
    lostAt: startedAt,
    lastEventAt: undefined,
    isSignedOut: false,
  });
  const status = createStore<LiveStatus>({ kind: "connecting" });
  const listeners = new Set<(event: LiveEvent) => void>();
  const wishes = new Set<Wants>();
  let lagSeconds: number | undefined;
  let isVisible = true;
  let cancelMark: (() => void) | undefined;
  let cancelPing: (() => void) | undefined;
  let becomeReady: () => void = () => {};
  const isReady = new Promise<void>((resolve) => (becomeReady = resolve));

  const remark = (): void => {
    const now = timers.now();
    const next = liveMark(facts.get(), now, lagSeconds);
    if (!isSame(next, status.get())) status.set(next);
    cancelMark?.();
    const wait = untilNextMark(facts.get(), now);
    cancelMark = wait === undefined ? undefined : timers.after(wait, remark);
  };
  const tellWants = (): void => {
    const wants = {
      views: [...new Set([...wishes].flatMap((wish) => wish.views))],
      watch: [...new Set([...wishes].flatMap((wish) => wish.watch))],
    };
    port.post({ type: "wants", wants, isVisible });
  };
  const ping = (): void => {
    port.post({ type: "ping" });
    cancelPing = timers.after(PING_MS, ping);
  };
  const tell = (event: LiveEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const hello = (message: Hello): void => {
    becomeReady();
    tell({ type: "hello", hello: message });
  };

  port.onMessage((message) => {
    if (message.type === "hello") hello(message.hello);
    else if (message.type === "facts") {
      facts.set(message.facts);
      remark();
    } else for (const event of message.events) event.type === "hello" ? hello(event.hello) : tell(event);
  });
  ping();
  timers.after(READY_MS, becomeReady);
  remark();

  return {
    facts,
    status,
    setLag(seconds) {
      lagSeconds = seconds;
      remark();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ready: () => isReady,
    want(wants) {
      wishes.add(wants);
      tellWants();
      return () => {
        if (wishes.delete(wants)) tellWants();
      };
    },
    setVisible(next) {
      if (next === isVisible) return;
      isVisible = next;
      tellWants();
      if (next) port.post({ type: "try-now" });
    },
    tryNow: () => port.post({ type: "try-now" }),
    signedIn: (login) => port.post({ type: "signed-in", login }),
    leave() {
      cancelPing?.();
      cancelMark?.();
      port.post({ type: "leave" });
    },
  };
}

const isSame = (one: LiveStatus, other: LiveStatus): boolean => JSON.stringify(one) === JSON.stringify(other);
