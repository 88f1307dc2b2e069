import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { SERVICE, START } from "../support/one-service.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";

describe("commands about notifications", () => {
  let site: Site;
  let server: ServerUnderTest;
  let clock: FakeClock;
  let notified: string;

  beforeEach(async () => {
    site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
    notified = join(site.folder, "told");
    writeFileSync(join(site.configFolder, "objects.cfg"), objects(notified));
    clock = createFakeClock(START);
    server = await site.start(clock);
  });
  afterEach(() => site.remove());

  const messages = (): string[] => (existsSync(notified) ? readFileSync(notified, "utf8").trimEnd().split("\n") : []);
  const now = (): number => Math.floor(clock.now());
  const send = (...commands: string[]): Promise<void> => runCommands(site, server, clock, ...commands);
  /** Also updates its host, so that the problem does not wait for the host's check. */
  const bad = (text: string): Promise<void> =>
    send(`PROCESS_SERVICE_CHECK_RESULT;web;page;2;${text}`, "PROCESS_HOST_CHECK_RESULT;web;0;up");
  const notifiedSoon = (count: number): Promise<void> => expect.poll(messages).toHaveLength(count);

  test("a custom notification is sent with its author and comment, past every rule when forced", async () => {
    await send("SEND_CUSTOM_SVC_NOTIFICATION;web;page;0;bob;the disk is; being changed");
    await notifiedSoon(1);
    await send("DISABLE_SVC_NOTIFICATIONS;web;page", "SEND_CUSTOM_SVC_NOTIFICATION;web;page;0;bob;kept back");
    await send("SEND_CUSTOM_SVC_NOTIFICATION;web;page;2;bob;forced");
    await notifiedSoon(2);

    expect(messages()).toEqual(["CUSTOM ann page OK bob the disk is; being changed", "CUSTOM ann page OK bob forced"]);
  });

  test("a delayed notification is not sent before its time, also after a restart", async () => {
    await bad("bad");
    await notifiedSoon(1);
    const delayedTo = now() + 600;
    await send(`DELAY_SVC_NOTIFICATION;web;page;${delayedTo}`);
    await server.stop();
    server = await site.start(clock);

    for (const time of [120, 300, 590]) {
      await clock.advanceTo(START + time);
      await bad(`still bad at ${time}`);
    }
    expect(messages()).toHaveLength(1);

    await clock.advanceTo(delayedTo + 1);
    await bad("still bad");
    await notifiedSoon(2);
    expect(messages()[1]).toMatch(/^PROBLEM ann page CRITICAL/);
  });

  test("nothing is notified while notifications are disabled globally; once enabled, the next result is", async () => {
    await send("DISABLE_NOTIFICATIONS");
    await bad("bad");
    await server.stop();
    server = await site.start(clock);
    await clock.advanceBy(61);
    await bad("still bad");
    expect(messages()).toEqual([]);

    await send("ENABLE_NOTIFICATIONS");
    await clock.advanceBy(1);
    await bad("bad yet");

    await notifiedSoon(1);
  });

  test("a changed configuration takes effect with RESTART_PROGRAM", async () => {
    const path = join(site.configFolder, "objects.cfg");
    writeFileSync(path, readFileSync(path, "utf8").replace("max_check_attempts   1", "max_check_attempts   4"));

    await send("RESTART_PROGRAM");

    await server.eventually<{ readonly max_check_attempts: number }>(
      SERVICE,
      (answer) => answer.max_check_attempts === 4,
    );
  });
});

const objects = (notified: string): string => `
define command {
  command_name  none
  command_line  /bin/true
}
define command {
  command_name  tell
  command_line  printf '%s\\n' "$NOTIFICATIONTYPE$ $CONTACTNAME$ $SERVICEDESC$ $SERVICESTATE$ $NOTIFICATIONAUTHOR$ $NOTIFICATIONCOMMENT$" >> ${notified}
}
define contact {
  contact_name                   ann
  host_notification_commands     none
  service_notification_commands  tell
  service_notification_options   c,r
}
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
}
define service {
  host_name             web
  service_description   page
  service_id            2
  check_command         none
  active_checks_enabled 0
  max_check_attempts   1
  notification_interval 1
  contacts              ann
}
`;
