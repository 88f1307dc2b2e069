import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";

// The clock is at 2023-11-14T22:13:20Z.
const running = {
  start_time: "2023-11-14T22:00:00Z",
  end_time: "2023-11-14T23:00:00Z",
  is_fixed: true,
  duration: 600,
  comment: "Kernel upgrade",
};
const future = { ...running, start_time: "2023-11-15T22:00:00Z", end_time: "2023-11-15T23:00:00Z" };

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

describe("contract §7.5: downtimes", () => {
  test("a running downtime of a host is shown in every form", async () => {
    expect((await api.post("/monitoring/hosts/1/downtimes", running, "operator")).status).toBe(204);

    const withoutService = {
      id: 1,
      entry_time: "2023-11-14T22:13:20Z",
      author_id: 2,
      host_id: 1,
      is_cancelled: false,
      comment: "Kernel upgrade",
      deletion_time: null,
      duration: 3600,
      end_time: "2023-11-14T23:00:00Z",
      is_fixed: true,
      poller_id: 1,
      start_time: "2023-11-14T22:00:00Z",
      actual_start_time: "2023-11-14T22:13:20Z",
      actual_end_time: null,
      is_started: true,
    };
    expect((await api.get("/monitoring/downtimes/1")).body).toEqual({ ...withoutService, service_id: null });
    expect((await api.get("/monitoring/downtimes")).rows).toEqual([{ ...withoutService, service_id: null }]);
    expect((await api.get("/monitoring/hosts/downtimes")).rows).toEqual([withoutService]);
    expect((await api.get("/monitoring/hosts/1/downtimes")).rows).toEqual([withoutService]);
    expect((await api.get("/monitoring/hosts/1/downtimes?show_service=true")).rows).toEqual([
      { ...withoutService, service_id: null },
    ]);
    expect((await api.get("/monitoring/services/downtimes")).rows).toEqual([]);
  });

  test("a downtime of a service raises its depth", async () => {
    expect((await api.post("/monitoring/hosts/1/services/101/downtimes", running)).status).toBe(204);

    expect((await api.get("/monitoring/hosts/1/services/101")).body).toMatchObject({ scheduled_downtime_depth: 1 });
    for (const path of [
      "/monitoring/downtimes",
      "/monitoring/services/downtimes",
      "/monitoring/hosts/1/services/101/downtimes",
    ]) {
      expect((await api.get(path)).rows).toMatchObject([{ id: 1, host_id: 1, service_id: 101 }]);
    }
    expect((await api.get("/monitoring/hosts/1/downtimes")).rows).toEqual([]);
    expect((await api.get("/monitoring/hosts/1/downtimes?with_services=true")).rows).toMatchObject([
      { service_id: 101 },
    ]);
  });

  test("with_services covers every visible service, not the first page", async () => {
    expect(
      (await api.post("/monitoring/hosts/1/downtimes?limit=1", { ...running, with_services: true }, "operator")).status,
    ).toBe(204);

    const rows = (await api.get("/monitoring/hosts/1/downtimes?show_service=1")).rows;
    expect(rows.map((row) => row["service_id"]).toSorted()).toEqual([101, 102, null]);
  });

  test("with_services has no effect on a service, or on a host without services", async () => {
    expect(
      (await api.post("/monitoring/hosts/1/services/101/downtimes", { ...running, with_services: true })).status,
    ).toBe(204);
    expect((await api.post("/monitoring/hosts/4/downtimes", { ...running, with_services: true })).status).toBe(204);

    expect((await api.get("/monitoring/downtimes")).meta["total"]).toBe(2);
  });

  test.each([
    ["an offset", { start_time: "2023-11-15T23:00:00+01:00" }],
    ["an offset without colon", { start_time: "2023-11-15T16:30:00-0530" }],
    ["a fraction of a second", { start_time: "2023-11-15T22:00:00.987Z" }],
  ])("a date may have %s", async (_what, change) => {
    expect((await api.post("/monitoring/hosts/1/downtimes", { ...future, ...change })).status).toBe(204);

    expect((await api.get("/monitoring/downtimes/1")).body).toMatchObject({ start_time: "2023-11-15T22:00:00Z" });
  });

  test("the author is the caller, and unknown fields are ignored", async () => {
    expect(
      (await api.post("/monitoring/hosts/1/downtimes", { ...running, author_id: 6, host_id: 2, extra: [] }, "operator"))
        .status,
    ).toBe(204);

    expect((await api.get("/monitoring/downtimes/1")).body).toMatchObject({ author_id: 2, host_id: 1 });
  });

  test.each([
    ["ends before it starts", { end_time: "2023-11-14T21:00:00Z" }],
    ["is over", { start_time: "2023-11-13T22:00:00Z", end_time: "2023-11-13T23:00:00Z" }],
    ["is flexible without a duration", { is_fixed: false, duration: 0 }],
    ["has no comment", { comment: "" }],
  ])("a downtime that %s is answered with 204 and dropped", async (_what, change) => {
    expect((await api.post("/monitoring/hosts/1/downtimes", { ...running, ...change })).status).toBe(204);

    expect((await api.get("/monitoring/downtimes")).meta["total"]).toBe(0);
  });

  test.each([
    "/monitoring/hosts/999/downtimes",
    "/monitoring/hosts/1/services/999/downtimes",
    `/monitoring/hosts/${2 ** 26}/downtimes`,
  ])("POST %s finds nothing", async (path) => {
    expect(await api.post(path, running)).toMatchObject({ status: 404, text: "" });
  });

  test("a hidden resource is missing", async () => {
    expect((await api.post("/monitoring/hosts/3/downtimes", running, "operator")).status).toBe(404);
    expect((await api.post("/monitoring/hosts/1/services/103/downtimes", running, "operator")).status).toBe(404);
  });

  test("a missing service of a host that exists has an empty list", async () => {
    for (const id of ["999", "0", String(2 ** 26), String(2 ** 26 + 101)]) {
      expect(await api.get(`/monitoring/hosts/1/services/${id}/downtimes`)).toMatchObject({
        status: 200,
        rows: [],
        meta: { total: 0 },
      });
    }
  });

  test("newest first", async () => {
    await api.post("/monitoring/hosts/1/downtimes", running);
    await api.post("/monitoring/hosts/2/downtimes", future);

    expect((await api.get("/monitoring/downtimes")).rows.map((row) => row["id"])).toEqual([2, 1]);
  });

  test("DELETE ends a running downtime, once", async () => {
    await api.post("/monitoring/hosts/1/downtimes", running);
    await api.clock.advanceBy(5);

    expect((await api.delete("/monitoring/downtimes/1")).status).toBe(204);
    expect((await api.get("/monitoring/downtimes/1")).body).toMatchObject({
      is_cancelled: true,
      is_started: true,
      deletion_time: "2023-11-14T22:13:25Z",
      actual_end_time: "2023-11-14T22:13:25Z",
    });
    expect(await api.delete("/monitoring/downtimes/1")).toMatchObject({
      status: 500,
      body: { code: 500, message: "Downtime already cancelled for this host" },
    });
  });

  test("DELETE of a downtime that has ended reports that it is cancelled", async () => {
    await api.post("/monitoring/hosts/1/services/101/downtimes", running);
    await api.clock.advanceBy(2800);

    await expect
      .poll(async () => (await api.get("/monitoring/downtimes/1")).body)
      .toMatchObject({ deletion_time: "2023-11-14T23:00:00Z" });
    expect((await api.delete("/monitoring/downtimes/1")).body).toEqual({
      code: 500,
      message: "Downtime already cancelled for this service",
    });
  });

  test("of two simultaneous DELETEs one reports that it came too late", async () => {
    await api.post("/monitoring/hosts/1/downtimes", running);

    const answers = await Promise.all([api.delete("/monitoring/downtimes/1"), api.delete("/monitoring/downtimes/1")]);
    expect(answers.map((answer) => answer.text).toSorted()).toEqual([
      "",
      '{"code":500,"message":"Downtime already cancelled for this host"}',
    ]);
  });

  test.each(["0", "999", String(2 ** 60)])("downtime %s does not exist", async (id) => {
    expect(await api.get(`/monitoring/downtimes/${id}`)).toMatchObject({ status: 404, text: "" });
    expect(await api.delete(`/monitoring/downtimes/${id}`)).toMatchObject({ status: 404, text: "" });
  });

  test("a hidden downtime is missing, also for a caller without the role", async () => {
    await api.post("/monitoring/hosts/3/downtimes", running);

    expect((await api.get("/monitoring/downtimes/1", "operator")).status).toBe(404);
    expect((await api.delete("/monitoring/downtimes/1", "operator")).status).toBe(404);
    expect((await api.delete("/monitoring/downtimes/1", "viewer")).status).toBe(404);
    expect((await api.delete("/monitoring/downtimes/1", "stranger")).status).toBe(404);
  });
});
