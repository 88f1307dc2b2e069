import { PassThrough, Readable } from "node:stream";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { localApi, requestLocalApi } from "../../src/cli/local-api-client.ts";
import { graphCommand } from "../../src/cli/monitoring/graph.ts";
import { runCommands } from "./command-file.ts";
import { createFakeClock } from "./fake-clock.ts";
import { createSite } from "./server-under-test.ts";

/** What happens to the performance data of one service over three days. */
export interface GraphCase {
  readonly service: string;
  readonly title: string;
  /** Performance data at a time, in seconds since the start; null: no result. */
  perfdataAt(seconds: number): string | null;
}

export const HOUR = 3_600;
export const DAY = 24 * HOUR;
export const STEP = 900;
export const GRAPH_START = Date.UTC(2026, 10, 26) / 1000;
export const GRAPH_END = GRAPH_START + 3 * DAY;
/** The host is renamed, units and thresholds change. */
export const CHANGE = 1.5 * DAY;

const wave = (seconds: number, from: number, to: number): number =>
  from + ((to - from) * (1 + Math.sin((seconds / DAY) * 2 * Math.PI))) / 2;
const during = (seconds: number, from: number, to: number): boolean => seconds >= from && seconds < to;
const COUNTER_32 = 2 ** 32;

export const GRAPH_CASES: readonly GraphCase[] = [
  {
    service: "temperature",
    title: "its host is renamed after a day and a half",
    perfdataAt: (seconds) => `temperature=${wave(seconds, 18, 24).toFixed(1)}C;26;30`,
  },
  {
    service: "disk-gb",
    title: "printed in MB, from a day and a half on in GB",
    perfdataAt: (seconds) => {
      const megabytes = Math.round(wave(seconds, 10, 14) * 1024);
      return seconds < CHANGE ? `/=${megabytes}MB;15360;17408` : `/=${(megabytes / 1024).toFixed(3)}GB;15;17`;
    },
  },
  {
    service: "disk-percent",
    title: "printed in MB, from a day and a half on in %",
    perfdataAt: (seconds) => {
      const gigabytes = wave(seconds, 10, 14);
      return seconds < CHANGE
        ? `/=${Math.round(gigabytes * 1024)}MB;15360;17408`
        : `/=${((100 * gigabytes) / 20).toFixed(1)}%;75;85`;
    },
  },
  {
    service: "traffic",
    title:
      "a counter that begins again at 0 after a day and a half, one that passes 2^32, and no result for five hours",
    perfdataAt: (seconds) => {
      if (during(seconds, 2.25 * DAY, 2.25 * DAY + 5 * HOUR)) return null;
      const reset = seconds < CHANGE ? seconds : seconds - CHANGE;
      const wrapped = (4_200_000_000 + seconds * 2_000) % COUNTER_32;
      return `in=${reset * 1_000}c out=${wrapped}c`;
    },
  },
  {
    service: "sensors",
    title: "the second label is missing on the second day",
    perfdataAt: (seconds) => {
      const second = during(seconds, DAY, 2 * DAY) ? "" : ` back=${wave(seconds, 30, 40).toFixed(1)}`;
      return `front=${wave(seconds, 20, 30).toFixed(1)}${second}`;
    },
  },
  {
    service: "queue",
    title: "U for six hours, no result at all for six others",
    perfdataAt: (seconds) => {
      if (during(seconds, 2 * DAY, 2 * DAY + 6 * HOUR)) return null;
      return during(seconds, DAY, DAY + 6 * HOUR)
        ? "length=U;80;120"
        : `length=${Math.round(wave(seconds, 20, 100))};80;120`;
    },
  },
  {
    service: "page",
    title: "thresholds 0.8 and 1, then 0.5 and 0.7, then none",
    perfdataAt: (seconds) => {
      const limits = seconds < DAY ? ";0.8;1" : seconds < 2 * DAY ? ";0.5;0.7" : "";
      return `time=${wave(seconds, 0.2, 0.6).toFixed(3)}s${limits}`;
    },
  },
];

const objects = (host: string): string => `
define command {
  command_name  dummy
  command_line  check_dummy 0
}
define host {
  host_name              ${host}
  host_id                1
  active_checks_enabled  0
  max_check_attempts     1
}
define host {
  host_name              web
  host_id                2
  active_checks_enabled  0
  max_check_attempts     1
}
${GRAPH_CASES.map(
  ({ service }, index) => `define service {
  host_name              ${host}
  service_description    ${service}
  service_id             ${10 + index}
  check_command          dummy
  active_checks_enabled  0
  max_check_attempts     1
}`,
).join("\n")}
`;

export const OLD_NAME = "rack-1";
export const NEW_NAME = "rack-paris-1";

/** A metric as the API answers it. */
export interface SeriesOfGraph {
  readonly label: string;
  readonly unit: string;
  readonly dimension: string;
  readonly average: readonly (number | null)[];
  readonly last: readonly (number | null)[];
  readonly per_second: readonly (number | null)[] | null;
  readonly thresholds: readonly {
    readonly since: string;
    readonly warning: { readonly high: number | null } | null;
    readonly critical: { readonly high: number | null } | null;
  }[];
}

export interface Graph {
  readonly from: string;
  readonly step: number;
  readonly states: readonly (number | null)[];
  readonly metrics: readonly SeriesOfGraph[];
}

export interface GraphScene {
  /** Runs `vigie graph` for a service, at most `width` bars wide. */
  graph(service: string, width: number): Promise<string>;
  /** What it draws. */
  series(service: string, width: number): Promise<Graph>;
  remove(): Promise<void>;
}

/** A server that took all cases as passive results. */
export async function openGraphScene(): Promise<GraphScene> {
  const clock = createFakeClock(GRAPH_END);
  const site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": objects(OLD_NAME) });
  const server = await site.start(clock);
  const submit = async (host: string, from: number, to: number): Promise<void> => {
    for (let seconds = from; seconds < to; seconds += STEP) {
      const at = { now: () => GRAPH_START + seconds };
      const commands = GRAPH_CASES.flatMap(({ service, perfdataAt }) => {
        const perfdata = perfdataAt(seconds);
        return perfdata === null ? [] : [`PROCESS_SERVICE_CHECK_RESULT;${host};${service};0;fine|${perfdata}`];
      });
      await runCommands(site, server, at, ...commands);
    }
  };
  await submit(OLD_NAME, 0, CHANGE);
  writeFileSync(join(site.configFolder, "objects.cfg"), objects(NEW_NAME));
  const { status } = await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/reload" });
  if (status !== 200) throw new Error(`The reload was answered with ${status}`);
  await submit(NEW_NAME, CHANGE, 3 * DAY);
  const run = async (service: string, width: number, ...flags: readonly string[]): Promise<string> => {
    const stdout = Object.assign(new PassThrough(), { columns: width + 2 });
    const command = graphCommand({
      api: async () => localApi(site.dataFolder),
      typed: (...words) => words.join(" "),
      streams: { stdin: Readable.from([]), stdout, stderr: new PassThrough() },
    });
    const to = new Date(GRAPH_END * 1000).toISOString();
    await command.parseAsync([NEW_NAME, service, "--last", "3d", "--to", to, ...flags], { from: "user" });
    return String(stdout.read());
  };
  return {
    graph: (service, width) => run(service, width),
    async series(service, width) {
      const answer = JSON.parse(await run(service, width, "--json")) as Omit<Graph, "states" | "metrics"> & {
        readonly resources: readonly Pick<Graph, "states" | "metrics">[];
      };
      return { ...answer, ...answer.resources[0]! };
    },
    remove: () => site.remove(),
  };
}
