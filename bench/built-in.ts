// Built-in TCP and HTTP checks per second of the whole server, through state, store and realtime, against listeners on
// this machine, compared with the plugins of the same names in Vigie and in installed peers, in alternating rounds. Run
// by `node bench/built-in.ts [rounds] [seconds per round] [tcp|http]`. The listeners use part of the machine, too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { icinga } from "./peers/icinga.ts";
import { cellsOf, measureContenders, HEADINGS, medianRate, type Contender } from "./peers/measure.ts";
import { nagios } from "./peers/nagios.ts";
import type { PeerKind } from "./peers/peer.ts";
import { vigie } from "./peers/vigie.ts";
import { startListener } from "./support/listener.ts";
import { machine, table } from "./support/report.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 10);
const ONLY = process.argv[4];
const PLUGINS = "/usr/lib/nagios/plugins";

// 30,000 checks are due per second, more than any server can run.
const built = { hosts: 3_000, servicesPerHost: 10, intervalSeconds: 1 };
const plugin = { hosts: 400, servicesPerHost: 10, intervalSeconds: 1 };

const LISTENERS = {
  tcp:
    'require("net").createServer({ pauseOnConnect: true }, socket => { socket.on("error", () => {}); ' +
    "socket.destroy() })",
  http: 'require("http").createServer((request, response) => response.end("fine"))',
};

const peers = [nagios, icinga].filter(({ version }) => version !== undefined);
console.log(
  `${machine()}; ${[vigie, ...peers].map(({ name, version }) => `${name} ${version}`).join(", ")}; ` +
    `${ROUNDS} rounds of ${SECONDS} s`,
);
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-built-in-"));
try {
  for (const name of ["tcp", "http"] as const) if ((ONLY ?? name) === name) await compare(name);
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(name: keyof typeof LISTENERS): Promise<void> {
  const listener = await startListener(LISTENERS[name]);
  const line = `check_${name} -H 127.0.0.1 -p ${listener.port}`;
  const byPlugin = (kind: PeerKind): Contender => ({
    name: `plugin check_${name}, ${kind.name}`,
    kind,
    site: { ...plugin, command: `${PLUGINS}/${line}` },
  });
  const ours: Contender = { name: `built-in check_${name}, Vigie`, kind: vigie, site: { ...built, command: line } };
  try {
    const measured = await measureContenders([ours, byPlugin(vigie), ...peers.map(byPlugin)], folder, ROUNDS, SECONDS);
    console.log(
      `\n${table(
        ["check", "built-in to it", ...HEADINGS],
        [...measured].map(([contender, rounds]) => [
          contender.name,
          `${(medianRate(measured.get(ours)!) / medianRate(rounds)).toFixed(2)} ×`,
          ...cellsOf(rounds),
        ]),
      )}`,
    );
  } finally {
    listener.stop();
  }
}
