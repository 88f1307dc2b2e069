import { readConfiguration, withoutStore } from "../../app/configuration/configuration.ts";
import { loadEnrolledPollers } from "../../cluster/door/enrolled-pollers.ts";
import { idOfPoller } from "../../cluster/door/id-of-poller.ts";
import { systemClock } from "../../lib/clock.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ProcessContext } from "../process-context.ts";

/**
 * Adds a poller to a store that no server works on: a server whose hosts name one that was not added refuses to start.
 * Refuses with `bad-configuration`, and like `Pollers.add`.
 */
export async function addToStore(context: ProcessContext, name: string, id: number | undefined): Promise<void> {
  // Hosts may have the id of a poller that was not added.
  const { accepted, summary } = readConfiguration(context.configFolder(), withoutStore(context.settings()));
  if (accepted === null) throw new Refusal("bad-configuration", summary.trimEnd());
  const store = await context.openStore({ creates: true });
  try {
    const enrolled = await loadEnrolledPollers({ store, clock: systemClock });
    await enrolled.add(name, (given) => idOfPoller(given, id, { store, inventory: accepted.inventory }));
  } finally {
    await store.close();
  }
}
