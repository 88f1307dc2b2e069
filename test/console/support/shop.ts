import type { APIRequestContext } from "playwright-core";
import { vi } from "vitest";

/**
 * A shop: web-01 behind rtr-1 with a passive service, `disk /var`, and an active one, `http`. Of a problem of the disk,
 * anna is notified, dora’s message fails, and bob is off duty.
 */
export const SHOP: Readonly<Record<string, string>> = {
  "objects.cfg": `define timeperiod {
  timeperiod_name  24x7
  monday           00:00-24:00
  tuesday          00:00-24:00
  wednesday        00:00-24:00
  thursday         00:00-24:00
  friday           00:00-24:00
  saturday         00:00-24:00
  sunday           00:00-24:00
}
define timeperiod {
  timeperiod_name  off-duty
}
define command {
  command_name  up
  command_line  /bin/echo "UP - rta 0.2ms|rta=0.2ms\\;100\\;500\\;0"
}
define command {
  command_name  http
  command_line  /bin/echo "HTTP OK - 200|time=0.12s\\;0.5\\;1\\;0\\;10" $_SERVICEPASSWORD$
}
define command {
  command_name  tell
  command_line  /bin/true
}
define command {
  command_name  tell-in-vain
  command_line  /bin/sh -c "echo gateway refused\\; exit 1"
}
${["anna 24x7 tell", "bob off-duty tell", "dora 24x7 tell-in-vain"].map((words) => contact(...(words.split(" ") as [string, string, string]))).join("")}
${host("rtr-1", "")}
${host("web-01", "parents rtr-1\n  notes_url https://wiki.example.org/hosts/$HOSTNAME$")}
${service(
  "disk /var",
  `active_checks_enabled 0
  check_command up
  notes Rotate the logs first.
  notes_url https://wiki.example.org/disk
  action_url javascript:alert(1)`,
)}
${service("http", "check_command http\n  check_interval 60")}
`,
};

function contact(name: string, period: string, command: string): string {
  return `define contact {
  contact_name                   ${name}
  alias                          ${name}
  host_notification_period       24x7
  service_notification_period    ${period}
  host_notification_options      d,u,r
  service_notification_options   w,u,c,r
  host_notification_commands     ${command}
  service_notification_commands  ${command}
}
`;
}

function host(name: string, more: string): string {
  return `define host {
  host_name              ${name}
  address                192.0.2.1
  check_command          up
  check_interval         60
  max_check_attempts     1
  check_period           24x7
  notification_period    24x7
  notifications_enabled  0
  ${more}
}
`;
}

function service(description: string, more: string): string {
  return `define service {
  host_name              web-01
  service_description    ${description}
  max_check_attempts     1
  check_period           24x7
  notification_period    24x7
  notification_interval  60
  notification_options   w,u,c,r
  contacts               anna,bob,dora
  _PASSWORD              hunter2-secret
  _TIER                  gold
  ${more}
}
`;
}

export const PERFDATA = "/var=97%;90;95;0;100 free=6GB;20:;10:;0;200";

/** Submits a result for the disk as the session of the request. */
export async function submitDisk(
  request: APIRequestContext,
  url: string,
  state: "OK" | "CRITICAL",
  output = `DISK ${state} - /var`,
): Promise<void> {
  const response = await request.post(`${url}/api/actions`, {
    data: { action: "submit", on: [DISK], options: { state, output, perfdata: PERFDATA } },
  });
  if (!response.ok()) throw new Error(`The result was answered with ${response.status()} ${await response.text()}`);
}

/** Keys, in the order in which ids are given. */
export const WEB_01 = "h2";
export const DISK = "s2.1";
export const HTTP = "s2.2";

/** Resolves once the messages about the problem have been sent, one of them in vain. */
export const untilNotified = (request: APIRequestContext, url: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const answer = await request.get(`${url}/api/decisions?key=${DISK}&outcome=failed`);
      const { result } = (await answer.json()) as { readonly result: readonly unknown[] };
      if (result.length === 0) throw new Error("nobody was notified in vain yet");
    },
    { timeout: 20_000, interval: 200 },
  );
