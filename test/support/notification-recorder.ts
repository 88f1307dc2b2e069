import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "./server-under-test.ts";

/** Contacts whose notification command is a real program that records its arguments. */
export interface NotificationRecorder {
  /** Object definitions of the command and the contacts. */
  readonly objects: (site: Site) => string;
  /**
   * Lines such as `ops PROBLEM CRITICAL 1`: contact, type, state, number. Polls until there are `count`; fails after
   * a minute.
   */
  notified(count: number): Promise<readonly string[]>;
}

const DEFAULT_OPTIONS = [
  ["host_notification_options", "d,u,r,f,s"],
  ["service_notification_options", "w,u,c,r,f,s"],
] as const;

/** `contacts`: further directives by name. */
export function createNotificationRecorder(contacts: Readonly<Record<string, string>>): NotificationRecorder {
  let record = "";
  const lines = (): readonly string[] => {
    try {
      return readFileSync(record, "utf8").split("\n").slice(0, -1);
    } catch {
      return [];
    }
  };
  return {
    objects(site) {
      record = join(site.folder, "notifications");
      const program = join(site.folder, "notify.sh");
      writeFileSync(program, `#!/bin/sh\necho "$*" >> '${record}'\n`, { mode: 0o755 });
      return `
define command {
  command_name  tell-host
  command_line  ${program} $CONTACTNAME$ $NOTIFICATIONTYPE$ $HOSTSTATE$ $HOSTNOTIFICATIONNUMBER$
}
define command {
  command_name  tell-service
  command_line  ${program} $CONTACTNAME$ $NOTIFICATIONTYPE$ $SERVICESTATE$ $SERVICENOTIFICATIONNUMBER$
}
${Object.entries(contacts)
  .map(
    ([name, more]) => `
define contact {
  contact_name                   ${name}
  ${DEFAULT_OPTIONS.filter(([directive]) => !more.includes(directive))
    .map((line) => line.join(" "))
    .join("\n  ")}
  host_notification_commands     tell-host
  service_notification_commands  tell-service
  ${more}
}`,
  )
  .join("")}
`;
    },
    async notified(count) {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const all = lines();
        if (all.length >= count) return all;
        if (Date.now() > deadline)
          throw new Error(`Only ${all.length} were notified, not ${count}: ${JSON.stringify(all)}`);
        await new Promise((next) => {
          setTimeout(next, 10);
        });
      }
    },
  };
}
