import type { ServerUnderTest } from "../../support/server-under-test.ts";

// A small installation in a night with problems: what pictures of the console are taken of.

interface Host {
  readonly name: string;
  readonly address: string;
  readonly parents?: string;
  readonly groups: string;
  readonly services: readonly string[];
}

const UNIX = ["load", "memory", "disk /", "disk /var"] as const;
const HOSTS: readonly Host[] = [
  { name: "sw-core", address: "10.0.0.1", groups: "network", services: ["uplink", "temperature"] },
  { name: "sw-03", address: "10.0.0.3", groups: "network", parents: "sw-core", services: ["ports"] },
  {
    name: "web-01",
    address: "10.0.1.11",
    groups: "linux,web",
    parents: "sw-core",
    services: [...UNIX, "http", "certificate"],
  },
  {
    name: "web-02",
    address: "10.0.1.12",
    groups: "linux,web",
    parents: "sw-core",
    services: [...UNIX, "http", "certificate"],
  },
  { name: "lb-02", address: "10.0.1.2", groups: "linux,web", parents: "sw-core", services: [...UNIX, "http"] },
  {
    name: "db-01",
    address: "10.0.2.11",
    groups: "linux,db",
    parents: "sw-core",
    services: [...UNIX, "replication", "backup"],
  },
  { name: "db-03", address: "10.0.2.13", groups: "linux,db", parents: "sw-03", services: [...UNIX, "replication"] },
  {
    name: "mail-1",
    address: "10.0.3.11",
    groups: "linux,mail",
    parents: "sw-core",
    services: [...UNIX, "queue", "smtp"],
  },
  { name: "nas-01", address: "10.0.4.11", groups: "storage", parents: "sw-core", services: ["raid", "volume home"] },
  { name: "printer-2", address: "10.0.9.2", groups: "office", parents: "sw-03", services: ["toner"] },
];

const period = (name: string, days: readonly string[], hours: string): string =>
  `define timeperiod {\n  timeperiod_name ${name}\n${days.map((day) => `  ${day} ${hours}\n`).join("")}}\n`;
const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const command = (name: string, line: string): string =>
  `define command {\n  command_name ${name}\n  command_line ${line}\n}\n`;
const contact = (name: string, alias: string, times: string): string => `define contact {
  contact_name ${name}
  alias ${alias}
  email ${name}@example.net
  host_notification_period ${times}
  service_notification_period ${times}
  host_notification_options d,u,r
  service_notification_options w,u,c,r
  host_notification_commands mail-host
  service_notification_commands mail-service
}
`;
const COMMON = `  check_command passive
  max_check_attempts 3
  check_period always
  notification_period always
  notification_interval 60
  active_checks_enabled 0
  contacts anna,bob
`;
const host = ({ name, address, parents, groups }: Host): string =>
  `define host {\n  host_name ${name}\n  alias ${name}.example.net\n  address ${address}\n  hostgroups ${groups}\n${
    parents === undefined ? "" : `  parents ${parents}\n`
  }${COMMON}}\n`;
const service = (hostName: string, description: string): string =>
  `define service {\n  host_name ${hostName}\n  service_description ${description}\n${COMMON}}\n`;
const groups = [...new Set(HOSTS.flatMap((one) => one.groups.split(",")))];

export const NIGHT_SITE: Readonly<Record<string, string>> = {
  "vigie.yaml": "installation_name: PARIS\n",
  "objects.cfg": [
    command("passive", "/bin/echo OK"),
    command("mail-host", "/bin/true"),
    command("mail-service", "/bin/true"),
    period("always", WEEK, "00:00-24:00"),
    period("workhours", WEEK.slice(0, 5), "08:00-18:00"),
    contact("anna", "Anna Keller", "always"),
    contact("bob", "Bob Martin", "workhours"),
    ...groups.map((name) => `define hostgroup {\n  hostgroup_name ${name}\n  alias ${name}\n}\n`),
    ...HOSTS.map((one) => host(one) + one.services.map((name) => service(one.name, name)).join("")),
  ].join(""),
};

type State = 0 | 1 | 2 | 3;
/** Minutes before now, host, service (null: the host), state, output, and how often in a row: three make it hard. */
type Happened = readonly [
  minutes: number,
  host: string,
  service: string | null,
  state: State,
  output: string,
  times: number,
];

const PROBLEMS: readonly Happened[] = [
  [190, "printer-2", "toner", 1, "TONER WARNING - black 8%|black=8%;10;5", 3],
  [150, "nas-01", "volume home", 1, "VOLUME WARNING - 86% used|used=86%;85;95", 3],
  [95, "db-01", "backup", 2, "BACKUP CRITICAL - last full backup 31 h ago|age=111600s;90000;108000", 3],
  [64, "web-02", "certificate", 1, "CERTIFICATE WARNING - www.example.net ends in 12 days|days=12;14;7", 3],
  [40, "mail-1", "queue", 1, "QUEUE WARNING - 412 messages wait|waiting=412;300;1000", 3],
  [22, "web-02", "http", 3, "HTTP UNKNOWN - no answer to the question for /status", 3],
  [12, "web-01", "disk /var", 2, "DISK CRITICAL - /var 2% free (1.0 GB of 50 GB)|/var=49GB;40;45;0;50", 3],
  [12, "web-02", "disk /var", 2, "DISK CRITICAL - /var 3% free (1.5 GB of 50 GB)|/var=48.5GB;40;45;0;50", 3],
  [5, "sw-03", null, 1, "PING CRITICAL - 10.0.0.3: 100% lost|loss=100%;40;80", 3],
  [4, "db-03", null, 1, "PING CRITICAL - 10.0.2.13: 100% lost|loss=100%;40;80", 3],
  [2, "db-01", "replication", 2, "REPLICATION CRITICAL - 340 s behind|behind=340s;60;300", 3],
  [1, "lb-02", "load", 1, "LOAD WARNING - 9.1, 7.4, 4.0|load1=9.1;8;16 load5=7.4;6;12", 1],
];

interface Found {
  readonly id: number;
  readonly description: string;
  readonly host: { readonly id: number; readonly name: string };
}

/** What moves the time of the server: its clock in a test. */
export interface Mover {
  now(): number;
  advanceTo(time: number): Promise<void>;
}

/** Lets the night happen: a day of measures first, then the problems; the clock ends at `until`, in Unix seconds. */
export async function playNight(server: ServerUnderTest, clock: Mover, until: number): Promise<void> {
  const { result: services } = await server.get<{ result: readonly Found[] }>("/monitoring/services?limit=500");
  const hosts = new Map(services.map((one) => [one.host.name, one.host.id]));
  const reference = (name: string, description: string | null) => {
    const found = services.find((one) => one.host.name === name && one.description === description);
    return found === undefined
      ? { type: "host", id: hosts.get(name), parent: null }
      : { type: "service", id: found.id, parent: { id: found.host.id } };
  };
  const submit = async (results: readonly (readonly [string, string | null, State, string])[]): Promise<void> => {
    const resources = results.map(([name, description, status, text]) => {
      const [output, perfdata] = text.split("|");
      return {
        ...reference(name, description),
        status,
        output,
        ...(perfdata !== undefined && { performance_data: perfdata }),
      };
    });
    const status = await server.send("POST", "/monitoring/resources/submit", { resources });
    if (status !== 204) throw new Error(`Results were answered with ${status}`);
  };
  const everything = HOSTS.flatMap((one) => [
    [one.name, null] as const,
    ...one.services.map((name) => [one.name, name] as const),
  ]);
  const measured = (hour: number): readonly (readonly [string, string | null, State, string])[] =>
    everything
      .filter(([name, description]) => stateBefore(name, description, hour) === undefined)
      .map(([name, description]) => [name, description, 0, usual(name, description, hour)]);

  for (let quarter = 96; quarter > 0; quarter--) {
    await clock.advanceTo(until - quarter * 900);
    await submit(measured(quarter / 4));
    for (const [minutes, name, description, state, output, times] of PROBLEMS) {
      if (minutes <= (quarter - 1) * 15 || minutes > quarter * 15) continue;
      for (let time = 0; time < times; time++) {
        const at = until - minutes * 60 + time * 5;
        if (at > clock.now()) await clock.advanceTo(at);
        await submit([[name, description, state, output]]);
      }
    }
  }
  await clock.advanceTo(until);
}

/** Whether a problem has begun so many hours before the end. */
const stateBefore = (name: string, description: string | null, hours: number): State | undefined =>
  PROBLEMS.find(([minutes, host, service]) => host === name && service === description && minutes > hours * 60)?.[3];

function usual(name: string, description: string | null, hour: number): string {
  const wave = Math.round(40 + 25 * Math.sin(hour / 3.8) + 8 * Math.sin(hour * 2.1 + name.length));
  switch (description) {
    case null:
      return `PING OK - rta ${(wave / 40).toFixed(2)} ms|rta=${(wave / 40).toFixed(2)}ms;100;500 loss=0%;40;80`;
    case "load":
      return `LOAD OK - ${(wave / 20).toFixed(1)}|load1=${(wave / 20).toFixed(1)};8;16`;
    case "memory":
      return `MEMORY OK - ${wave}% used|used=${wave}%;85;95;0;100`;
    case "disk /var":
      return `DISK OK - /var ${(50 - growing(hour)).toFixed(1)} GB free|/var=${growing(hour)}GB;40;45;0;50`;
    default:
      return `${description.split(" ")[0]!.toUpperCase()} OK|time=${(wave / 400).toFixed(3)}s;1;3`;
  }
}

const growing = (hour: number): number => Math.round((39.5 - hour * 0.6) * 10) / 10;
