import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type ApiUnderTest, type As, openApi } from "../support/api-under-test.ts";
import { HTTP, NOW, WEB_01, WEB_02 } from "../support/invented-site.ts";
import { sampleAcknowledgement, sampleDowntime } from "../support/record-samples.ts";

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi({
    before: [
      { kind: "acknowledgement", record: { ...sampleAcknowledgement(1, WEB_02), author: "operator" } },
      { kind: "acknowledgement", record: { ...sampleAcknowledgement(2, HTTP), author: "ghost" } },
      { kind: "acknowledgement", record: { ...sampleAcknowledgement(3, WEB_02), author: "ghost", entryTime: 60 } },
      { kind: "acknowledgement", record: { ...sampleAcknowledgement(4, WEB_01), deletionTime: 70, entryTime: 40 } },
      { kind: "downtime", record: { ...sampleDowntime(1, WEB_01), author: "ghost", deletionTime: 90 } },
      { kind: "downtime", record: { ...sampleDowntime(2, HTTP), author: "admin", deletionTime: 95 } },
    ],
  });
});
afterEach(() => api.close());

/** A token of each family of versions. */
const FAMILIES = ["beta", "v20.04", "v21.10", "v22.04", "latest"] as const;
type Token = (typeof FAMILIES)[number];
const LATER = ["v20.04", "v21.10", "v22.04", "latest"] as const;

const at = (token: Token, path: string, as: As = "admin"): Promise<Answer> =>
  api.get(`/centreon/api/${token}${path}`, as);
const idsIn = ({ rows }: Answer): readonly unknown[] => rows.map(({ id }) => id);
const search = (value: object): string => `search=${encodeURIComponent(JSON.stringify(value))}`;

describe("later versions §8.1: acknowledgements", () => {
  test.each([
    ["/monitoring/acknowledgements", [4, 2, 3, 1]],
    ["/monitoring/hosts/acknowledgements", [4, 3]],
    ["/monitoring/services/acknowledgements", [2]],
    ["/monitoring/hosts/2/acknowledgements", [3, 1]],
    ["/monitoring/hosts/1/acknowledgements", [4]],
    ["/monitoring/hosts/1/services/101/acknowledgements", [2]],
    // By entry time, as the original contract says.
    ["/acknowledgments/hosts", [4, 3]],
  ])("%s has %j, by host and service, the newest first", async (path, expected) => {
    for (const token of FAMILIES) expect([token, idsIn(await at(token, path))]).toEqual([token, expected]);
  });

  test("the latest of each resource is not found by what an older one had", async () => {
    const ofOperator = search({ author_id: 2 });
    expect(idsIn(await at("latest", `/monitoring/hosts/acknowledgements?${ofOperator}`))).toEqual([]);
    expect(idsIn(await at("latest", `/monitoring/acknowledgements?${ofOperator}`))).toEqual([1]);
  });

  test.each([
    ["beta", { service_id: 0, author_id: 0 }],
    ["v20.04", { service_id: null, author_id: null }],
    ["v21.10", { service_id: null, author_id: null }],
    ["v22.04", { service_id: 0, author_id: 0 }],
    ["latest", { service_id: 0, author_id: 0 }],
  ] as const)("§1.2: under %s an item has the ids %j of what is not there", async (token, ids) => {
    const item = {
      id: 3,
      host_id: 2,
      ...ids,
      author_name: "ghost",
      comment: expect.any(String),
      deletion_time: null,
      entry_time: "1970-01-01T00:01:00Z",
      is_notify_contacts: expect.any(Boolean),
      is_persistent_comment: expect.any(Boolean),
      is_sticky: expect.any(Boolean),
      state: expect.any(Number),
      type: 0,
      poller_id: 1,
    };
    const { service_id: _, ...ofHosts } = item;

    expect((await at(token, "/monitoring/acknowledgements/3")).body).toEqual(item);
    expect((await at(token, "/monitoring/acknowledgements")).rows[2]).toEqual(item);
    expect((await at(token, "/monitoring/hosts/acknowledgements")).rows[1]).toEqual(ofHosts);
    expect((await at(token, "/monitoring/hosts/2/acknowledgements")).rows[0]).toEqual(ofHosts);
  });

  test("§1.2: on the original paths later tokens have author_name and type, the original ones do not", async () => {
    const { rows } = await at("beta", "/acknowledgments/hosts");
    expect(rows[1]).toMatchObject({ id: 3, author_id: null });
    for (const name of ["author_name", "type", "service_id"]) expect(rows[1]).not.toHaveProperty(name);
    for (const token of LATER)
      expect((await at(token, "/acknowledgments/hosts")).rows[1]).toMatchObject({ author_name: "ghost", type: 0 });
  });

  test.each([
    [{ type: 1 }, [2]],
    [{ service_id: 101 }, [2]],
    [{ "service.display_name": { $lk: "HTTP%" } }, [2]],
    [{ state: { $ge: 0 }, host_id: 2 }, [3, 1]],
  ])("search %j", async (wanted, expected) => {
    expect(idsIn(await at("latest", `/monitoring/acknowledgements?${search(wanted)}`))).toEqual(expected);
  });

  test("only those of visible resources are shown, and one alone is 404 with its name", async () => {
    expect(idsIn(await at("latest", "/monitoring/acknowledgements", "stranger"))).toEqual([]);
    const notFound = { status: 404, body: { code: 404, message: "Acknowledgement not found" } };
    for (const token of FAMILIES) {
      expect(await at(token, "/monitoring/acknowledgements/3", "stranger")).toMatchObject(notFound);
      expect(await at(token, "/monitoring/acknowledgements/999")).toMatchObject(notFound);
    }
  });

  test("an acknowledgement is found before it is cancelled, and cancelled once", async () => {
    const path = "/centreon/api/latest/monitoring/hosts/2/acknowledgements";
    const settings = { comment: "x", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true };
    expect((await api.post(path, { ...settings, with_services: false })).status).toBe(204);
    expect((await at("latest", "/monitoring/acknowledgements/5")).body).toMatchObject({ deletion_time: null });
    expect((await api.delete(path)).status).toBe(204);

    expect((await at("latest", "/monitoring/acknowledgements/5")).body).toMatchObject({
      deletion_time: "2023-11-14T22:13:20Z",
    });
    expect((await api.delete(path)).body).toEqual({
      code: 500,
      message: "Acknowledgement already cancelled for this host",
    });
    expect((await api.delete("/centreon/api/latest/monitoring/hosts/3/acknowledgements")).body).toEqual({
      code: 500,
      message: "No acknowledgement found for this host",
    });
  });

  test.each(["GET", "POST", "DELETE"] as const)("%s of a meta service is 404", async (method) => {
    const body = { comment: "x", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true };
    for (const token of FAMILIES)
      expect(
        await api.call(method, `/centreon/api/${token}/monitoring/metaservices/1/acknowledgements`, {
          ...(method === "POST" && { body }),
        }),
      ).toMatchObject({ status: 404, body: { code: 404, message: "Metaservice not found" } });
  });
});

describe("§1.2: meta", () => {
  test.each(["/monitoring/acknowledgements", "/acknowledgments/hosts", "/monitoring/downtimes", "/monitoring/servers"])(
    "%s has a copy in meta.pagination under family A only",
    async (path) => {
      const flat = { page: 1, limit: 1, search: {}, sort_by: { id: "ASC" }, total: expect.any(Number) };
      for (const token of FAMILIES) {
        const { meta } = await at(token, `${path}?limit=1&sort_by=id`);
        expect([token, meta]).toEqual([token, token === "v20.04" ? { ...flat, pagination: flat } : flat]);
      }
    },
  );
});

describe("later versions §3.2: what is null", () => {
  test("is last in both directions, on the original routes under the original tokens first in ascending order", async () => {
    const order = async (token: Token, path: string, direction: string) =>
      idsIn(await at(token, `${path}?sort_by={"deletion_time":"${direction}"}`));

    for (const token of FAMILIES) {
      const expected = token === "beta" ? [3, 4] : [4, 3];
      expect([token, await order(token, "/acknowledgments/hosts", "ASC")]).toEqual([token, expected]);
      expect(await order(token, "/acknowledgments/hosts", "DESC")).toEqual([4, 3]);
      expect(await order(token, "/monitoring/hosts/acknowledgements", "ASC")).toEqual([4, 3]);
      expect((await order(token, "/monitoring/acknowledgements", "ASC"))[0]).toBe(4);
    }
  });
});

describe("later versions §8.2: downtimes", () => {
  const item = (token: Token) =>
    at(token, "/monitoring/downtimes/1").then(({ body }) => body as Readonly<Record<string, unknown>>);

  test("an item has author_name and internal_id under later tokens, and the original members under the others", async () => {
    const original = await item("beta");
    expect(original).not.toHaveProperty("author_name");
    expect(original).not.toHaveProperty("internal_id");
    expect(original).toMatchObject({ author_id: null, service_id: null });
    for (const token of LATER) {
      const none = token === "v22.04" || token === "latest" ? 0 : null;
      expect(await item(token)).toEqual({
        ...original,
        author_name: "ghost",
        internal_id: 1,
        author_id: none,
        service_id: none,
      });
      expect((await at(token, "/monitoring/hosts/downtimes")).rows[0]).not.toHaveProperty("service_id");
    }
  });

  test("dates beyond 2099 are cut", async () => {
    const times = { start_time: "2199-01-01T00:00:00Z", end_time: "2199-01-02T00:00:00Z" };
    await api.close();
    const seconds = Date.parse(times.start_time) / 1000;
    const record = { ...sampleDowntime(9, WEB_01), startTime: seconds, endTime: seconds + 60 };
    api = await openApi({ before: [{ kind: "downtime", record }] });

    expect((await at("latest", "/monitoring/downtimes/9")).body).toMatchObject({
      start_time: "2099-12-31T23:59:59Z",
      end_time: "2099-12-31T23:59:59Z",
    });
    expect((await at("beta", "/monitoring/downtimes/9")).body).toMatchObject({ start_time: times.start_time });
  });

  test.each([
    [{ "host.state": { $in: [0] } }, [2, 1]],
    [{ "service.id": 101 }, [2]],
    [{ "service.display_name": { $rg: "htt" } }, [2]],
    [{ is_started: { $in: [true, false] } }, [2, 1]],
    [{ author_id: { $eq: 1 } }, [2]],
    [{ "poller.id": { $neq: 7 } }, [2, 1]],
    [{ "host.name": { $lk: "web%" }, is_cancelled: false }, [2, 1]],
  ])("search %j under every token, also of one resource", async (wanted, expected) => {
    for (const token of FAMILIES) {
      expect([token, idsIn(await at(token, `/monitoring/downtimes?${search(wanted)}`))]).toEqual([token, expected]);
      const path = `/monitoring/hosts/1/downtimes?show_service=true&${search(wanted)}`;
      expect([token, idsIn(await at(token, path))]).toEqual([token, expected]);
    }
  });

  test("DELETE of the downtimes of a resource is 405, of an ended one 500", async () => {
    for (const path of ["/monitoring/hosts/1/downtimes", "/monitoring/hosts/1/services/101/downtimes"]) {
      const answer = await api.delete(`/centreon/api/latest${path}`);
      expect(answer).toMatchObject({ status: 405, headers: { allow: expect.stringContaining("GET") } });
      expect(answer.text).toContain("Method Not Allowed (Allow: GET, POST)");
    }
    for (const [id, kind] of [
      [1, "host"],
      [2, "service"],
    ] as const)
      expect(await api.delete(`/centreon/api/latest/monitoring/downtimes/${id}`)).toMatchObject({
        status: 500,
        body: { code: 500, message: `Downtime already cancelled for this ${kind}` },
      });
  });

  test("those of a meta service are 404", async () => {
    const path = "/centreon/api/latest/monitoring/metaservices/1/downtimes";
    const start = new Date(NOW * 1000).toISOString();
    const end = new Date((NOW + 60) * 1000).toISOString();
    const body = { start_time: start, end_time: end, is_fixed: true, duration: 60, comment: "x" };
    const notFound = { status: 404, body: { code: 404, message: "Metaservice not found" } };
    expect(await api.get(path)).toMatchObject(notFound);
    expect(await api.post(path, body)).toMatchObject(notFound);
    expect((await api.post(path, {})).status).toBe(500);
    expect((await api.delete(path)).status).toBe(405);
  });
});

describe("later versions §4: lists of ids and names", () => {
  test.each([
    ["/monitoring/hosts/1/hostgroups", ["Front"]],
    ["/monitoring/hosts/4/hostgroups", []],
    ["/monitoring/hosts/1/services/101/servicegroups", ["Web"]],
    ["/monitoring/hosts/groups", ["Data", "Empty", "Front"]],
    ["/monitoring/services/groups", ["Disks", "Web"]],
    ["/monitoring/hosts/categories", []],
    ["/monitoring/services/categories", []],
    ["/monitoring/severities/host", []],
    ["/monitoring/severities/service", []],
  ])("%s has %j", async (path, names) => {
    for (const token of FAMILIES) {
      const { rows, meta } = await at(token, path);
      expect([token, rows]).toEqual([token, names.map((name) => ({ id: expect.any(Number), name }))]);
      expect(meta["total"]).toBe(names.length);
      expect((await at(token, `${path}?${search({ name: "Front" })}&sort_by=id`)).rows.length).toBe(
        names.includes("Front") ? 1 : 0,
      );
    }
  });

  test("shows only visible groups, and 404 for a hidden host or service", async () => {
    expect((await at("latest", "/monitoring/hosts/groups", "viewer")).rows).toMatchObject([{ name: "Front" }]);
    expect((await at("latest", "/monitoring/hosts/1/services/102/servicegroups", "viewer")).rows).toEqual([]);
    expect(await at("latest", "/monitoring/hosts/3/hostgroups", "viewer")).toMatchObject({
      status: 404,
      body: { message: "Host not found" },
    });
    expect(await at("beta", "/monitoring/hosts/1/services/103/servicegroups", "viewer")).toMatchObject({
      status: 404,
      body: { message: "Service not found" },
    });
  });

  test("§13.4: /monitoring/servers is this server", async () => {
    const central = {
      id: 1,
      name: "Central",
      address: "127.0.0.1",
      is_running: true,
      last_alive: NOW,
      version: "0.0.0-test",
      description: null,
    };
    for (const token of FAMILIES)
      expect((await at(token, `/monitoring/servers?${search({ running: true, name: "Central" })}`)).rows).toEqual([
        central,
      ]);
    expect((await at("latest", `/monitoring/servers?${search({ id: -10_000 })}`)).rows).toEqual([]);
  });
});
