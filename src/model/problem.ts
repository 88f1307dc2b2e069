import type { ResourceState } from "./resource-state.ts";
import { isProblem } from "./state-code.ts";

// One that an import brought without its type is neither.
export const isSoftProblem = ({ state, stateType }: ResourceState): boolean => isProblem(state) && stateType === 0;
export const isHardProblem = ({ state, stateType }: ResourceState): boolean => isProblem(state) && stateType === 1;
