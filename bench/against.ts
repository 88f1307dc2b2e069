// What a default installation costs, beside an earlier commit of this repository, turn by turn: start, memory, threads,
// open files and sockets, reads and results a second, and processor time of each. Run by
// `node bench/against.ts --from REF [--rounds 5] [--services 2000] [--seconds 4]`.
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { VIGIE, loginAt, startServerProcess, type ServerProcess } from "../test/support/server-process.ts";
import { checkOutRelease } from "../test/upgrade/earlier-release.ts";
import { useOfTree } from "./support/process-tree.ts";
import { machine, median, table } from "./support/report.ts";
import { load } from "./support/wrk.ts";

const { values } = parseArgs({
  options: {
    from: { type: "string" },
    rounds: { type: "string", default: "5" },
    services: { type: "string", default: "2000" },
    seconds: { type: "string", default: "4" },
  },
});
if (values.from === undefined) {
  console.log("skipped: --from REF names the commit to compare with");
  process.exit(0);
}
const [ROUNDS, SERVICES, SECONDS] = [values.rounds, values.services, values.seconds].map(Number) as [
  number,
  number,
  number,
];
const PASSWORD = "correct horse";
const SERVICES_OF_HOST = 10;
const RESULTS_A_REQUEST = 100;
const LIST = "/centreon/api/latest/monitoring/services";
/** A server is at rest then. */
const REST_MS = 3_000;

/** What is measured of a server, with its unit; `more`: whether a higher value is better. */
const ROWS = [
  { name: "start", unit: "ms", more: false },
  { name: "memory at rest", unit: "MB", more: false },
  { name: "threads", unit: "", more: false },
  { name: "open files", unit: "", more: false },
  { name: "sockets", unit: "", more: false },
  { name: "reads of the service list a second", unit: "", more: true },
  { name: "processor time of 1,000 reads", unit: "ms", more: false },
  { name: "results a second", unit: "", more: true },
  { name: "processor time of 1,000 results", unit: "ms", more: false },
  { name: "memory afterwards", unit: "MB", more: false },
] as const;
type Figures = Readonly<Record<(typeof ROWS)[number]["name"], number>>;

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-against-"));
const configFolder = join(folder, "config");
writeConfiguration();
const earlier = checkOutRelease(values.from);
const programs = { before: earlier.vigie, now: VIGIE } as const;
const figures: Record<keyof typeof programs, Figures[]> = { before: [], now: [] };
try {
  console.log(
    `${machine()}; ${SERVICES.toLocaleString("en")} services, ${earlier.commit.slice(0, 12)} and this checkout`,
  );
  for (let round = 1; round <= ROUNDS; round++) {
    // Which one is first changes: the first one finds a colder machine.
    const turn = round % 2 === 0 ? (["now", "before"] as const) : (["before", "now"] as const);
    for (const which of turn) figures[which].push(await measure(programs[which]));
    console.log(`round ${round} of ${ROUNDS}`);
  }
} finally {
  earlier.remove();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  table(
    ["what", "before", "now", "ratio", "spread of it"],
    ROWS.map(({ name, unit, more }) => {
      const [before, now] = [
        median(figures.before.map((each) => each[name])),
        median(figures.now.map((each) => each[name])),
      ];
      const ratios = median(
        figures.now.map((each, round) => {
          const ratio = each[name] / figures.before[round]![name];
          return more ? ratio : 1 / ratio;
        }),
      );
      const shown = (value: number): string =>
        `${value >= 100 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(3))}${unit && ` ${unit}`}`;
      return [name, shown(before.middle), shown(now.middle), ratios.middle.toFixed(3), ratios.spread];
    }),
  ),
);
console.log("\nratio: above 1 this checkout is better; of both in one round, the median of all rounds");

async function measure(vigie: string): Promise<Figures> {
  const dataFolder = mkdtempSync(join(folder, "data-"));
  const begun = performance.now();
  const server = await startServerProcess(
    { VIGIE_CONFIG: configFolder, VIGIE_DATA: dataFolder, VIGIE_ADMIN_PASSWORD: PASSWORD },
    [],
    vigie,
  );
  try {
    const start = performance.now() - begun;
    await delay(REST_MS);
    const rest = { memory: memoryOf(server), ...handlesOf(server.pid) };
    const headers = { "X-AUTH-TOKEN": await loginAt(server.url, "admin", PASSWORD) };
    const reads = await loaded(server, { path: LIST, headers });
    const results = await loaded(server, {
      path: "/centreon/api/latest/monitoring/resources/submit",
      headers: { ...headers, "content-type": "application/json" },
      script: writeResultScript(),
    });
    return {
      start,
      "memory at rest": rest.memory,
      threads: rest.threads,
      "open files": rest.files,
      sockets: rest.sockets,
      "reads of the service list a second": reads.perSecond,
      "processor time of 1,000 reads": reads.cpuMs * 1_000,
      "results a second": results.perSecond * RESULTS_A_REQUEST,
      "processor time of 1,000 results": (results.cpuMs / RESULTS_A_REQUEST) * 1_000,
      "memory afterwards": memoryOf(server),
    };
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly script?: string;
}

/** Requests a second, and milliseconds of processor time of each. */
async function loaded(
  { url, pid }: ServerProcess,
  { path, ...asked }: Asked,
): Promise<{ readonly perSecond: number; readonly cpuMs: number }> {
  // Compiled once.
  await load(url + path, { ...asked, connections: 8, seconds: 1 });
  const before = useOfTree(pid).cpuSeconds;
  const { perSecond } = await load(url + path, { ...asked, connections: 8, seconds: SECONDS });
  return { perSecond, cpuMs: ((useOfTree(pid).cpuSeconds - before) / (perSecond * SECONDS)) * 1_000 };
}

function memoryOf({ pid }: ServerProcess): number {
  return useOfTree(pid).residentMb;
}

function handlesOf(pid: number): { readonly threads: number; readonly files: number; readonly sockets: number } {
  const targets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  const sockets = targets.filter((target) => target.startsWith("socket:")).length;
  return { threads: readdirSync(`/proc/${pid}/task`).length, files: targets.length - sockets, sockets };
}

/** Results of all services in turn, one in twenty another state than the one before. */
function writeResultScript(): string {
  const path = join(folder, "results.lua");
  writeFileSync(
    path,
    `
wrk.method = "POST"
local n = 0
function request()
  local items = {}
  for i = 1, ${RESULTS_A_REQUEST} do
    local s = n % ${SERVICES}
    local status = (math.floor(n / ${SERVICES}) + s) % 20 == 0 and 2 or 0
    items[i] = string.format(
      '{"type":"service","id":%d,"parent":{"id":%d},"status":%d,"output":"answered in %d ms","performance_data":"time=%dms;100;200;0"}',
      s + 1, math.floor(s / ${SERVICES_OF_HOST}) + 1, status, n % 97, n % 97)
    n = n + 1
  end
  return wrk.format(nil, nil, nil, '{"resources":[' .. table.concat(items, ",") .. "]}")
end
`,
  );
  return path;
}

function writeConfiguration(): void {
  mkdirSync(configFolder);
  const lines = [
    "define command {\n  command_name  fine\n  command_line  check_dummy 0 fine\n}",
    "define service {\n  name  any\n  register  0\n  check_command  fine\n  check_interval  5\n  max_check_attempts  3\n}",
  ];
  for (let host = 1; host <= Math.ceil(SERVICES / SERVICES_OF_HOST); host++) {
    lines.push(
      `define host {\n  host_name  h${host}\n  host_id  ${host}\n  address  127.0.0.1\n  check_command  fine\n  max_check_attempts  3\n}`,
    );
    for (let number = 1; number <= SERVICES_OF_HOST; number++)
      lines.push(
        `define service {\n  use  any\n  host_name  h${host}\n  service_description  s${number}\n  service_id  ${(host - 1) * SERVICES_OF_HOST + number}\n}`,
      );
  }
  writeFileSync(join(configFolder, "vigie.cfg"), "cfg_file=objects.cfg\n");
  writeFileSync(join(configFolder, "objects.cfg"), lines.join("\n"));
}
