import type { ApiParts } from "../operation.ts";

/** Id of the newest change that is shown; 0 without a live stream. */
export const asOfNow = (parts: ApiParts): number =>
  (parts as { readonly stream?: { head(): number } }).stream?.head() ?? 0;
