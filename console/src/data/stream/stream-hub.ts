import { StreamConnection } from "./connection.ts";
import { mergeWants, type TabWants } from "./merged-wants.ts";
import type { Hello, LiveEvent } from "./stream-events.ts";
import type { FromTab, TabPort, ToTab, Wants } from "./tab-messages.ts";
import type { Timers } from "./timers.ts";

export interface HubOptions {
  readonly timers: Timers;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly random: () => number;
}

/** Browsers slow the timers of hidden tabs down to one a minute; a tab that missed three pings is gone or frozen. */
const GONE_MS = 200_000;
const SWEEP_MS = 60_000;
/** Scrolling changes the wishes many times a second; the server is told of the last. */
const SIDE_CHANNEL_MS = 100;
/** Wishes that did not reach the server are told again. */
const RETRY_MS = 2_000;
/** A stream that nobody reads is kept this long, so that a reload of the only tab finds it open. */
const LAST_TAB_MS = 5_000;

interface Tab {
  readonly port: TabPort;
  wants: TabWants;
  pingedAt: number;
  /** Views that it was told not to be followed. */
  unfollowed: string;
  /** Frozen by the browser: it is sent nothing, and a gap when it wakes. */
  isAsleep: boolean;
}

/** One stream for all tabs of a browser: hands on events and facts, and asks for what the tabs want together. */
export class StreamHub {
  readonly #options: HubOptions;
  readonly #connection: StreamConnection;
  readonly #tabs = new Map<TabPort, Tab>();
  #hello: Hello | undefined;
  #login: string | undefined;
  #wishes = 0;
  #told = "";
  #isToTell = false;
  #cancelSweep: (() => void) | undefined;
  #cancelStop: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#connection = new StreamConnection({
      ...options,
      onEvents: (events) => this.#handOn(events),
      onFacts: (facts) => {
        if (!facts.isConnected) this.#hello = undefined;
        this.#post({ type: "facts", facts });
      },
    });
  }

  /** Adds a tab; the returned function takes its messages. */
  join(port: TabPort): (message: FromTab) => void {
    this.#admit(port);
    return (message) => this.#take(port, message);
  }

  /** Gives the stream up while nobody looks; `resume` continues where it was. */
  pause(): void {
    this.#connection.stop();
  }

  resume(): void {
    if (this.#tabs.size > 0) this.#connection.start();
  }

  #admit(port: TabPort): Tab {
    const wants = { views: [], watch: [], isVisible: true, askedAt: 0 };
    const tab: Tab = { port, wants, pingedAt: this.#options.timers.now(), unfollowed: "", isAsleep: false };
    this.#tabs.set(port, tab);
    this.#cancelStop?.();
    this.#cancelStop = undefined;
    this.#cancelSweep ??= this.#options.timers.after(SWEEP_MS, () => this.#sweep());
    port.post({ type: "facts", facts: this.#connection.facts });
    if (this.#hello !== undefined) port.post({ type: "hello", hello: this.#hello });
    if (!this.#connection.facts.isSignedOut) this.#connection.start();
    return tab;
  }

  #take(port: TabPort, message: FromTab): void {
    if (message.type === "leave") return this.#leave(port);
    const tab = this.#tabs.get(port) ?? this.#admit(port);
    tab.pingedAt = this.#options.timers.now();
    if (tab.isAsleep) this.#wake(tab);
    else if (message.type === "ping") port.post({ type: "facts", facts: this.#connection.facts });
    if (message.type === "wants") this.#setWants(tab, message.wants, message.isVisible);
    if (message.type === "try-now") this.#connection.tryNow();
    if (message.type === "signed-in") this.#signedIn(message.login);
  }

  #signedIn(login: string): void {
    const isOther = this.#login !== undefined && this.#login !== login;
    this.#login = login;
    if (isOther || this.#connection.facts.isSignedOut) this.#connection.restart();
  }

  #wake(tab: Tab): void {
    tab.isAsleep = false;
    tab.port.post({ type: "facts", facts: this.#connection.facts });
    if (this.#hello !== undefined) tab.port.post({ type: "hello", hello: this.#hello });
    tab.port.post({ type: "events", events: [{ type: "gap", gap: { reason: "tab-slept" } }] });
    this.#tellServerSoon();
  }

  #leave(port: TabPort): void {
    this.#tabs.delete(port);
    this.#tellServerSoon();
    if (this.#tabs.size > 0) return;
    this.#cancelStop = this.#options.timers.after(LAST_TAB_MS, () => {
      this.#cancelSweep?.();
      this.#cancelSweep = undefined;
      this.#connection.stop();
    });
  }

  #setWants(tab: Tab, wants: Wants, isVisible: boolean): void {
    tab.wants = { ...wants, isVisible, askedAt: ++this.#wishes };
    this.#tellServerSoon();
  }

  #sweep(): void {
    const oldest = this.#options.timers.now() - GONE_MS;
    for (const tab of this.#tabs.values()) if (tab.pingedAt < oldest) tab.isAsleep = true;
    this.#tellServerSoon();
    this.#cancelSweep = this.#options.timers.after(SWEEP_MS, () => this.#sweep());
  }

  #handOn(events: readonly LiveEvent[]): void {
    for (const event of events) {
      if (event.type !== "hello") continue;
      this.#hello = event.hello;
      // A new connection knows no wishes.
      this.#told = NOTHING;
      this.#tellServerSoon();
    }
    this.#post({ type: "events", events });
  }

  #post(message: ToTab): void {
    for (const tab of this.#tabs.values()) if (!tab.isAsleep) tab.port.post(message);
  }

  #tellServerSoon(): void {
    if (this.#isToTell) return;
    this.#isToTell = true;
    this.#options.timers.after(SIDE_CHANNEL_MS, () => {
      this.#isToTell = false;
      void this.#tellServer();
    });
  }

  async #tellServer(): Promise<void> {
    const stream = this.#connection.streamId;
    if (stream === undefined) return;
    const awake = [...this.#tabs.values()].filter((tab) => !tab.isAsleep);
    const wants = mergeWants(awake.map((tab) => tab.wants));
    for (const tab of awake) tellUnfollowed(tab, wants.views);
    const body = JSON.stringify(wants);
    if (body === this.#told) return;
    this.#told = body;
    try {
      let status = await this.#put(stream, body);
      // One tab's order has ended and it does not know yet: the rows of all are watched all the same.
      if (status === VIEW_ENDED) status = await this.#put(stream, JSON.stringify({ ...wants, views: [] }));
      // Refused wishes are told again with the next one; the stream itself says when it ended.
      if (status >= 300) this.#told = NOTHING;
      if (status >= 500) this.#tellServerLater();
    } catch {
      this.#told = NOTHING;
      this.#tellServerLater();
    }
  }

  /** The stream may live while one request fails: without its wishes it would tell less than is shown. */
  #tellServerLater(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = this.#options.timers.after(RETRY_MS, () => this.#tellServerSoon());
  }

  async #put(stream: string, body: string): Promise<number> {
    const init = { method: "PUT", headers: { "content-type": "application/json" }, body };
    return (await this.#options.fetch(`/api/events/streams/${encodeURIComponent(stream)}`, init)).status;
  }
}

const VIEW_ENDED = 410;

function tellUnfollowed(tab: Tab, followed: readonly string[]): void {
  const views = tab.wants.views.filter((view) => !followed.includes(view));
  if (views.join() === tab.unfollowed) return;
  tab.unfollowed = views.join();
  tab.port.post({ type: "events", events: [{ type: "unfollowed", views }] });
}

/** What a new stream was told: no view, no key. */
const NOTHING = JSON.stringify({ views: [], watch: [] } satisfies Wants);
