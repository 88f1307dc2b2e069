import type { Clock } from "../../lib/clock.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Channel } from "./channel.ts";
import type { CommandRunner } from "./command-runner.ts";
import { sendTest, waysOfContact, type TestOutcome } from "./send-test.ts";

/** Sends test messages from the running server. */
export interface TestMessages {
  /**
   * Sends one to the contact of this name by each of its host notification commands, and returns what became of each.
   * Refuses with `nothing-to-test`, and with `too-many-tests` more often than every five seconds.
   */
  sendTo(contactName: string): Promise<readonly TestOutcome[]>;
}

export interface TestMessagesOptions {
  readonly clock: Clock;
  readonly runner: CommandRunner;
  readonly inventory: () => Inventory;
  readonly channels: () => readonly Channel[];
}

const PAUSE_SECONDS = 5;

export function createTestMessages({ clock, runner, inventory, channels }: TestMessagesOptions): TestMessages {
  /** When the next one may be sent, by contact; Infinity while one is on its way. */
  const pauses = new Map<string, number>();

  return {
    async sendTo(contactName) {
      const now = inventory();
      const contact = namesOf(now).contacts.get(contactName);
      const [resource] = now.hosts;
      if (contact === undefined)
        throw new Refusal(
          "nothing-to-test",
          `There is no contact '${contactName}': define one with the name of the account.`,
        );
      if (resource === undefined)
        throw new Refusal("nothing-to-test", "There is no host in the configuration to notify about.");
      const ways = waysOfContact(contact, resource, now, "name at least one");
      refuseTooMany(contactName);
      pauses.set(contactName, Infinity);
      try {
        return await sendTest({
          clock,
          runner,
          inventory: now,
          channels: channels(),
          contact,
          resource,
          kind: "problem",
          ways,
        });
      } finally {
        pauses.set(contactName, clock.now() + PAUSE_SECONDS);
      }
    },
  };

  function refuseTooMany(contactName: string): void {
    const at = clock.now();
    for (const [name, until] of pauses) if (until <= at) pauses.delete(name);
    const until = pauses.get(contactName);
    if (until === undefined) return;
    throw new Refusal(
      "too-many-tests",
      until === Infinity
        ? "A test message is on its way."
        : `A test message was sent just now; try again in ${Math.ceil(until - at)} s.`,
      { retryAfterSeconds: until === Infinity ? PAUSE_SECONDS : Math.ceil(until - at) },
    );
  }
}
