import type { UnixSeconds } from "../../lib/clock.ts";
import type { Occasion } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Plan } from "./notification-targets.ts";
import type { World } from "./rule-context.ts";

/** What every rule is asked: is this told, at this moment, of a resource in this state? */
export interface Question {
  readonly world: World;
  readonly plan: Plan;
  readonly occasion: Pick<Occasion, "kind" | "author" | "comment" | "isForced" | "isBroadcast" | "isCounted">;
  readonly state: ResourceState;
  readonly at: UnixSeconds;
}

export const inUnits = ({ world }: Question, units: number): number =>
  units * world.inventory.main.intervalLengthSeconds;
