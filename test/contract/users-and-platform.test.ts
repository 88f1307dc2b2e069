import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";

const FAMILIES = ["v2", "v20.04", "v21.10", "v22.04", "latest"];

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const url = (version: string, path: string): string => `/centreon/api/${version}${path}`;

describe.each(FAMILIES)("platform under %s (later versions §10)", (version) => {
  test.each<[string, unknown]>([
    [
      "/platform/versions",
      { web: { version: "24.10.3", major: "24", minor: "10", fix: "3" }, modules: {}, widgets: {} },
    ],
    ["/platform/installation/status", { is_installed: true, has_upgrade_available: false }],
    [
      "/authentication/providers/configurations",
      [
        {
          id: 1,
          type: "local",
          name: "local",
          authentication_uri: "/centreon/authentication/providers/configurations/local",
          is_active: true,
          is_forced: true,
        },
      ],
    ],
  ])("GET %s needs no token", async (path, body) => {
    expect(await api.get(url(version, path), "nobody")).toMatchObject({ status: 200, body });
  });

  test("features and the parameters of the administration", async () => {
    expect((await api.get(url(version, "/platform/features"), "viewer")).body).toEqual({
      is_cloud_platform: false,
      feature_flags: {},
    });
    expect((await api.get(url(version, "/administration/parameters"), "viewer")).body).toEqual({
      monitoring_default_downtime_duration: 3600,
      monitoring_default_refresh_interval: 15,
      monitoring_default_acknowledgement_persistent: true,
      monitoring_default_acknowledgement_sticky: true,
      monitoring_default_acknowledgement_notify: false,
      monitoring_default_acknowledgement_with_services: true,
      monitoring_default_acknowledgement_force_active_checks: true,
      monitoring_default_downtime_fixed: true,
      monitoring_default_downtime_with_services: true,
    });
  });
});

test.each(["/", "/centreon", "/centreon/"])("HEAD %s answers without a token (later versions §3.2)", async (path) => {
  const response = await api.app.inject({ method: "HEAD", url: path });

  expect(response).toMatchObject({ statusCode: 200, body: "" });
});

describe("GET /users/acl/actions (later versions §10)", () => {
  const all = (is: boolean) => ({
    check: is,
    forced_check: is,
    acknowledgement: is,
    disacknowledgement: is,
    downtime: is,
    submit_status: is,
    comment: is,
  });

  test.each([
    ["admin", all(true), all(true)],
    ["operator", all(true), all(true)],
    ["viewer", all(false), all(false)],
    ["submitter", all(false), { ...all(false), submit_status: true }],
  ] as const)("as %s", async (as, host, service) => {
    expect((await api.get("/users/acl/actions", as)).body).toEqual({ host, service, metaservice: service });
  });
});

describe("parameters of the caller (later versions §10)", () => {
  const PATHS = ["/configuration/users/current/parameters", "/users/current/parameters"];

  test.each(PATHS)("%s needs no rights", async (path) => {
    expect((await api.get(path, "noapi")).body).toEqual({
      id: 5,
      name: "noapi",
      alias: "noapi",
      email: expect.any(String),
      timezone: "UTC",
      locale: null,
      is_admin: false,
      can_manage_api_tokens: false,
      use_deprecated_pages: false,
      is_export_button_enabled: false,
      theme: "light",
      user_interface_density: "compact",
      default_page: null,
      dashboard: null,
    });
    expect((await api.get(path, "cookie-of-admin")).body).toMatchObject({
      is_admin: true,
      can_manage_api_tokens: true,
    });
  });

  test.each(PATHS)("PATCH %s changes only what is named, for the caller alone", async (path) => {
    expect(await api.call("PATCH", path, { as: "operator", body: { theme: "dark" } })).toMatchObject({ status: 204 });
    expect(
      await api.call("PATCH", path, { as: "operator", body: { user_interface_density: "extended" } }),
    ).toMatchObject({ status: 204, text: "" });
    expect(await api.call("PATCH", path, { as: "operator" })).toMatchObject({ status: 204 });

    expect((await api.get(path, "operator")).body).toMatchObject({ theme: "dark", user_interface_density: "extended" });
    expect((await api.get(path, "viewer")).body).toMatchObject({ theme: "light", user_interface_density: "compact" });
  });

  test.each([
    [{ theme: "pink" }, "Requested theme not found"],
    [{ user_interface_density: "wide" }, "Requested user interface density not found"],
    [{ theme: 1 }, "[theme] Integer value found, but a string is required\n"],
    [{ colour: "x" }, "The property colour is not defined and the definition does not allow additional properties\n"],
  ])("refuses %j", async (body, message) => {
    expect((await api.call("PATCH", PATHS[0]!, { body })).body).toEqual({ code: 500, message });
  });

  test("/configuration/users/{id} is no path", async () => {
    for (const method of ["GET", "PATCH", "DELETE"] as const) {
      expect(await api.call(method, "/centreon/api/latest/configuration/users/3")).toMatchObject({
        status: 404,
        body: { message: expect.stringMatching(/^No route found for "/) },
      });
    }
  });
});

describe("filters of an account (later versions §10)", () => {
  const PAGE = "/users/filters/events-view";
  const CRITERIA = {
    name: "states",
    type: "multi_select",
    value: [{ id: "unhandled_problems", name: "Unhandled" }],
    object_type: null,
  };
  const add = (name: string, page = PAGE, as: "operator" | "viewer" = "operator") =>
    api.post(page, { name, criterias: [CRITERIA] }, as);
  const names = async (query = "", as: "operator" | "viewer" = "operator") =>
    (await api.get(PAGE + query, as)).rows.map(({ name, order }) => `${String(name)} ${String(order)}`);

  test("are added at the end, listed in their order, and searched", async () => {
    expect(await add("f1")).toMatchObject({
      status: 200,
      body: { id: 1, name: "f1", criterias: [CRITERIA], order: 1 },
    });
    await add("f2");
    await add("f3");

    expect(await names()).toEqual(["f1 1", "f2 2", "f3 3"]);
    expect(await names("?sort_by=" + encodeURIComponent('{"name":"DESC"}'))).toEqual(["f3 3", "f2 2", "f1 1"]);
    expect(await names("?search=" + encodeURIComponent('{"name":{"$lk":"%2"}}'))).toEqual(["f2 2"]);
    expect((await api.get(`${PAGE}?limit=1&page=2`, "operator")).meta).toMatchObject({ page: 2, limit: 1, total: 3 });
  });

  test("belong to the account and the page", async () => {
    expect(await names("", "viewer")).toEqual([]);
    expect(await add("f1", "/users/filters/other-page")).toMatchObject({ status: 200, body: { order: 1 } });
    for (const method of ["GET", "PUT", "PATCH", "DELETE"] as const) {
      const body = { PUT: { name: "x", criterias: [] }, PATCH: { order: 1 } }[method as string];
      expect(await api.call(method, `${PAGE}/1`, { as: "viewer", body })).toMatchObject({
        status: 404,
        body: { code: 404, message: "Filter id 1 not found" },
      });
    }
    expect((await api.get("/users/filters/other-page/1", "operator")).status).toBe(404);
    expect(await api.get("/users/filters/bad_page", "operator")).toMatchObject({
      status: 404,
      body: { message: expect.stringMatching(/^No route found for/) },
    });
  });

  test("keep values of any JSON type", async () => {
    const criterias = [null, 1, 1.5, "x", true, [1, [2]], { a: { b: null } }].map((value) => ({
      name: "n",
      type: "t",
      value,
    }));
    const { id } = (await api.post(PAGE, { name: "values", criterias }, "operator")).body as { id: number };

    expect((await api.get(`${PAGE}/${id}`, "operator")).body).toMatchObject({ criterias });
    // PHP reads an object without members as an empty array.
    const emptied = { name: "values", criterias: {} };
    expect(await api.call("PUT", `${PAGE}/${id}`, { as: "operator", body: emptied })).toMatchObject({
      status: 200,
      body: { criterias: [] },
    });
    await api.delete(`${PAGE}/${id}`, "operator");
  });

  test("are moved, replaced and deleted; the order has no gaps", async () => {
    expect((await api.call("PATCH", `${PAGE}/3`, { as: "operator", body: { order: 1 } })).body).toMatchObject({
      id: 3,
      order: 1,
    });
    expect(await names()).toEqual(["f3 1", "f1 2", "f2 3"]);
    await api.call("PATCH", `${PAGE}/3`, { as: "operator", body: { order: 99 } });
    expect(await names()).toEqual(["f1 1", "f2 2", "f3 3"]);

    expect(
      await api.call("PUT", `${PAGE}/1`, { as: "operator", body: { name: "renamed", criterias: [] } }),
    ).toMatchObject({ status: 200, body: { id: 1, name: "renamed", criterias: [], order: 1 } });
    expect(await api.delete(`${PAGE}/1`, "operator")).toMatchObject({ status: 204, text: "" });
    expect(await names()).toEqual(["f2 1", "f3 2"]);
  });

  test("added at once, each has its own place", async () => {
    await Promise.all(["a", "b", "c"].map((name) => add(name, "/users/filters/at-once")));

    expect((await api.get("/users/filters/at-once", "operator")).rows.map(({ order }) => order)).toEqual([1, 2, 3]);
  });

  test.each<[unknown, string]>([
    [{ name: "f2", criterias: [] }, "Filter name already used"],
    [{}, "Array value found, but an object is required\n"],
    [
      { name: 1 },
      "[criterias] The property criterias is required\n[name] Integer value found, but a string is required\n",
    ],
    [
      { name: "x", criterias: [], foo: 1 },
      "The property foo is not defined and the definition does not allow additional properties\n",
    ],
    [
      { name: 5, criterias: [{ name: "n", type: "t" }], foo: 1 },
      "[name] Integer value found, but a string is required\n" +
        "The property foo is not defined and the definition does not allow additional properties\n" +
        "[criterias[0].value] The property value is required\n",
    ],
    [
      { name: "x", criterias: [{ name: "n" }, 7] },
      "[criterias[0].type] The property type is required\n" +
        "[criterias[1]] Integer value found, but an object is required\n" +
        "[criterias[0].value] The property value is required\n",
    ],
    ["{", "Error when decoding your sent data"],
  ])("POST refuses %j", async (body, message) => {
    expect((await api.post(PAGE, body, "operator")).body).toEqual({ code: 500, message });
  });

  test("PATCH takes the order alone", async () => {
    const { body } = await api.call("PATCH", `${PAGE}/2`, { as: "operator", body: { name: "x" } });

    expect(body).toEqual({
      code: 500,
      message:
        "[order] The property order is required\n" +
        "The property name is not defined and the definition does not allow additional properties\n",
    });
  });
});
