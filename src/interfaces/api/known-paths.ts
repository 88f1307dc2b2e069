import type { Operation } from "./operation.ts";
import { SURFACES } from "./surfaces.ts";
import { readVersion } from "./versions.ts";

/** Methods of each path, for the answer to another one (contract §3.3). */
export interface KnownPaths {
  /** In the order they are listed in; empty for an unknown path, and for a version token that is none. */
  methodsOf(path: string): readonly string[];
}

const ORDER = ["GET", "POST", "PUT", "DELETE", "HEAD"];

export function createKnownPaths(operations: readonly Operation[]): KnownPaths {
  const spelled = operations.flatMap(({ surface, method, paths }) =>
    SURFACES[surface].flatMap((prefix) => paths.filter(isOwn).map((path) => ({ method, path: prefix + path }))),
  );
  const known = [...Map.groupBy(spelled, ({ path }) => path)].map(([path, same]) => ({
    pattern: new RegExp(`^${patternOf(path)}$`),
    methods: new Set<string>(same.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]))),
  }));

  return {
    methodsOf(path) {
      const found = known.find(({ pattern }) => pattern.test(path));
      const version = found?.pattern.exec(path)?.groups?.["version"];
      if (found === undefined || (version !== undefined && readVersion(version) === undefined)) return [];
      return ORDER.filter((method) => found.methods.has(method));
    },
  };
}

/** False for one that only redirects. */
const isOwn = (path: string): boolean => !path.endsWith("/");

/** Every parameter but the version is a number, as `:host_id(\d+)`. */
const patternOf = (path: string): string =>
  path
    .split(/(:version|:\w+\(\\d\+\))/)
    .map((piece) =>
      piece === ":version" ? "(?<version>[^/]+)" : piece.startsWith(":") ? "\\d+" : RegExp.escape(piece),
    )
    .join("");
