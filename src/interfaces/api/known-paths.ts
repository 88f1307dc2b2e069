import type { Settings } from "../../config/settings/settings.ts";
import type { Operation } from "./operation.ts";
import { SURFACES } from "./surfaces.ts";
import { readVersion } from "./versions.ts";

/** Methods of each path, for the answer to an unsupported one (contract §3.3). */
export interface KnownPaths {
  /** In the order of the `Allow` list; empty for an unknown path or an invalid version token. */
  methodsOf(path: string): readonly string[];
}

const ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

export function createKnownPaths(operations: readonly Operation[], latest: Settings["latestApi"]): KnownPaths {
  const spelled = operations.flatMap(({ surface, method, paths }) =>
    paths.filter(isOwn).map((path) => ({ method, path: SURFACES[surface] + path })),
  );
  const known = [...Map.groupBy(spelled, ({ path }) => path)].map(([path, same]) => ({
    pattern: new RegExp(`^${patternOf(path)}$`),
    methods: new Set<string>(same.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]))),
  }));

  return {
    methodsOf(path) {
      const found = known.find(({ pattern }) => pattern.test(path));
      const version = found?.pattern.exec(path)?.groups?.["version"];
      if (found === undefined || (version !== undefined && readVersion(version, latest) === undefined)) return [];
      return ORDER.filter((method) => found.methods.has(method));
    },
  };
}

/** Excludes redirects. */
const isOwn = (path: string): boolean => path === "/" || !path.endsWith("/");

/** Pattern of a path. A parameter is a number, as in `:host_id(\d+)`, or any text. */
const patternOf = (path: string): string =>
  path
    .split(/(:\w+(?:\(\\d\+\))?)/)
    .map((piece) => {
      if (!piece.startsWith(":")) return RegExp.escape(piece);
      if (piece === ":version") return "(?<version>[^/]+)";
      return piece.endsWith(")") ? "\\d+" : "[^/]+";
    })
    .join("");
