import { StreamHub } from "./stream-hub.ts";
import type { FromTab } from "./tab-messages.ts";
import { systemTimers } from "./timers.ts";

const hub = new StreamHub({ timers: systemTimers, fetch: (path, init) => fetch(path, init), random: Math.random });

// A SharedWorker's scope; the console is compiled with the types of a page, which knows no `connect`.
addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0]!;
  const take = hub.join({ post: (message) => port.postMessage(message) });
  port.addEventListener("message", (message: MessageEvent<FromTab>) => take(message.data));
  port.start();
});
