import type { Operation } from "./operation.ts";

/** Redirects `…/` to the path without the slash, for every GET path of the contract (contract §1.4). */
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
    summary: "Redirect to the path without the trailing slash",
    isHidden: true,
    answers: {},
    handle: ({ url }, _parts, reply) => {
      const [path = "", ...query] = url.split("?");
      return reply.redirect([path.replace(/\/$/, ""), ...query].join("?"), 301);
    },
  };
}
