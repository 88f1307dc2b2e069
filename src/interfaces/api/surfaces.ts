/** Path prefixes of each kind of operation. The first one is documented. */
export const SURFACES = {
  /** Operations of the contract. From 22.04 any prefix is accepted before `api/`; clients use these two. */
  centreon: ["/centreon/api/:version", "/api/:version"],
  /** Addresses of Centreon's web pages that API clients call. They have no version. */
  "centreon-web": ["/centreon"],
  /** Operations of Vigie that the contract does not have. Client mistakes are answered with 400. */
  vigie: ["/api"],
  /** Pages for a browser. */
  root: [""],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Surface = keyof typeof SURFACES;
