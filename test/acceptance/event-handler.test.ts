import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serviceKey } from "../../src/model/resource-key.ts";
import { sendCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { SERVICE, START } from "../support/one-service.ts";
import { readStore } from "../support/read-store.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

// Records its arguments; hangs or fails when the test asks for it.
const HANDLER =
  '#!/bin/sh\nline="$*"\necho "$line" >> "$0.log"\n[ -e "$0.hangs" ] && exec sleep 600\n[ -e "$0.fails" ] && { echo "cannot restart"; exit 3; }\nexit 0\n';

describe("event handlers", () => {
  let site: Site;
  let server: ServerUnderTest;
  let clock: FakeClock;
  let handler: string;

  beforeEach(async () => {
    site = createSite({
      "vigie.cfg": "cfg_file=objects.cfg\nglobal_service_event_handler=every-service\nevent_handler_timeout=1\n",
    });
    handler = join(site.folder, "handler.sh");
    writeFileSync(handler, HANDLER, { mode: 0o755 });
    writeFileSync(join(site.configFolder, "objects.cfg"), objects(handler));
    clock = createFakeClock(START);
    server = await site.start(clock);
  });
  afterEach(() => site.remove());

  const run = (): string[] =>
    existsSync(`${handler}.log`) ? readFileSync(`${handler}.log`, "utf8").trimEnd().split("\n") : [];
  const send = async (command: string): Promise<void> => {
    await clock.advanceBy(1);
    await sendCommands(site, clock, command);
  };
  const says = async (returnCode: number, text: string): Promise<void> => {
    await send(`PROCESS_SERVICE_CHECK_RESULT;web;page;${returnCode};${text}`);
    await server.eventually<{ readonly output: string }>(SERVICE, ({ output }) => output.startsWith(text));
  };
  /** Waits for `count` calls of the handlers from now on, and returns their arguments. */
  const handled = async (count: number, task: () => Promise<void>): Promise<readonly string[]> => {
    const before = run().length;
    await task();
    await expect.poll(() => run().length - before).toBeGreaterThanOrEqual(count);
    return run().slice(before);
  };
  /** Waits for `count` events about handlers in the service's history, and returns them, the oldest first. */
  const history = (count: number): Promise<readonly string[]> =>
    readStore(site, async (store) => {
      const lines = async (): Promise<string[]> =>
        (await store.readEvents(serviceKey(1, 2), 100))
          .filter(({ kind }) => kind === "event-handler")
          .map(({ reason, state }) => `${state} ${reason}`)
          .toReversed();
      await expect.poll(async () => (await lines()).length).toBeGreaterThanOrEqual(count);
      return lines();
    });

  test("run at each soft problem, the hard one and the recovery: the global one, then that of the service", async () => {
    const both = (text: string): string[] => [`global page ${text}`, `own web page ${text}`];

    expect(await handled(2, () => says(2, "bad 1"))).toEqual(both("CRITICAL SOFT 1 bad 1"));
    expect(await handled(2, () => says(2, "bad 2"))).toEqual(both("CRITICAL SOFT 2 bad 2"));
    expect(await handled(2, () => says(2, "bad 3"))).toEqual(both("CRITICAL HARD 3 bad 3"));
    await says(2, "still bad");
    expect(await handled(2, () => says(1, "better"))).toEqual(both("WARNING HARD 3 better"));
    expect(await handled(2, () => says(0, "good"))).toEqual(both("OK HARD 3 good"));
    await says(0, "still good");
    expect(await handled(2, () => says(2, "bad again"))).toEqual(both("CRITICAL SOFT 1 bad again"));
    expect(await handled(2, () => says(0, "good again"))).toEqual(both("OK SOFT 2 good again"));

    expect(await history(14)).toEqual(
      [2, 2, 2, 1, 0, 2, 0].flatMap((state) => [
        `${state} global event handler every-service: exit code 0`,
        `${state} event handler restart-page: exit code 0`,
      ]),
    );
  });

  test("of a host receive its state", async () => {
    expect(await handled(1, () => send("PROCESS_HOST_CHECK_RESULT;web;1;gone; really"))).toEqual([
      "host web DOWN HARD 1 gone: really",
    ]);
  });

  test("are disabled and enabled by commands, for the service or globally", async () => {
    await send("DISABLE_SVC_EVENT_HANDLER;web;page");
    await says(2, "bad 1");
    await send("ENABLE_SVC_EVENT_HANDLER;web;page");
    await send("DISABLE_EVENT_HANDLERS");
    await says(2, "bad 2");
    await send("ENABLE_EVENT_HANDLERS");

    expect(await handled(2, () => says(2, "bad 3"))).toEqual([
      "global page CRITICAL HARD 3 bad 3",
      "own web page CRITICAL HARD 3 bad 3",
    ]);
    expect(run()).toHaveLength(2);
  });

  test("that fail are recorded in the history, and the next ones run", async () => {
    writeFileSync(`${handler}.fails`, "");
    await handled(2, () => says(2, "bad 1"));

    expect(await handled(2, () => says(0, "good"))).toHaveLength(2);
    expect((await history(4)).slice(0, 2)).toEqual([
      "2 global event handler every-service: exit code 3: cannot restart",
      "2 event handler restart-page: exit code 3: cannot restart",
    ]);
  });

  test("that hang are killed after event_handler_timeout, and those of one service never overlap", async () => {
    writeFileSync(`${handler}.hangs`, "");
    await handled(1, () => says(2, "bad 1"));
    await says(0, "good");
    expect(run()).toEqual(["global page CRITICAL SOFT 1 bad 1"]);

    await expect.poll(() => run().length).toBe(4);
    expect(run()).toEqual([
      "global page CRITICAL SOFT 1 bad 1",
      "own web page CRITICAL SOFT 1 bad 1",
      "global page OK SOFT 2 good",
      "own web page OK SOFT 2 good",
    ]);
    expect((await history(4))[0]).toBe("2 global event handler every-service: timed out after 1 s");
  }, 180_000);

  test("end with the server", async () => {
    writeFileSync(`${handler}.hangs`, "");
    await handled(1, () => says(2, "bad 1"));
    const begun = performance.now();

    await server.stop();

    expect(performance.now() - begun).toBeLessThan(5000);
    expect(run()).toHaveLength(1);
  });
});

const objects = (handler: string): string => `
define command {
  command_name  none
  command_line  /bin/true
}
define command {
  command_name  every-service
  command_line  ${handler} global "$SERVICEDESC$" $SERVICESTATE$ $SERVICESTATETYPE$ $SERVICEATTEMPT$ "$SERVICEOUTPUT$"
}
define command {
  command_name  restart-page
  command_line  ${handler} $ARG1$ "$HOSTNAME$" "$SERVICEDESC$" $SERVICESTATE$ $SERVICESTATETYPE$ $SERVICEATTEMPT$ "$SERVICEOUTPUT$"
}
define command {
  command_name  restart-host
  command_line  ${handler} host "$HOSTNAME$" $HOSTSTATE$ $HOSTSTATETYPE$ $HOSTATTEMPT$ "$HOSTOUTPUT$"
}
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
  event_handler       restart-host
}
define service {
  host_name            web
  service_description  page
  service_id           2
  check_command        none
  active_checks_enabled  0
  max_check_attempts   3
  event_handler        restart-page!own
}
`;
