import type { ResourceState } from "../../src/model/resource-state.ts";
import { fieldsOf, stateOfFields, type StateFields } from "../../src/model/state-fields.ts";

/** The state with these fields changed, whichever part they are in. */
export const stateWith = (state: ResourceState, fields: Partial<StateFields>): ResourceState =>
  stateOfFields({ ...fieldsOf(state), ...fields });

/** All fields in one record, for assertions. */
export const fieldsIn = (state: ResourceState | null | undefined): StateFields | null | undefined =>
  state === null || state === undefined ? state : fieldsOf(state);
