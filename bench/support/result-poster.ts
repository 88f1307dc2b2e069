import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "./passive-site.ts";
import type { Load } from "./result-writer.ts";
import { load as loadWith } from "./wrk.ts";

/**
 * Requests that post results to a server, as Lua expressions of `s` (number of the service, from 0), `state` and
 * `text`.
 */
export interface ResultPosts {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Path of a request; may use the values of its first result. */
  readonly path: string;
  /** One result of a body. */
  readonly item: string;
  /** Text before and after the items, which are separated by commas. Default: none. */
  readonly around?: readonly [before: string, after: string];
}

export interface Posting {
  readonly load: Load;
  readonly batch: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface Posted {
  readonly resultsPerSecond: number;
  readonly p99: number;
}

/** Posts results, one request after the other on each connection, and counts those answered with success. */
export async function postResults(
  folder: string,
  { url, headers, path, item, around = ["", ""] }: ResultPosts,
  posting: Posting,
): Promise<Posted> {
  const script = join(folder, "post.lua");
  writeFileSync(
    script,
    `
wrk.method = "POST"
local n = 0
local function nextItem()
  local s, text = n % ${SERVICES}, "answered in 12 ms, result " .. n
  local state = ${posting.load === "same" ? "0" : `(math.floor(n / ${SERVICES}) + 1) % 2 * 2`}
  n = n + 1
  return ${item}, ${path}
end
function request()
  local items, path = {}, nil
  for i = 1, ${posting.batch} do items[i], path = nextItem() end
  return wrk.format(nil, path, nil, '${around[0]}' .. table.concat(items, ",") .. '${around[1]}')
end
`,
  );
  const { perSecond, p99 } = await loadWith(url, {
    headers,
    connections: posting.connections,
    seconds: posting.seconds,
    script,
  });
  return { resultsPerSecond: perSecond * posting.batch, p99 };
}
