import { fallingBack, type WorkerPort } from "./falling-back.ts";
import { createLiveClient, type HubPort, type LiveClient } from "./live-client.ts";
import { StreamHub } from "./stream-hub.ts";
import type { ToTab } from "./tab-messages.ts";
import { systemTimers } from "./timers.ts";

/** Without a SharedWorker each tab has a stream of its own; a hidden one gives it up, since a browser has six a server. */
const HIDDEN_MS = 60_000;

/** Opens the live stream of this tab, and tells it when the tab is hidden, comes back or ends. */
export function openLiveClient(): LiveClient {
  let own: OwnHub | undefined;
  const openOwnHub = (): HubPort => (own = openOwn());
  const port = typeof SharedWorker === "undefined" ? openOwnHub() : fallingBack(openShared, openOwnHub, systemTimers);
  const client = createLiveClient(port, systemTimers);
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

  document.addEventListener("visibilitychange", () => {
    const isVisible = document.visibilityState === "visible";
    clearTimeout(hiddenTimer);
    if (!isVisible) hiddenTimer = setTimeout(() => own?.pause(), HIDDEN_MS);
    else own?.resume();
    client.setVisible(isVisible);
  });
  window.addEventListener("online", client.tryNow);
  window.addEventListener("pagehide", (event) => {
    if (!event.persisted) client.leave();
  });
  return client;
}

function openShared(): WorkerPort {
  const worker = new SharedWorker(new URL("./stream-worker.ts", import.meta.url), { type: "module", name: "vigie" });
  worker.port.start();
  return {
    post: (message) => worker.port.postMessage(message),
    onMessage: (listener) =>
      worker.port.addEventListener("message", (event: MessageEvent<ToTab>) => listener(event.data)),
    onFailure: (listener) => worker.addEventListener("error", listener),
  };
}

interface OwnHub extends HubPort {
  readonly pause: () => void;
  readonly resume: () => void;
}

function openOwn(): OwnHub {
  const hub = new StreamHub({
    timers: systemTimers,
    fetch: (path, init) => fetch(path, init),
    random: Math.random,
  });
  const listeners: ((message: ToTab) => void)[] = [];
  const take = hub.join({ post: (message) => listeners.forEach((listener) => listener(message)) });
  return {
    post: take,
    onMessage: (listener) => listeners.push(listener),
    pause: () => hub.pause(),
    resume: () => hub.resume(),
  };
}
