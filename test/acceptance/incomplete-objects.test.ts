import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../src/app/app.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-incomplete-"));
  mkdirSync(join(folder, "config"));
  writeFileSync(join(folder, "config/vigie.cfg"), "cfg_file=hosts.cfg\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeHosts = (count: number): void =>
  writeFileSync(
    join(folder, "config/hosts.cfg"),
    Array.from({ length: count }, (_, n) => `define host {\n host_name h${n}\n max_check_attempts 1\n}\n`).join("") +
      "define contact {\n contact_name ann\n}\n",
  );

test("a start and a reload warn of what Nagios warns of, once for each reason", async () => {
  writeHosts(3);
  const warned: string[] = [];
  const log = {
    ...silentLog,
    warn: (fields: { readonly message?: string }) => void warned.push(String(fields.message)),
  };
  const settings = readSettings({
    flags: { config: join(folder, "config"), data: join(folder, "data"), listen: "127.0.0.1:0" },
    env: {},
    root: folder,
  });

  const app = await createApp({ settings, clock: systemClock, log, version: "0.0.0" });
  onTestFinished(() => app.stop());

  const ofContact = [
    "contact 'ann' has no commands: it is not notified of hosts",
    "contact 'ann' has no notification period: it is notified at all times",
    "contact 'ann' has no commands: it is not notified of services",
    "contact 'ann' has no notification period: it is notified at all times",
  ];
  const noContacts = "host 'h0' has no contacts and no contact groups: nobody is notified";
  const more = (count: number): string => ` (and ${count} more like this; all with vigie check-config --verbose)`;
  expect(warned.splice(0)).toEqual([noContacts + more(2), ...ofContact]);
  writeHosts(5);
  const outcome = await app.reload();
  expect(warned).toEqual([noContacts + more(4), ...ofContact]);
  expect(outcome).toMatchObject({ isAccepted: true, warnings: { length: 5 } });
});
