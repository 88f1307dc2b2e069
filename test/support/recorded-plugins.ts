import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../src/lib/clock.ts";
import { sendCommands } from "./command-file.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { START } from "./one-service.ts";
import { createSite, type ServerUnderTest, type Site } from "./server-under-test.ts";

/** Fields of a host or a service used by the tests. */
export interface ResourceAnswer {
  readonly state: number;
  readonly state_type: number;
  readonly check_attempt: number;
  readonly last_check: string | null;
  readonly next_check: string | null;
  readonly output: string;
}

/**
 * Whole server with objects whose plugins record their runs: `check_command plugin!NAME`. One check runs at a time, so
 * that all checks requested before one have ended when it has.
 */
export interface RecordedPlugins {
  readonly site: Site;
  readonly clock: FakeClock;
  readonly server: () => ServerUnderTest;
  /** Sets the return code from now on; default: OK. */
  says(name: string, returnCode: number): void;
  /** Sends external commands through the command file. */
  send(...commands: string[]): Promise<void>;
  /**
   * Waits until all requested checks have ended; returns the sorted names of the plugins that ran since the last call.
   */
  ran(): Promise<string[]>;
  host(id: number): Promise<ResourceAnswer>;
  service(hostId: number, id: number): Promise<ResourceAnswer>;
  restart(afterSeconds: number): Promise<void>;
}

const LAST_HOST = 999;

/** `objects` may use the templates `host` and `service`; check intervals are 1,000 minutes by default. */
export async function startRecordedPlugins(objects: string, main = ""): Promise<RecordedPlugins> {
  const site = createSite({ "vigie.cfg": `cfg_file=objects.cfg\nmax_concurrent_checks=1\n${main}` });
  const record = join(site.folder, "ran");
  appendFileSync(record, "");
  writeFileSync(join(site.folder, "plugin.sh"), SCRIPT, { mode: 0o755 });
  writeFileSync(join(site.configFolder, "objects.cfg"), `${templates(join(site.folder, "plugin.sh"))}\n${objects}`);
  const clock = createFakeClock(START);
  const running = withRealSeconds(clock);
  let server = await site.start(running);
  let seen = 0;
  let requests = 0;

  const send = (...commands: string[]): Promise<void> => sendCommands(site, running, ...commands);

  return {
    site,
    clock,
    send,
    server: () => server,
    says: (name, returnCode) => writeFileSync(join(site.folder, `${name}.answer`), `${returnCode}\n`),
    async ran() {
      // On-demand checks precede scheduled ones, and results are processed before the next check starts.
      const answer = 100 + (requests++ % 100);
      // Always a different state: such results become visible in order, while an unchanged one could overtake others.
      writeFileSync(join(site.folder, "last.answer"), `${(answer % 2) * 2} ${answer}\n`);
      await send("SCHEDULE_FORCED_HOST_CHECK;last;0");
      await clock.advanceBy(0.001);
      await server.eventually<ResourceAnswer>(`/monitoring/hosts/${LAST_HOST}`, ({ output }) =>
        output.includes(`last ${answer}`),
      );
      const names = readFileSync(record, "utf8")
        .trimEnd()
        .split("\n")
        .filter((name) => name !== "");
      const since = names.slice(seen).filter((name) => name !== "last");
      seen = names.length;
      return since.sort();
    },
    host: (id) => server.get<ResourceAnswer>(`/monitoring/hosts/${id}`),
    service: (hostId, id) => server.get<ResourceAnswer>(`/monitoring/hosts/${hostId}/services/${id}`),
    async restart(afterSeconds) {
      await server.stop();
      await clock.advanceBy(afterSeconds);
      server = await site.start(running);
    },
  };
}

/** Adds elapsed real time: of two runs of a plugin at the same fake time, the later one could otherwise seem older. */
function withRealSeconds(clock: FakeClock): Clock {
  const origin = performance.now();
  const now = (): number => clock.now() + (performance.now() - origin) / 1000;
  return {
    now,
    monotonic: clock.monotonic,
    runAt: (at, task) => clock.runAt(clock.now() + Math.max(0, at - now()), task),
  };
}

const SCRIPT = `#!/bin/sh
cd "\${0%/*}"
echo "$1" >> ran
code=0 more=
[ -f "$1.answer" ] && read -r code more < "$1.answer"
echo "$1 $more"
exit "$code"
`;

const templates = (plugin: string): string => `
define command {
  command_name  plugin
  command_line  ${plugin} $ARG1$
}
define host {
  name                host
  register            0
  address             127.0.0.1
  check_interval      1000
  retry_interval      1000
  max_check_attempts  1
}
define service {
  name                service
  register            0
  check_interval      1000
  retry_interval      1000
  max_check_attempts  1
}
define host {
  use             host
  host_name       last
  host_id         ${LAST_HOST}
  check_command   plugin!last
  check_interval  0
}
`;
