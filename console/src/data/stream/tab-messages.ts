import type { ConnectionFacts } from "./live-mark.ts";
import type { Hello, LiveEvent } from "./stream-events.ts";

/** What a tab asks the stream for besides changes: news of its frozen orders, and each result of the rows on its screen. */
export interface Wants {
  readonly views: readonly string[];
  readonly watch: readonly string[];
}

/** From a tab to the worker that holds the stream. A tab pings while it lives: a port has no event for its end. */
export type FromTab =
  | { readonly type: "ping" }
  | { readonly type: "wants"; readonly wants: Wants; readonly isVisible: boolean }
  | { readonly type: "try-now" }
  | { readonly type: "signed-in"; readonly login: string }
  | { readonly type: "leave" };

/** From the worker to a tab. `hello` comes first and again with each connection; `facts` also answers a ping. */
export type ToTab =
  | { readonly type: "facts"; readonly facts: ConnectionFacts }
  | { readonly type: "hello"; readonly hello: Hello }
  | { readonly type: "events"; readonly events: readonly LiveEvent[] };

/** One end of the pair between a tab and the worker. */
export interface TabPort {
  readonly post: (message: ToTab) => void;
}
