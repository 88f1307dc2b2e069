// Checks per second: plugins through the pool compared with plain child_process.spawn, and built-in check_tcp compared
// with the plugin, all through the whole check runner (macros, splitting, output parsing), in alternating rounds. Once
// in a small process and once with the memory of a large inventory, since the cost of a fork grows with it. Run by
// `node bench/checks.ts [rounds] [checks per round]`.
import { spawn } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCommandLine } from "../src/engine/check/command-line.ts";
import { createCheckRunner } from "../src/engine/check/create-check-runner.ts";
import { pluginEnvironment } from "../src/engine/check/plugin/plugin-environment.ts";
import { calls, sampleHost, sampleInventory, sampleService } from "../src/engine/check/sample-inventory.fixture.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLog } from "../src/lib/log.ts";
import { startListener } from "./support/listener.ts";
import { machine, median, perSecond, table } from "./support/report.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const CHECKS = Number(process.argv[3] ?? 1000);
const BALLAST_MB = 400;
const PLUGINS = "/usr/lib/nagios/plugins";

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-checks-"));
const script = join(folder, "check_script");
writeFileSync(script, '#!/bin/sh\necho "OK - nothing to do | time=0s"\n', { mode: 0o755 });
const listener = await startListener('require("net").createServer(c=>{c.on("error",()=>{});c.end("hello\\r\\n")})');

const host = sampleHost(1, "bench", { address: "127.0.0.1" });
const inventory = sampleInventory({
  hosts: [host],
  commands: {
    dummy: '$USER1$/check_dummy 0 "$HOSTNAME$ is well"',
    script,
    plugin_tcp: "$USER1$/check_tcp -H $HOSTADDRESS$ -p $ARG1$",
    builtin_tcp: "check_tcp -H $HOSTADDRESS$ -p $ARG1$",
  },
  userMacros: { USER1: PLUGINS },
});
const runner = createCheckRunner({
  clock: systemClock,
  log: silentLog,
  environment: pluginEnvironment(process.env),
  stateOf: () => null,
  processMacros: new Map(),
});
await runner.start();

type Check = () => Promise<unknown>;
const byRunner = (call: string): Check => {
  const service = sampleService(host, 1, "bench", calls(call));
  return async () => {
    const { output, returnCode } = await runner.run(service, inventory, systemClock.now());
    if (returnCode !== 0) throw new Error(`${call}: ${output.text}`);
  };
};
/** Starts each plugin with child_process.spawn and reads its output. */
const bySpawn =
  (command: string): Check =>
  () =>
    new Promise((resolve, reject) => {
      const context = {
        resource: host,
        inventory,
        stateOf: () => null,
        now: systemClock.now(),
        processMacros: new Map<string, string>(),
      };
      const { start } = buildCommandLine(inventory.commands.get(command)!.line, [listener.port], context);
      if (start.kind !== "argv") return reject(new Error(start.reason));
      const [program, ...args] = start.argv;
      const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      child.stdout.on("data", (text: Buffer) => {
        output += text.toString();
      });
      child.once("close", (code) =>
        code === 0 ? setImmediate(resolve, output) : reject(new Error(`${program}: ${output}`)),
      );
    });

interface Variant {
  readonly name: string;
  readonly concurrency: number;
  readonly checks: number;
  readonly check: Check;
  readonly comparedWith?: string;
}
const variants: readonly Variant[] = [
  { name: "check_dummy, child_process", concurrency: 8, checks: CHECKS, check: bySpawn("dummy") },
  {
    name: "check_dummy, pool",
    concurrency: 8,
    checks: CHECKS,
    check: byRunner("dummy"),
    comparedWith: "check_dummy, child_process",
  },
  { name: "sh script, child_process", concurrency: 8, checks: CHECKS, check: bySpawn("script") },
  {
    name: "sh script, pool",
    concurrency: 8,
    checks: CHECKS,
    check: byRunner("script"),
    comparedWith: "sh script, child_process",
  },
  { name: "check_tcp, pool", concurrency: 8, checks: CHECKS, check: byRunner(`plugin_tcp!${listener.port}`) },
  {
    name: "check_tcp, built in",
    concurrency: 64,
    checks: CHECKS * 10,
    check: byRunner(`builtin_tcp!${listener.port}`),
    comparedWith: "check_tcp, pool",
  },
];

console.log(`${machine()}, /bin/sh ${readlinkSync("/bin/sh")}; ${ROUNDS} rounds of ${CHECKS} checks`);
await measure("small process");
const ballast = Buffer.alloc(BALLAST_MB * 2 ** 20, 1);
await measure(`with ${BALLAST_MB} MB more memory`);
if (ballast[0] !== 1) throw new Error("the ballast was freed");
await runner.stop();
listener.stop();
rmSync(folder, { recursive: true });

async function measure(title: string): Promise<void> {
  const rates = new Map(variants.map((variant) => [variant.name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const variant of [...variants.slice(round % variants.length), ...variants.slice(0, round % variants.length)])
      rates.get(variant.name)!.push(await rateOf(variant));
  }
  const middle = (name: string): number => median(rates.get(name)!).middle;
  console.log(`\n${title}, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`);
  console.log(
    table(
      ["way", "at once", "checks/s", "spread", "ratio"],
      variants.map(({ name, concurrency, comparedWith }) => [
        name,
        `${concurrency}`,
        perSecond(middle(name)),
        median(rates.get(name)!).spread,
        comparedWith === undefined
          ? ""
          : `${(middle(name) / middle(comparedWith)).toFixed(2)} × ${comparedWith.split(", ")[1]}`,
      ]),
    ),
  );
}

async function rateOf({ check, concurrency, checks }: Variant): Promise<number> {
  let left = checks;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) await check();
    }),
  );
  return checks / ((performance.now() - started) / 1000);
}
