import type { Operation } from "./operation.ts";
import { readVersion } from "./versions.ts";

/** Which methods a path has, for the answer to another one (contract §3.3). */
export interface KnownPaths {
  /** A route beside the contract. */
  add(method: string, url: string): void;
  /** In the order they are told in; empty for an unknown path, and for a version token that is none. */
  methodsOf(path: string): readonly string[];
}

const ORDER = ["GET", "POST", "PUT", "DELETE", "HEAD"];

export function createKnownPaths(operations: readonly Operation[]): KnownPaths {
  const contract = operations.flatMap(({ method, paths }) => paths.map((path) => ({ method, path })));
  const known: { readonly pattern: RegExp; readonly methods: ReadonlySet<string> }[] = [
    ...Map.groupBy(contract, ({ path }) => path),
  ].map(([path, same]) => ({
    pattern: new RegExp(`^(?:/centreon)?/api/(?<version>[^/]+)${patternOf(path)}$`),
    methods: new Set(same.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]))),
  }));
  const own = new Map<string, Set<string>>();

  return {
    add(method, url) {
      let methods = own.get(url);
      if (methods === undefined) {
        own.set(url, (methods = new Set()));
        known.push({ pattern: new RegExp(`^${patternOf(url)}$`), methods });
      }
      methods.add(method);
    },
    methodsOf(path) {
      const found = known.find(({ pattern }) => pattern.test(path));
      const version = found?.pattern.exec(path)?.groups?.["version"];
      if (found === undefined || (version !== undefined && readVersion(version) === undefined)) return [];
      return ORDER.filter((method) => found.methods.has(method));
    },
  };
}

/** Every parameter is a number, as `:host_id(\d+)`. */
const patternOf = (path: string): string =>
  path
    .split(/:\w+\(\\d\+\)/)
    .map(RegExp.escape)
    .join("\\d+");
