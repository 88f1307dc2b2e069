import type { Operation } from "./operation.ts";

/** Redirects `…/` to the path without it, for every path of the contract that is read (contract §1.4). */
export function trailingSlashRedirect(operations: readonly Operation[]): Operation {
  const paths = operations
    .filter(({ surface, method }) => surface === "centreon" && method === "GET")
    .flatMap((operation) => operation.paths.map((path) => `${path}/`));
  return {
    id: "redirect-trailing-slash",
    surface: "centreon",
    method: "GET",
    paths: paths as [string, ...string[]],
    right: "public",
    tag: "Server",
    summary: "The path without the slash at its end",
    isHidden: true,
    answers: {},
    handle: ({ url }, _parts, reply) => {
      const [path = "", ...query] = url.split("?");
      return reply.redirect([path.replace(/\/$/, ""), ...query].join("?"), 301);
    },
  };
}
