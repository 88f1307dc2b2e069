import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "./scripted-plugin.ts";
import { createSite, type ServerUnderTest, type Site } from "./server-under-test.ts";

export const START = 1_700_000_000;
export const SERVICE = "/monitoring/hosts/1/services/2";

/** Fields of a service's answer used by the tests. */
export interface ServiceAnswer {
  readonly state: number;
  readonly state_type: number;
  readonly check_attempt: number;
  readonly last_check: string | null;
  readonly next_check: string | null;
  readonly last_state_change: string | null;
  readonly last_hard_state_change: string | null;
  readonly output: string;
  readonly is_acknowledged: boolean;
  readonly scheduled_downtime_depth: number;
}

/**
 * Whole server with one host (id 1) and one service (id 2), checked OK once; the test controls the plugin and the time.
 */
export interface OneService {
  readonly site: Site;
  readonly plugin: ScriptedPlugin;
  readonly clock: FakeClock;
  /** Running server; `restart` replaces it. */
  readonly server: () => ServerUnderTest;
  /** Stops, advances the clock, and starts again. */
  restart(afterSeconds?: number): Promise<void>;
  /** Sets the plugin's answer, moves the clock to the next scheduled check and waits for the visible result. */
  nextCheck(returnCode: number, text: string): Promise<ServiceAnswer>;
  service(): Promise<ServiceAnswer>;
}

export interface OneServiceOptions {
  readonly maxCheckAttempts: number;
  /** Further directives of the host and the service, and further objects. */
  readonly host?: string;
  readonly service?: string;
  readonly objects?: (site: Site) => string;
  readonly vigieYaml?: string;
  /** Further lines of the main file. */
  readonly vigieCfg?: string;
}

export async function startOneService(options: OneServiceOptions): Promise<OneService> {
  const site = createSite({ "vigie.cfg": `cfg_file=objects.cfg\n${options.vigieCfg ?? ""}` });
  const plugin = createScriptedPlugin(site.folder, "page");
  writeFileSync(
    join(site.configFolder, "objects.cfg"),
    objects(plugin.path, options) + (options.objects?.(site) ?? ""),
  );
  writeFileSync(join(site.configFolder, "vigie.yaml"), options.vigieYaml ?? "");
  const clock = createFakeClock(START);
  let server = await site.start(clock);
  await server.eventually<ServiceAnswer>(SERVICE, ({ last_check }) => last_check !== null);

  const service = (): Promise<ServiceAnswer> => server.get<ServiceAnswer>(SERVICE);
  return {
    site,
    plugin,
    clock,
    server: () => server,
    async restart(afterSeconds = 0) {
      await server.stop();
      await clock.advanceBy(afterSeconds);
      server = await site.start(clock);
    },
    nextCheck: (returnCode, text) => nextCheck({ plugin, clock, server }, returnCode, text),
    service,
  };
}

/**
 * Sets the answer of the plugin of `SERVICE`, moves the clock to its next scheduled check and waits for the visible
 * result.
 */
export async function nextCheck(
  {
    plugin,
    clock,
    server,
  }: { readonly plugin: ScriptedPlugin; readonly clock: FakeClock; readonly server: ServerUnderTest },
  returnCode: number,
  text: string,
): Promise<ServiceAnswer> {
  plugin.says(returnCode, text);
  const before = await server.get<ServiceAnswer>(SERVICE);
  await clock.advanceTo(secondsOf(before.next_check) + 0.9);
  return server.eventually<ServiceAnswer>(SERVICE, (answer) => answer.last_check !== before.last_check);
}

/** Unix seconds of a date of the API. */
export const secondsOf = (date: string | null): number => Date.parse(date ?? "") / 1000;

/** Date in the format of the API. */
export const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");

const objects = (plugin: string, { maxCheckAttempts, host = "", service = "" }: OneServiceOptions): string => `
define command {
  command_name  scripted
  command_line  ${plugin}
}
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
  ${host}
}
define service {
  host_name            web
  service_description  page
  service_id           2
  check_command        scripted
  check_interval       5
  retry_interval       1
  max_check_attempts   ${maxCheckAttempts}
  ${service}
}
`;
