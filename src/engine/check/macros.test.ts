import { describe, expect, it } from "vitest";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import {
  CONTACT_MACROS,
  HOST_MACROS,
  NOTIFICATION_MACROS,
  PROGRAM_MACROS,
  SERVICE_MACROS,
  SUMMARY_MACROS,
  TIME_MACROS,
} from "./macro/macro-names.ts";
import { expandText, findMacro } from "./macros.ts";
import type { MacroContext } from "./macro/macro-context.ts";
import { calls, sampleContact, sampleHost, sampleInventory, sampleService } from "./sample-inventory.fixture.ts";
import { stateWith } from "../../../test/support/state-with.ts";

const web = sampleHost(1, "web", {
  alias: "Web server",
  address: "192.0.2.1",
  parents: ["router"],
  notes: "rack 4 of $HOSTALIAS$",
  notesUrl: "https://wiki/$HOSTALIAS$?id=$HOSTID$",
  customVariables: new Map([
    ["SITE", "Lyon"],
    ["SNMPCOMMUNITY", "s3cret"],
  ]),
  ...calls("ping!100,20%"),
});
const router = sampleHost(2, "router", { initialState: 1 });
const http = sampleService(web, 10, "HTTP", { customVariables: new Map([["PORT", "8080"]]), displayName: "Web page" });
const disk = sampleService(web, 11, "Disk /");
const inventory = sampleInventory({
  hosts: [web, router],
  services: [http, disk],
  hostGroups: [
    { id: 1, name: "linux", alias: "Linux servers", hostIds: [1, 2] },
    { id: 2, name: "dmz", alias: "DMZ", hostIds: [1] },
  ],
  serviceGroups: [{ id: 1, name: "pages", alias: "Pages", members: [http.key, disk.key] }],
  contacts: [
    sampleContact("ada", {
      pager: "+33 1",
      directives: new Map([["address2", "room 2"]]),
      customVariables: new Map([["CHAT", "#ops"]]),
    }),
  ],
  contactGroups: [{ name: "admins", alias: "Admins", contacts: ["ada"] }],
  userMacros: { USER1: "/usr/lib/nagios/plugins", USER2: "hunter2" },
  main: { illegalMacroOutputChars: "`$<>" },
});

const state: ResourceState = stateWith(newState(4), {
  state: 2,
  stateType: 0,
  checkAttempt: 2,
  hasBeenChecked: true,
  lastHardState: 0,
  lastCheck: 1700000000.6,
  nextCheck: null,
  lastStateChange: 1_699_900_000,
  lastHardStateChange: null,
  lastUpdate: null,
  lastTimeInState0: 1_699_000_000,
  lastTimeInState2: 1_700_000_000.6,
  output: "CRITICAL `x` <y>\nline 2\nline 3",
  perfdata: "a=1;$2",
  executionTime: 0.1234,
  latency: 0.02,
  checkType: 1,
  commandLine: null,
  acknowledgement: "none",
  scheduledDowntimeDepth: 1,
  lastNotification: null,
  nextNotification: null,
  notificationNumber: 4,
  isFlapping: false,
  percentStateChange: 6.25,
});

const context: MacroContext = {
  resource: http,
  inventory,
  now: 1_700_000_000,
  stateOf: (key) => (key === http.key ? state : undefined),
  processMacros: new Map([["VIGIEPORT", "8080"]]),
};
const forHost: MacroContext = { ...context, resource: web };

const expanded = (text: string, of = context): string => expandText(text, of);

describe("macros", () => {
  it.each([
    ["$HOSTNAME$ $HOSTALIAS$ $HOSTADDRESS$ $HOSTDISPLAYNAME$ $HOSTID$", "web Web server 192.0.2.1 web 1"],
    ["$HOSTPARENTS$ $HOSTCHILDREN:router$", "router web"],
    ["$HOSTSTATE$ $HOSTSTATEID$ $HOSTSTATETYPE$ $HOSTATTEMPT$ $MAXHOSTATTEMPTS$", "UP 0 HARD 1 3"],
    ["$LASTHOSTCHECK$ $LASTHOSTUP$ $HOSTDURATIONSEC$", "0 0 0"],
    ["$HOSTCHECKCOMMAND$", "ping!100,20%"],
    ["$HOSTGROUPNAME$ $HOSTGROUPNAMES$ $HOSTGROUPALIAS$", "linux linux,dmz Linux servers"],
    ["$TOTALHOSTSERVICES$ $TOTALHOSTSERVICESOK$ $TOTALHOSTSERVICESCRITICAL$", "2 1 1"],
    ["$SERVICEDESC$ $SERVICEDISPLAYNAME$ $SERVICEID$ $SERVICEISVOLATILE$", "HTTP Web page 10 0"],
    ["$SERVICESTATE$ $SERVICESTATEID$ $SERVICESTATETYPE$ $SERVICEATTEMPT$", "CRITICAL 2 SOFT 2"],
    ["$SERVICELATENCY$ $SERVICEEXECUTIONTIME$ $SERVICEPERCENTCHANGE$ $SERVICEDOWNTIME$", "0.020 0.123 6.25 1"],
    ["$SERVICEDURATION$ $SERVICEDURATIONSEC$", "1d 3h 46m 40s 100000"],
    [
      "$LASTSERVICECHECK$ $LASTSERVICEOK$ $LASTSERVICECRITICAL$ $LASTSERVICESTATECHANGE$",
      "1700000000 1699000000 1700000000 1699900000",
    ],
    ["$SERVICENOTIFICATIONNUMBER$ $SERVICECHECKTYPE$", "4 PASSIVE"],
    ["$SERVICEGROUPNAMES$", "pages"],
    ["$LONGDATETIME$", "Tue Nov 14 22:13:20 UTC 2023"],
    ["$SHORTDATETIME$|$DATE$|$TIME$|$TIMET$", "11-14-2023 22:13:20|11-14-2023|22:13:20|1700000000"],
    ["$TOTALHOSTSUP$ $TOTALHOSTSDOWN$ $TOTALSERVICEPROBLEMS$ $TOTALSERVICEPROBLEMSUNHANDLED$", "0 0 1 0"],
    ["$_HOSTSITE$ $_SERVICEPORT$ $_hostsite$", "Lyon 8080 "],
    ["$VIGIEPORT$", "8080"],
  ])("%s is %s", (text, value) => {
    expect(expanded(text)).toBe(value);
  });

  it.each([
    ["$HOSTADDRESS:web$ $HOSTSTATE:router$", "192.0.2.1 DOWN"],
    ["$SERVICESTATE:web:HTTP$ $SERVICESTATEID::Disk /$", "CRITICAL 0"],
    ["$_HOSTSITE:web$ $_SERVICEPORT:web:HTTP$", "Lyon 8080"],
    ["$HOSTNAME:linux:,$ $HOSTSTATEID:linux: + $", "router,web 1 + 0"],
    ["$SERVICESTATEID:pages:/$", "0/2"],
    ["$HOSTGROUPMEMBERS:linux$ $HOSTGROUPALIAS:dmz$ $SERVICEGROUPMEMBERS:pages$", "router,web DMZ web,Disk /,web,HTTP"],
    ["$CONTACTGROUPMEMBERS:admins$ $CONTACTEMAIL:ada$ $_CONTACTCHAT:ada$", "ada ada@example.org #ops"],
    ["$HOSTADDRESS:nobody$$SERVICESTATE:web:none$$HOSTGROUPALIAS:none$", ""],
  ])("on demand: %s is %s", (text, value) => {
    expect(expanded(text)).toBe(value);
  });

  it("uses the name of a host without an address as its address", () => {
    expect(expanded("$HOSTADDRESS$ $HOSTALIAS$", { ...context, resource: router })).toBe("router router");
  });

  it("has no service macros for a host", () => {
    expect(expanded("<$SERVICEDESC$$SERVICESTATE$$_SERVICEPORT$>", forHost)).toBe("<>");
  });

  it("leaves text that is not a macro name as written, and replaces an unknown macro with nothing", () => {
    expect(expanded("$$5 $(date) ${HOME} $NOSUCHMACRO$. $_HOSTNONE$. a$")).toBe("$5 $(date) ${HOME} . . a$");
    expect(expanded("$constructor$$HOSTconstructor$$toString$")).toBe("");
  });

  it("leaves plugin output unchanged in a text for people", () => {
    expect(expanded("$SERVICEOUTPUT$|$LONGSERVICEOUTPUT$|$SERVICEPERFDATA$")).toBe(
      "CRITICAL `x` <y>|line 2\nline 3|a=1;$2",
    );
  });

  it("removes illegal characters and escapes line ends as Nagios does in a command line", () => {
    const value = (name: string): string | undefined => findMacro(name, [], context)?.text;

    expect(["SERVICEOUTPUT", "LONGSERVICEOUTPUT", "SERVICEPERFDATA", "HOSTALIAS"].map(value)).toEqual([
      "CRITICAL x y",
      "line 2\\nline 3",
      "a=1;2",
      "Web server",
    ]);
  });

  it("replaces macros in notes and encodes them in their URLs", () => {
    expect(expanded("$HOSTNOTES$ $HOSTNOTESURL$")).toBe("rack 4 of Web server https://wiki/Web%20server?id=1");
  });

  it("gives the time in the time zone of the resource", () => {
    const abroad = { ...context, resource: { ...http, timezone: ":Asia/Tokyo" } };

    expect(expanded("$TIME$ $DATE$", abroad)).toBe("07:13:20 11-15-2023");
  });

  it("gives the macros of the notified contact", () => {
    const notified = {
      ...context,
      contact: inventory.contacts[0]!,
      values: new Map([["NOTIFICATIONTYPE", "PROBLEM"]]),
    };

    expect(
      expanded(
        "$NOTIFICATIONTYPE$ $CONTACTNAME$ $CONTACTPAGER$ $CONTACTADDRESS2$ $CONTACTGROUPNAMES$ $_CONTACTCHAT$",
        notified,
      ),
    ).toBe("PROBLEM ada +33 1 room 2 admins #ops");
  });

  it("shows secrets as macros", () => {
    expect(expanded("$USER2$ $_HOSTSNMPCOMMUNITY$ $_HOSTSNMPCOMMUNITY:web$")).toBe(
      "$USER2$ $_HOSTSNMPCOMMUNITY$ $_HOSTSNMPCOMMUNITY:web$",
    );
  });

  it("distinguishes command text of the configuration from outside values", () => {
    const origin = (name: string): string | undefined => findMacro(name, [], context)?.origin;

    expect(["USER1", "_HOSTSITE", "_SERVICEPORT", "VIGIEPORT"].map(origin)).toEqual(Array(4).fill("command-text"));
    expect(
      [
        "HOSTNAME",
        "HOSTADDRESS",
        "HOSTALIAS",
        "SERVICEDESC",
        "SERVICEOUTPUT",
        "SERVICEPERFDATA",
        "HOSTNOTES",
        "HOSTGROUPNAMES",
      ].map(origin),
    ).toEqual(Array(8).fill("outside"));
  });

  const notified = { ...context, contact: inventory.contacts[0]! };

  it.each([
    ...HOST_MACROS,
    ...SERVICE_MACROS,
    ...CONTACT_MACROS,
    ...NOTIFICATION_MACROS,
    ...SUMMARY_MACROS,
    ...TIME_MACROS,
    ...PROGRAM_MACROS,
  ])("resolves $%s$", (name) => {
    expect(findMacro(name, [], notified)).not.toBeNull();
  });

  it.each([
    ["us", "11-14-2023 22:13:20"],
    ["euro", "14-11-2023 22:13:20"],
    ["iso8601", "2023-11-14 22:13:20"],
    ["strict-iso8601", "2023-11-14T22:13:20"],
  ] as const)("formats times by date_format %s", (dateFormat, time) => {
    expect(
      expanded("$SHORTDATETIME$", { ...context, inventory: { ...inventory, main: { ...inventory.main, dateFormat } } }),
    ).toBe(time);
  });

  it("gives whether a time period is open, and when it opens", () => {
    const office = {
      name: "office",
      alias: "",
      weekdays: Array.from({ length: 7 }, (_, day) => (day === 3 ? [{ from: 540, to: 600 }] : [])),
      exclude: [],
      exceptions: [],
    };
    const of = { ...context, inventory: { ...inventory, timePeriods: new Map([["office", office]]) } };

    // Now is Tuesday 22:13:20; the period opens on Wednesday at 09:00.
    expect(
      expanded("$ISVALIDTIME:office$ $NEXTVALIDTIME:office$ $ISVALIDTIME:office:1700038800$ $ISVALIDTIME:none$", of),
    ).toBe("0 1700038800 1 ");
  });

  it("resolves macros for the contacts of a group", () => {
    expect(expanded("$CONTACTEMAIL:admins:; $ $CONTACTALIAS:admins:,$ $CONTACTEMAIL:none:,$")).toBe(
      "ada@example.org ada ",
    );
  });

  it("adds up the importance of a host and its services", () => {
    const worth = (importance: number) => ({ options: { ...web.options, importance } });
    const of = sampleInventory({
      hosts: [{ ...web, ...worth(7) }],
      services: [
        { ...http, ...worth(3) },
        { ...disk, ...worth(1) },
      ],
    });

    expect(
      expanded("$HOSTIMPORTANCE$ $SERVICEIMPORTANCE$ $HOSTANDSERVICESIMPORTANCE$", {
        ...context,
        resource: of.services[0]!,
        inventory: of,
      }),
    ).toBe("7 3 11");
  });
});
