import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const listed = async (query = "", as: "admin" | "operator" | "stranger" = "admin") =>
  (await api.get(`/api/comments${query}`, as)).rows.map(({ id, comment }) => [id, comment]);

describe("comments", () => {
  beforeEach(async () => {
    for (const [path, comment] of [
      ["hosts/1", "on the host"],
      ["hosts/1/services/101", "on its service"],
      ["hosts/2", "elsewhere"],
    ])
      expect((await api.post(`/api/${path}/comments`, { comment })).status).toBe(201);
  });

  test("an added comment has the number of the answer, is listed at once, and has the caller as author", async () => {
    const added = await api.post("/api/hosts/1/comments", { comment: "one more", persistent: false });

    expect(added.body).toEqual({ id: 4 });
    expect((await api.get("/api/comments")).rows[0]).toMatchObject({
      id: 4,
      host: { id: 1, name: "web-01" },
      service: null,
      author: "admin",
      comment: "one more",
      type: "user",
      persistent: false,
    });
  });

  test("are listed by host and service, newest first, with a limit", async () => {
    expect(await listed()).toEqual([
      [3, "elsewhere"],
      [2, "on its service"],
      [1, "on the host"],
    ]);
    expect(await listed("?host_id=1")).toEqual([
      [2, "on its service"],
      [1, "on the host"],
    ]);
    expect(await listed("?host_id=1&service_id=0")).toEqual([[1, "on the host"]]);
    expect(await listed("?host_id=1&service_id=101")).toEqual([[2, "on its service"]]);
    expect((await api.get("/api/comments?limit=1")).meta).toEqual({ limit: 1, total: 3 });
    for (const query of ["?limit=0", "?limit=1001", "?host_id=x", "?service_id=-1"])
      expect((await api.get(`/api/comments${query}`)).status).toBe(400);
  });

  test("are added and listed by key", async () => {
    const added = await api.post("/api/comments?key=s1.101", { comment: "by key" }, "operator");

    expect(added).toMatchObject({ status: 201, body: { id: 4 } });
    expect(await listed("?key=s1.101", "operator")).toEqual([
      [4, "by key"],
      [2, "on its service"],
    ]);
    expect(await listed("?key=h1")).toEqual([[1, "on the host"]]);
    expect((await api.post("/api/comments?key=s1.103", { comment: "hidden" }, "operator")).status).toBe(404);
    for (const key of ["", "x1", "h0"])
      expect((await api.post(`/api/comments?key=${key}`, { comment: "x" })).status).toBe(400);
  });

  test("are deleted by their authors too, not by others", async () => {
    await api.post("/api/comments?key=h2", { comment: "mine" }, "operator");

    expect(await api.delete("/api/comments/1", "operator")).toMatchObject({
      status: 403,
      body: { message: "Comment 1 is by admin: administrators only" },
    });
    expect((await api.delete("/api/comments/4", "operator")).status).toBe(204);
  });

  test("are hidden with their resource", async () => {
    expect(await listed("", "stranger")).toEqual([]);
  });

  test("are deleted once", async () => {
    expect((await api.delete("/api/comments/2")).status).toBe(204);
    expect(await api.delete("/api/comments/2")).toMatchObject({
      status: 404,
      body: { code: "comment-not-found", message: "There is no comment 2." },
    });
    expect(await listed()).toEqual([
      [3, "elsewhere"],
      [1, "on the host"],
    ]);
  });

  test.each([
    [{}, "comment"],
    [{ comment: "" }, "comment"],
    [{ comment: "x".repeat(4_097) }, "comment"],
    [{ comment: "x", persistent: 1 }, "persistent"],
    [{ comment: "x", more: 1 }, "more"],
  ])("a body of %j is refused with the name of the field", async (body, field) => {
    const refused = await api.post("/api/hosts/1/comments", body);

    expect(refused.status).toBe(400);
    expect((refused.body as { readonly message: string }).message).toContain(field);
  });
});

test("the detail of a resource shows its acknowledgement with its expiry, and what is switched on", async () => {
  const until = new Date((api.clock.now() + 7_200) * 1000).toISOString();
  const problems = (await api.get('/monitoring/services?search={"service.state":2}')).rows as unknown as readonly {
    readonly id: number;
    readonly host: { readonly id: number };
  }[];
  const { id, host } = problems[0]!;
  const path = `/api/hosts/${host.id}/services/${id}`;
  expect((await api.get(`${path}/detail`)).body).toMatchObject({ acknowledgement: null });

  expect((await api.post(`${path}/acknowledgement`, { comment: "mine", until })).status).toBe(204);

  expect((await api.get(`${path}/detail`)).body).toMatchObject({
    checks: { active: expect.any(Boolean), passive: expect.any(Boolean) },
    notifications: { enabled: expect.any(Boolean), contacts: expect.any(Array) },
    flapping: { is_flapping: false },
    acknowledgement: {
      author: "admin",
      comment: "mine",
      sticky: true,
      persistent: false,
      expires_at: until.replace(/\.\d+Z$/, "Z"),
      stable_minutes: null,
    },
  });
  expect((await api.delete(`/monitoring/hosts/${host.id}/services/${id}/acknowledgements`)).status).toBe(204);
  expect((await api.get(`${path}/detail`)).body).toMatchObject({ acknowledgement: null });
});
