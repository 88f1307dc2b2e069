import type { APIRequestContext } from "playwright-core";
import { DISK, SHOP, submitDisk, untilNotified, WEB_01 } from "./shop.ts";

// A shop of which every page of the console has something to show, and two accounts besides the administrator.

/** As long as names get: a name of a cloud, in which no line may be broken. */
export const LONG_NAME = "ip-10-0-113-27.eu-central-1.compute.internal.cluster-7.example.org";

/** What somebody could write who wants to be taken for another, or for a part of the page. */
const REVERSED = "\u202e10-bew";
const MARKUP = `<img src=x onerror="document.documentElement.dataset.executed=''">`;
const ONE_WORD = "W".repeat(60_000);

const MORE = `define host {
  host_name              ${REVERSED}
  alias                  ${REVERSED} ${MARKUP}
  address                192.0.2.66
  check_command          up
  active_checks_enabled  0
  max_check_attempts     1
  check_period           24x7
  notes                  ${REVERSED} ${MARKUP}
  notes_url              javascript:document.documentElement.dataset.executed=''
  _MARKUP                ${MARKUP}
}
define service {
  host_name              ${REVERSED}
  service_description    ${"s".repeat(250)}
  check_command          up
  active_checks_enabled  0
  max_check_attempts     1
  check_period           24x7
}
define service {
  host_name              ${REVERSED}
  service_description    שרת 12
  check_command          up
  active_checks_enabled  0
  max_check_attempts     1
  check_period           24x7
}
define hostgroup {
  hostgroup_name  ${REVERSED}
  alias           ${MARKUP}${REVERSED}
  members         ${REVERSED}
}
define host {
  host_name              ${LONG_NAME}
  address                2001:db8:85a3:8d3:1319:8a2e:370:7348
  check_command          up
  check_interval         60
  max_check_attempts     1
  check_period           24x7
  notification_period    24x7
  notifications_enabled  0
}
define service {
  host_name              ${LONG_NAME}
  service_description    replication-of-the-orders-database/primary-to-standby
  check_command          up
  active_checks_enabled  0
  max_check_attempts     1
  check_period           24x7
}
define hostgroup {
  hostgroup_name  front
  alias           Front end
  members         web-01,rtr-1
}
define hostgroup {
  hostgroup_name  compute.internal.cluster-7.example.org-without-a-shorter-name
  alias           Cluster
  members         ${LONG_NAME}
}
define servicegroup {
  servicegroup_name  disks
  alias              Disks
  members            web-01,disk /var
}
`;
const OUTPUT = `REPLICATION CRITICAL - ${"postgresql://standby.example.org:5432/orders?".repeat(4)} is 340 s behind`;

export const FULL_SITE: Readonly<Record<string, string>> = {
  ...SHOP,
  "z-more.cfg": MORE,
  "access.yaml": `access_groups:
  - { id: 1, name: readers, contacts: [reader], sees_all: true }
`,
};

/** Sees everything and may do nothing. */
export const READER = { login: "reader", password: "four quiet yellow boats" };
/** Sees nothing: all pages are empty. */
export const NOBODY = { login: "nobody-yet", password: "five quiet yellow boats" };

export const LONG_SERVICE = "s4.5";
/** On a host whose name, read as it is written, is that of another. */
export const HOSTILE_SERVICE = "s3.3";

/** Brings everything about that pages show: states, notifications, downtimes, acknowledgements, comments, and so on. */
export async function fillSite(request: APIRequestContext, url: string): Promise<void> {
  const post = async (path: string, data: object): Promise<void> => {
    const answer = await request.post(url + path, { data });
    if (!answer.ok()) throw new Error(`POST ${path} was answered with ${answer.status()} ${await answer.text()}`);
  };
  const act = (action: string, on: readonly string[], options: object) => post("/api/actions", { action, on, options });

  await submitDisk(request, url, "OK");
  await submitDisk(request, url, "CRITICAL", "DISK CRITICAL - /var 97% used\\n/srv/logs is 61 GB of it");
  await act("submit", [LONG_SERVICE], { state: "CRITICAL", output: OUTPUT });
  await act("submit", [HOSTILE_SERVICE], {
    state: "CRITICAL",
    output: `${REVERSED} ${MARKUP} \u0007\u001b[31m ${ONE_WORD}`,
    perfdata: `'${"l".repeat(200)}'=3;1;2 '${REVERSED}${MARKUP}'=40%;50;60`,
  });
  await act("acknowledge", [HOSTILE_SERVICE], { comment: `${REVERSED} ${MARKUP}` });
  await act("comment", [HOSTILE_SERVICE], { comment: `${MARKUP} ${REVERSED} ${"x".repeat(3_000)}` });
  await act("schedule-downtime", [HOSTILE_SERVICE], { comment: `${REVERSED} ${MARKUP}`, for: 5_400 });
  await untilNotified(request, url);
  await act("acknowledge", [DISK], { comment: "anna looks at it", expires_at: null });
  await act("comment", [DISK], { comment: "Third time this month." });
  await act("schedule-downtime", [WEB_01], { comment: "kernel", for: 5_400, services: true });
  await act("schedule-downtime", [LONG_SERVICE], {
    comment: "a comment that is as long as comments of operators are when something is complicated",
    start: new Date(Date.now() + 3_600_000).toISOString(),
    end: new Date(Date.now() + 7_200_000).toISOString(),
  });
  await post("/api/recurring-downtimes", {
    name: "backup",
    rrule: "FREQ=DAILY",
    dtstart: "2026-01-01T02:00:00",
    zone: "Europe/Paris",
    duration_seconds: 7_200,
    comment: "backup",
    targets: { hosts: ["web-0*"], with_services: true },
  });
  await post("/api/me/views", {
    name: "Databases",
    q: "host:web-*",
    sort: "-severity,since",
    columns: [],
    shared: true,
  });
  await post("/api/me/views", { name: REVERSED.repeat(10), q: "", sort: "", columns: [], shared: true });
  await post("/api/me/tokens", { name: "graphs", expires_at: null });
  await post("/api/wall-links", { label: "Hall", view: { q: "is:unhandled", sort: "-severity,since" }, hours: null });
}
