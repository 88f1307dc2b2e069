import type { Operation } from "../operation.ts";
import { aclActions } from "./acl-actions.ts";
import { currentParameters } from "./current-parameters.ts";
import { filterOperations } from "./filters.ts";

/** The account of the caller (later versions §10). */
export const userOperations: readonly Operation[] = [aclActions, ...currentParameters, ...filterOperations];
