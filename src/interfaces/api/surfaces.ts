/** Path prefix of each kind of operation. */
export const SURFACES = {
  /** Operations of the contract. What clients have before `api/` is replaced by this one (`./routing.ts`). */
  centreon: "/centreon/api/:version",
  /** Addresses of Centreon's web pages that API clients call. They have no version. */
  "centreon-web": "/centreon",
  /** Operations of Vigie that the contract does not have. Client mistakes are answered with 400. */
  vigie: "/api",
  /** Pages for a browser. */
  root: "",
} as const satisfies Record<string, string>;

export type Surface = keyof typeof SURFACES;
