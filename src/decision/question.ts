import type { UnixSeconds } from "../lib/clock.ts";
import type { Occasion } from "../state/event.ts";
import type { ResourceState } from "../state/resource-state.ts";
import type { Plan } from "./plans.ts";
import type { World } from "./world.ts";

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
