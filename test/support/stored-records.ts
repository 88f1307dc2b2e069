import type { Store, StoredEvent } from "../../src/data/store/store.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";

/** Message about a resource, as it was put into the outbox. */
export interface Message {
  readonly at: number;
  readonly contact: string;
  readonly key: ResourceKey;
  readonly kind: string;
  readonly state: number;
}

/** All messages, the oldest first. */
export async function messagesOf(store: Store): Promise<readonly Message[]> {
  const messages = [];
  for (let from = 0; ;) {
    const some = await store.readOutbox(from, 1_000);
    for (const message of some) if (message.kind !== "report") messages.push(message);
    if (some.length === 0) break;
    from = some.at(-1)!.id;
  }
  return messages.map(({ at, contact, key, kind, state }) => ({ at, contact, key, kind, state: state.check.state }));
}

/** All events, the oldest first. */
export async function eventsOf(store: Store): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let from = 0; ; from = events.at(-1)!.id) {
    const some = await store.readEventsAfter(from, 1_000);
    if (some.length === 0) return events;
    events.push(...some);
  }
}
