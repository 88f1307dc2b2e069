/** Path prefixes of each kind of operation; the first one is documented. */
export const SURFACES = {
  /** The contract. From 22.04 on any prefix is accepted before `api/`; these two are what clients use. */
  centreon: ["/centreon/api/:version", "/api/:version"],
  /** Addresses of Centreon's web pages that clients of the API call. They have no version. */
  "centreon-web": ["/centreon"],
  /** Vigie's own operations, which the contract does not have. Mistakes of the client are a 400 here. */
  vigie: ["/api"],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Surface = keyof typeof SURFACES;
