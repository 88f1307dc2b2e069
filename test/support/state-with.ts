import type { ResourceState } from "../../src/model/resource-state.ts";
import { fieldsOf, stateOfFields, type StateFields } from "../../src/model/state-fields.ts";

/** Returns the state with these fields changed, in whichever part they are. */
export const stateWith = (state: ResourceState, fields: Partial<StateFields>): ResourceState =>
  stateOfFields({ ...fieldsOf(state), ...fields });

/** All fields in one record, for assertions. */
export const fieldsIn = (state: ResourceState | null | undefined): StateFields | null | undefined =>
  state === null || state === undefined ? state : fieldsOf(state);
