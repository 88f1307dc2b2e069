import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { HTTP, WEB_02 } from "../support/invented-site.ts";
import { sampleAcknowledgement } from "../support/record-samples.ts";

const settings = { comment: "Known", is_notify_contacts: false, is_persistent_comment: true, is_sticky: true };
const ofHost = { ...settings, host_id: 2 };
const ofService = { ...settings, host_id: 1, service_id: 101 };

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

describe("contract §7.4: acknowledgements", () => {
  test("an acknowledged host is shown immediately, in the host and in the listing", async () => {
    expect((await api.post("/acknowledgments/hosts", ofHost, "operator")).status).toBe(204);

    expect((await api.get("/monitoring/hosts/2")).body).toMatchObject({ acknowledged: true });
    expect(await api.get("/acknowledgments/hosts")).toMatchObject({ meta: { total: 1 } });
    expect((await api.get("/acknowledgments/hosts")).rows).toEqual([
      {
        id: 1,
        author_id: 2,
        comment: "Known",
        deletion_time: null,
        entry_time: "2023-11-14T22:13:20Z",
        host_id: 2,
        poller_id: 1,
        is_notify_contacts: false,
        is_persistent_comment: true,
        is_sticky: true,
        state: 1,
      },
    ]);
  });

  test("the history says who acknowledged it, and from which address", async () => {
    await api.post("/acknowledgments/hosts", ofHost, "operator");

    const events = await api.store.readEvents(WEB_02, 9);
    expect(events.filter(({ kind }) => kind === "operator-action").map(({ reason }) => reason)).toEqual([
      "acknowledged by operator over the API from 127.0.0.1",
    ]);
  });

  test("an acknowledged service is shown with its id", async () => {
    expect((await api.post("/acknowledgments/services", ofService)).status).toBe(204);

    expect((await api.get("/monitoring/hosts/1/services/101")).body).toMatchObject({ is_acknowledged: true });
    expect((await api.get("/acknowledgments/services")).rows).toMatchObject([
      { host_id: 1, service_id: 101, author_id: 1, state: 2 },
    ]);
    expect((await api.get("/acknowledgments/hosts")).rows).toEqual([]);
  });

  test("without a problem or a comment the answer is 204 and nothing is stored", async () => {
    expect((await api.post("/acknowledgments/hosts", { ...ofHost, host_id: 1 })).status).toBe(204);
    expect((await api.post("/acknowledgments/hosts", { ...ofHost, comment: "" })).status).toBe(204);

    expect((await api.get("/acknowledgments/hosts")).meta["total"]).toBe(0);
  });

  test("the author is the caller", async () => {
    await api.post("/acknowledgments/hosts", ofHost, "cookie-of-operator");

    expect((await api.get("/acknowledgments/hosts")).rows).toMatchObject([{ author_id: 2 }]);
  });

  test("a second acknowledgement is another record, and the listing shows the latest", async () => {
    await api.post("/acknowledgments/hosts", ofHost);
    await api.clock.advanceBy(60);
    await api.post("/acknowledgments/hosts", { ...ofHost, comment: "Again" });

    expect(await api.get("/acknowledgments/hosts")).toMatchObject({
      rows: [{ id: 2, comment: "Again" }],
      meta: { total: 1 },
    });
  });

  test.each([
    ["/acknowledgments/hosts", ofHost, "/acknowledgments/hosts/2", "/monitoring/hosts/2", "acknowledged", "host"],
    [
      "/acknowledgments/services",
      ofService,
      "/acknowledgments/hosts/1/services/101",
      "/monitoring/hosts/1/services/101",
      "is_acknowledged",
      "service",
    ],
  ])("an acknowledgement set by %s is cancelled by DELETE once", async (listing, body, one, resource, member, kind) => {
    await api.post(listing, body);
    await api.clock.advanceBy(5);

    expect((await api.delete(one)).status).toBe(204);
    expect((await api.get(resource)).body).toMatchObject({ [member]: false });
    expect((await api.get(listing)).rows).toMatchObject([{ deletion_time: "2023-11-14T22:13:25Z" }]);
    expect(await api.delete(one)).toMatchObject({
      status: 500,
      body: { code: 500, message: `Acknowledgement already cancelled for this ${kind}` },
    });
  });

  test("one that ended with its problem is accepted by DELETE again and again and stays as it is", async () => {
    await api.close();
    api = await openApi({
      before: [
        {
          kind: "acknowledgement",
          record: { ...sampleAcknowledgement(7, WEB_02), author: "admin", deletionTime: null },
        },
      ],
    });
    const before = await api.get("/acknowledgments/hosts");

    for (let times = 0; times < 2; times++)
      expect(await api.delete("/acknowledgments/hosts/2")).toMatchObject({ status: 204, text: "" });
    expect((await api.get("/acknowledgments/hosts")).text).toBe(before.text);
    expect(before.rows).toMatchObject([{ id: 7, deletion_time: null }]);
  });

  test.each([
    "/acknowledgments/hosts/999",
    "/acknowledgments/hosts/1/services/999",
    "/acknowledgments/hosts/5",
    `/acknowledgments/hosts/${2 ** 27}`,
  ])("DELETE %s finds nothing", async (path) => {
    expect(await api.delete(path)).toMatchObject({ status: 404, text: "" });
  });

  test("a hidden resource is missing for DELETE and not found for POST", async () => {
    expect((await api.delete("/acknowledgments/hosts/3", "operator")).status).toBe(404);
    expect((await api.post("/acknowledgments/services", { ...ofService, service_id: 103 }, "operator")).body).toEqual({
      code: 500,
      message: "Service of acknowledgement not found",
    });
  });
});

describe("an acknowledgement whose author is not a contact", () => {
  beforeEach(async () => {
    await api.close();
    api = await openApi({
      before: [
        { kind: "acknowledgement", record: { ...sampleAcknowledgement(7, WEB_02), author: "ghost" } },
        { kind: "acknowledgement", record: { ...sampleAcknowledgement(8, HTTP), author: null } },
      ],
    });
  });

  test("is listed without an author id", async () => {
    expect((await api.get("/acknowledgments/hosts")).rows).toMatchObject([{ id: 7, author_id: null }]);
    expect((await api.get("/acknowledgments/services")).rows).toMatchObject([{ id: 8, author_id: null }]);
  });

  test("does not count for DELETE, as in the reference", async () => {
    expect((await api.delete("/acknowledgments/hosts/2")).body).toEqual({
      code: 500,
      message: "No acknowledgement found for this host",
    });
    expect((await api.delete("/acknowledgments/hosts/1/services/101")).body).toEqual({
      code: 500,
      message: "No acknowledgement found for this service",
    });
  });
});

describe("contract §1.5, later versions §5.5: acknowledgements under /monitoring", () => {
  test("one host, with its visible services", async () => {
    expect(
      (await api.post("/monitoring/hosts/1/acknowledgements", { ...settings, with_services: true }, "operator")).status,
    ).toBe(204);

    expect((await api.get("/acknowledgments/hosts")).rows).toEqual([]);
    expect((await api.get("/acknowledgments/services")).rows.map((row) => row["service_id"])).toEqual([101, 102]);
  });

  test("one service", async () => {
    expect((await api.post("/monitoring/hosts/2/services/101/acknowledgements", settings)).status).toBe(204);

    expect((await api.get("/monitoring/services/acknowledgements")).rows).toMatchObject([
      { host_id: 2, service_id: 101, author_name: "admin", type: 1 },
    ]);
  });

  test("several hosts, skipping those that do not exist", async () => {
    const body = [2, 999, 1].map((id) => ({ ...settings, with_services: false, resource_id: id }));
    expect((await api.post("/monitoring/hosts/acknowledgements", body)).status).toBe(204);

    expect((await api.get("/monitoring/hosts/acknowledgements")).rows).toMatchObject([
      { host_id: 2, author_name: "admin", type: 0 },
    ]);
  });

  test("several services", async () => {
    const body = [
      [1, 101],
      [2, 101],
      [3, 102],
    ].map(([host, service]) => ({ ...settings, resource_id: service, parent_resource_id: host }));
    expect((await api.post("/monitoring/services/acknowledgements", body, "operator")).status).toBe(204);

    expect((await api.get("/acknowledgments/services")).rows.map((row) => row["host_id"])).toEqual([1, 2]);
  });

  test("an empty list does nothing", async () => {
    expect((await api.post("/monitoring/hosts/acknowledgements", [])).status).toBe(204);
  });

  test("one wrong item keeps all from being written", async () => {
    const good = { ...settings, with_services: false, resource_id: 2 };
    expect((await api.post("/monitoring/hosts/acknowledgements", [good, { ...good, comment: 1 }])).body).toEqual({
      code: 500,
      message: "Error on '[1].comment': This value should be of type string.",
    });

    expect((await api.get("/acknowledgments/hosts")).meta["total"]).toBe(0);
  });

  test.each([
    ["/monitoring/hosts/2/acknowledgements", { ...settings, with_services: false }],
    ["/monitoring/hosts/1/services/101/acknowledgements", settings],
  ])("DELETE %s cancels", async (path, body) => {
    await api.post(path, body);

    expect((await api.delete(path)).status).toBe(204);
    expect((await api.delete(path)).status).toBe(500);
  });
});
