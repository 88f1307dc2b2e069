import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { sampleAcknowledgement, sampleDowntime } from "../support/record-samples.ts";
import { type Answer, type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { DISK, HTTP, inventedInventory, inventedStates, NOW, WEB_01 } from "../support/invented-site.ts";
import { stateWith } from "../support/state-with.ts";
import type { Service } from "../../src/model/objects.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: [
      {
        kind: "state",
        key: HTTP,
        state: stateWith(inventedStates.get(HTTP)!, {
          acknowledgement: "sticky",
          scheduledDowntimeDepth: 1,
          commandLine: "check_http -p $USER3$",
        }),
      },
      { kind: "state", key: DISK, state: stateWith(inventedStates.get(DISK)!, { output: '=cmd|"x"; 1\nmore\n' }) },
      { kind: "acknowledgement", record: { ...sampleAcknowledgement(1, HTTP), author: "operator" } },
      {
        kind: "downtime",
        record: {
          ...sampleDowntime(1, HTTP),
          author: "gone away",
          isStarted: true,
          endTime: NOW + 600,
          actualStartTime: NOW - 60,
          deletionTime: null,
        },
      },
      {
        kind: "downtime",
        record: {
          ...sampleDowntime(2, WEB_01),
          startTime: NOW + 600,
          endTime: NOW + 900,
          isStarted: false,
          deletionTime: null,
        },
      },
    ],
  });
});
afterAll(() => api.close());

const PATH = "/centreon/api/latest/monitoring/resources";
const linesOf = ({ text }: Answer): readonly string[] => text.trimEnd().split("\n");

describe("later versions §5.5: count", () => {
  test.each([
    ["", undefined],
    ['?statuses=["DOWN"]', 2],
    ['?types=["host"]&all_pages=true', 5],
    ['?search={"h.name":{"$rg":"^web"}}&page=3&limit=1', 6],
    ['?states=["unhandled_problems"]&types=["host"]', 2],
  ])("%s counts as the list does", async (query, expected) => {
    for (const as of ["admin", "viewer", "stranger"] as const) {
      const { body } = await api.get(`${PATH}/count${query}`, as);
      const list = await api.get(`${PATH}${query.replace(/&all_pages=true|&page=3&limit=1/, "")}`, as);
      const { search, total } = list.meta;
      expect(body).toEqual({ count: total, meta: { search, total } });
      if (as === "admin" && expected !== undefined) expect(total).toBe(expected);
    }
  });

  test("refuses what the list refuses", async () => {
    expect(await api.get(`${PATH}/count?columns[]=x`)).toMatchObject({ status: 500 });
    expect(await api.get(`${PATH}/count?types=["x"]`)).toMatchObject({ status: 500 });
  });
});

describe("later versions §5.5: export", () => {
  const get = (query: string, as: As = "admin") => api.get(`${PATH}/export?format=csv${query}`, as);

  test("is a file of CSV with all columns and all resources", async () => {
    const answer = await get("");
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(
        /^attachment; filename="ResourceStatusExport_all_2023-11-14-\d\d-13-20\.csv"$/,
      ),
    });
    const [heads, ...lines] = linesOf(answer);
    expect(heads).toBe(
      "Resource Type;Resource Name;Resource Status;Parent Resource Type;Parent Resource Name;Parent Resource Status;" +
        "Duration;Last Check;Information;Tries;Severity;Notes;Action;State;Alias;Parent Alias;FQDN / Address;" +
        "Monitoring Server;Notification;Checks",
    );
    expect(lines.length).toBe((await api.get(PATH)).meta["total"]);
    const http = lines.find((line) => line.startsWith("Service;HTTP;CRITICAL;Host;web-01;UP;15m;2023-11-14 "));
    expect(http).toContain("In downtime, Acknowledged");
  });

  test("has the columns wanted in their order, and no text that a spreadsheet would calculate", async () => {
    const answer = await get('&columns[]=tries&columns[]=resource&columns[]=information&search={"s.name":"Disk"}');
    expect(linesOf(answer)).toEqual([
      "Tries;Resource Type;Resource Name;Information",
      `1/3 (S);Service;Disk;"'=cmd|""x""; 1"`,
      expect.stringMatching(/Service;Disk;/),
    ]);
  });

  test("is one page, or the first lines", async () => {
    const all = linesOf(await get('&columns=["resource"]'));
    expect(linesOf(await get('&columns=["resource"]&all_pages=false&page=2&limit=2'))).toEqual([
      all[0],
      ...all.slice(3, 5),
    ]);
    expect(linesOf(await get('&columns=["resource"]&max_lines=3'))).toEqual(all.slice(0, 4));
  });

  test("has what the caller sees, filtered and sorted as the list", async () => {
    const query = 'types=["service"]&sort_by={"name":"DESC"}';
    const list = await api.get(`${PATH}?${query}`, "viewer");
    const names = linesOf(await get(`&columns=["resource"]&${query}`, "viewer")).slice(1);
    expect(names).toEqual(list.rows.map(({ name }) => `Service;${String(name)}`));
    expect(linesOf(await get("", "stranger"))).toHaveLength(1);
  });

  test.each([
    "format=xml",
    "",
    'format=csv&columns=["x"]',
    "format=csv&columns=x",
    "format=csv&max_lines=10001",
    "format=csv&max_lines=0",
    "format=csv&all_pages=maybe",
    'format=csv&types=["x"]',
    "format=csv&foo=1",
  ])("%s is refused with 422", async (query) => {
    const { status, body } = await api.get(`${PATH}/export?${query}`);
    expect({ status, body }).toEqual({ status: 422, body: { code: 422, message: expect.any(String) } });
  });
});

describe("later versions §5.5: hosts with their services", () => {
  test("has the hosts that match, or have a service that matches", async () => {
    const answer = await api.get(`${PATH}/hosts?statuses=["CRITICAL"]&types=["service"]`);
    expect(answer.rows.map(({ uuid }) => uuid)).toEqual(["h1"]);
    expect(answer.meta).toMatchObject({ total: 1, page: 1, limit: 10 });
    const [host] = answer.rows;
    expect(host).toMatchObject({ type: "host", name: "web-01", parent: null, status: { name: "UP" } });
    const children = host!["children"] as { resources: Record<string, unknown>[] };
    expect(children).toMatchObject({
      total: 3,
      status_count: { ok: 1, warning: 1, critical: 1, unknown: 0, pending: 0 },
    });
    expect(children.resources.map(({ resource_name, parent, uuid }) => [resource_name, parent, uuid])).toEqual([
      ["HTTP", { id: 1 }, "h1-s101"],
      ["Disk", { id: 1 }, "h1-s102"],
      ["Load", { id: 1 }, "h1-s103"],
    ]);
  });

  test("is in the order of the list; children are those that the caller sees", async () => {
    const ofList = (await api.get(`${PATH}?types=["host"]`, "viewer")).rows.map(({ uuid }) => uuid);
    const answer = await api.get(`${PATH}/hosts`, "viewer");
    expect(answer.rows.map(({ uuid }) => uuid)).toEqual(ofList);
    const [, total] = answer.rows
      .filter(({ uuid }) => uuid === "h1")
      .flatMap(({ uuid, children }) => [uuid, (children as { total: number }).total]);
    expect(total).toBe(2);
    expect((await api.get(`${PATH}/hosts`, "stranger")).body).toMatchObject({ result: [], meta: { total: 0 } });
  });
});

describe("later versions §6: details", () => {
  const one = async (path: string, token = "latest", as: As = "admin") =>
    (await api.get(`/centreon/api/${token}/monitoring/resources/${path}`, as)).body as Record<string, unknown>;

  test.each(["beta", "v20.04", "v24.10", "latest"])("of a host under %s", async (token) => {
    expect(await one("hosts/2", token)).toMatchObject({
      uuid: "h2",
      id: 2,
      name: "web-02",
      type: "host",
      short_type: "h",
      status: { code: 1, name: "DOWN", severity_code: 1, type: 1 },
      in_downtime: false,
      acknowledged: false,
      information: "CRITICAL - no reply\n",
      parent: null,
      groups: [{ id: 1, name: "Front", configuration_uri: "/groups/host/1" }],
      categories: [],
      acknowledgement: null,
      downtimes: [],
      tries: "3/3(H)",
      last_notification: null,
      links: { endpoints: { timeline_download: "/centreon/api/latest/monitoring/hosts/2/timeline/download" } },
    });
    for (const path of ["hosts/2", "hosts/1/services/101"]) {
      const { links } = (await one(path, token)) as {
        links: { endpoints: Readonly<Record<string, string | null>> };
      };
      const { notification_policy: policy } = links.endpoints;
      expect(policy).toBe(`/centreon/api/latest/configuration/${path}/notification-policy`);
      expect(await api.get(policy!)).toMatchObject({ status: 200, body: { contacts: expect.any(Array) } });
    }
  });

  test.each([
    ["beta", 0],
    ["v20.04", null],
    ["v24.10", 0],
  ] as const)("of a service under %s", async (token, noId) => {
    const details = await one("hosts/1/services/101", token);
    expect(details).toMatchObject({
      uuid: "h1-s101",
      name: "HTTP",
      type: "service",
      parent: { uuid: "h1", type: "host", short_type: "h", id: 1, name: "web-01", status: { name: "UP" } },
      acknowledged: true,
      in_downtime: true,
      performance_data: "time=1.9s;1;3;0",
      acknowledgement: { id: 1, host_id: 1, service_id: 101, author_name: "operator", with_services: false, type: 1 },
      downtimes: [{ id: 1, host_id: 1, service_id: 101, is_started: true, internal_id: 1 }],
      links: { endpoints: { metrics: "/centreon/api/latest/monitoring/hosts/1/services/101/metrics" } },
    });
    expect(details["downtimes"]).toMatchObject([{ author_name: "gone away", author_id: noId }]);
    expect(details["last_check"]).toBe("2023-11-14T22:12:20Z");
  });

  test.each([
    ["latest", "admin", "check_http -p $USER3$"],
    ["latest", "operator", "check_http -p $USER3$"],
    ["latest", "viewer", null],
    ["beta", "viewer", null],
    ["v21.10", "viewer", "check_http -p $USER3$"],
  ] as const)("§1.2: the command line under %s for %s", async (token, as, commandLine) => {
    expect((await one("hosts/1/services/101", token, as))["command_line"]).toBe(commandLine);
  });

  test.each([
    ["hosts/99", "admin", "Host not found"],
    ["hosts/3", "viewer", "Host not found"],
    ["hosts/1/services/99", "admin", "Service not found"],
    ["hosts/1/services/103", "viewer", "Service not found"],
    ["metaservices/1", "admin", "Metaservice not found"],
  ] as const)("%s for %s is missing", async (path, as, message) => {
    for (const token of ["beta", "v22.10", "latest"])
      expect(await api.get(`/centreon/api/${token}/monitoring/resources/${path}`, as)).toMatchObject({
        status: 404,
        body: { code: 404, message },
      });
  });
});

describe("redirects to the addresses of a resource", () => {
  test("have letters and blanks escaped, and a name as it is, whatever it looks like", async () => {
    const service = inventedInventory.services.find(({ key }) => key === HTTP)!;
    const named: Service = {
      ...service,
      description: "Coût $& /été",
      actionUrl: "https://[2001:db8::1]/a%20b/$SERVICEDESC$?$HOSTNAME$&$OTHER$",
    };
    const other = await openApi({ resources: [named] });
    onTestFinished(() => other.close());
    const url = "https://[2001:db8::1]/a%20b/Coût $& /été?web-01&$OTHER$";

    const { headers } = await other.get(`${PATH}/hosts/1/services/101/action-url/redirect`);
    expect(headers["location"]).toBe(url.replaceAll("û", "%C3%BB").replaceAll(" ", "%20").replaceAll("é", "%C3%A9"));
    const { body } = await other.get(`${PATH}/hosts/1/services/101`);
    expect(body).toMatchObject({ links: { externals: { action_url: url } } });
  });

  test("lead there, or are 404", async () => {
    const service = inventedInventory.services.find(({ key }) => key === HTTP)!;
    const withLinks: Service = { ...service, actionUrl: "https://wiki.example/$HOSTNAME$/$SERVICEDESC$", notesUrl: "" };
    const other = await openApi({ resources: [withLinks] });
    try {
      const answer = await other.get(`${PATH}/hosts/1/services/101/action-url/redirect`);
      expect([answer.status, answer.headers["location"]]).toEqual([302, "https://wiki.example/web-01/HTTP"]);
      expect(await other.get(`${PATH}/hosts/1/services/101/notes-url/redirect`)).toMatchObject({ status: 404 });
      expect(await other.get(`${PATH}/hosts/1/action-url/redirect`)).toMatchObject({ status: 404 });
      expect(await other.get(`${PATH}/hosts/99/action-url/redirect`)).toMatchObject({
        status: 404,
        body: { message: "Host not found" },
      });
    } finally {
      await other.close();
    }
  });
});
