import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Services of a host whose results the client submits; each state of them is told to somebody. */
export const SUBMITTED = Array.from({ length: 60 }, (_, index) => 101 + index);
/** Services that the poller checks once a second. */
export const REMOTE = Array.from({ length: 8 }, (_, index) => 401 + index);
export const HOSTS = { submitted: 1, broken: 2, planned: 3, remote: 4, local: 5 } as const;
/** Has a problem that the client acknowledges again and again. */
export const BROKEN = 201;

/** Each run says its number, and is another state than the one before: an event of the history each. */
const COUNTING_CHECK = `#!/bin/sh
cd "\${0%/*}" || exit 3
[ ! -e idle ] || { echo idle; exit 0; }
runs=0
[ ! -e "runs/$1" ] || read -r runs < "runs/$1"
runs=$((runs + 1))
echo $runs > "runs/$1.new" && mv "runs/$1.new" "runs/$1" || exit 3
echo "run $runs"
exit $((runs % 2 * 2))
`;

/** The same command where it has nothing to do. */
const MISPLACED_CHECK = `#!/bin/sh
echo "checked by a server"
exit 3
`;

const definition = (type: string, attributes: Readonly<Record<string, string | number>>): string =>
  [`define ${type} {`, ...Object.entries(attributes).map(([name, value]) => `  ${name}  ${value}`), "}", ""].join("\n");

const PASSIVE = { active_checks_enabled: 0, max_check_attempts: 1 } as const;
const EVERY_SECOND = { check_interval: 1, retry_interval: 1, max_check_attempts: 1 } as const;

const host = (name: keyof typeof HOSTS, more: Readonly<Record<string, string | number>>): string =>
  definition("host", { host_name: name, host_id: HOSTS[name], address: "127.0.0.1", ...more });
const service = (of: keyof typeof HOSTS, id: number, more: Readonly<Record<string, string | number>>): string =>
  definition("service", { host_name: of, service_id: id, service_description: `s${id}`, ...more });

/** `poller`: that of the remote host; there has to be one by that name. Null: nobody checks it. */
const objectsWith = (poller: string | null): string =>
  [
    definition("command", { command_name: "notify", command_line: "channel ops" }),
    definition("command", { command_name: "count", command_line: "$USER1$/check_count $SERVICEDESC$" }),
    definition("command", { command_name: "fine", command_line: "check_dummy 0 fine" }),
    definition("contact", {
      contact_name: "ann",
      service_notification_commands: "notify",
      host_notification_commands: "notify",
      service_notification_options: "w,u,c,r",
      host_notification_options: "n",
    }),
    host("submitted", PASSIVE),
    ...SUBMITTED.map((id) => service("submitted", id, { ...PASSIVE, check_command: "fine", contacts: "ann" })),
    host("broken", PASSIVE),
    service("broken", BROKEN, { ...PASSIVE, check_command: "fine" }),
    host("planned", PASSIVE),
    host("remote", { ...PASSIVE, ...(poller === null ? {} : { poller }) }),
    ...REMOTE.map((id) =>
      service("remote", id, { ...(poller === null ? PASSIVE : EVERY_SECOND), check_command: "count" }),
    ),
    host("local", { ...EVERY_SECOND, check_command: "fine" }),
  ].join("\n");

/** As short as they may be: what was being sent is sent again after the longest try. */
const MAIN = `cfg_file=objects.cfg
interval_length=1
enable_flap_detection=0
notification_timeout=2
service_check_timeout=60
resource_file=resource.cfg
`;

/** Folder of the plugins of a place, with the counters of those of the poller. */
export function writePlugins(folder: string, isPoller: boolean): void {
  mkdirSync(join(folder, "runs"), { recursive: true });
  writeFileSync(join(folder, "check_count"), isPoller ? COUNTING_CHECK : MISPLACED_CHECK, { mode: 0o755 });
  writeFileSync(join(folder, "resource.cfg"), `$USER1$=${folder}\n`);
}

/** What a server finds in its configuration folder. `run`: name of this run of it, also of its account of the database. */
export interface ServerFolder {
  readonly folder: string;
  readonly run: string;
  readonly store: string;
  readonly receiver: string;
  /** Name of the poller; null: there is none yet. */
  readonly poller: string | null;
}

export function writeConfiguration({ folder, run, store, receiver, poller }: ServerFolder): void {
  writePlugins(folder, false);
  writeFileSync(join(folder, "vigie.cfg"), MAIN);
  writeFileSync(join(folder, "objects.cfg"), objectsWith(poller));
  const settings = {
    store,
    channels: {
      ops: { kind: "webhook", url: `${receiver}/alerts`, timeout_seconds: 1, headers: { "X-Member": run } },
    },
  };
  // JSON is YAML.
  writeFileSync(join(folder, "vigie.yaml"), JSON.stringify(settings, null, 2));
}
