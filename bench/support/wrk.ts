import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface LoadOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Lua file that creates the requests. */
  readonly script?: string;
}

/**
 * Requests one URL repeatedly over this number of kept connections; times in milliseconds. Throws unless all answers
 * are 2xx.
 */
export async function load(url: string, { headers = {}, connections, seconds, script }: LoadOptions): Promise<Load> {
  const { stdout: output } = await promisify(execFile)("wrk", [
    "-t1",
    `-c${connections}`,
    `-d${seconds}s`,
    "--timeout",
    "20s",
    "--latency",
    ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...(script === undefined ? [] : ["-s", script]),
    url,
  ]);
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(`${url} was not answered well:\n${output}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)![1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(output)![1]!),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(output)![1]!),
  };
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 };

function milliseconds(text: string): number {
  const [, value, unit] = /^([\d.]+)([a-z]+)$/.exec(text)!;
  return Number(value) * UNITS[unit!]!;
}
