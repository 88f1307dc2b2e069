import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../../../../test/support/api-under-test.ts";
import { sampleRecurringDowntime } from "../../../../test/support/record-samples.ts";

const PATH = "/api/recurring-downtimes";
const DEFINITION = {
  name: "backup",
  comment: "weekly backup",
  rrule: "FREQ=WEEKLY;BYDAY=SU",
  dtstart: "2023-01-01T22:00:00",
  zone: "Europe/Paris",
  duration_seconds: 7_200,
};

let api: ApiUnderTest;
beforeEach(async () => {
  api = await openApi({ before: [{ kind: "recurring-downtime", record: sampleRecurringDowntime(1) }] });
});
afterEach(() => api.close());

const downtimesAs = async (as: "admin" | "operator"): Promise<string[]> =>
  (await api.get('/monitoring/downtimes?limit=100&sort_by={"id":"ASC"}', as)).rows.map(
    (row) => `${row["host_id"]}/${row["service_id"] ?? 0}`,
  );

test("the same request is answered with the first answer and not done again", async () => {
  const body = { ...DEFINITION, targets: { hosts: ["web-01"] }, request_id: "01J" };
  const answers = [await api.post(PATH, body), await api.post(PATH, body)];
  expect(answers).toMatchObject([
    { status: 201, body: { id: 2 } },
    { status: 201, body: { id: 2 } },
  ]);
  expect((await api.get(PATH)).meta).toMatchObject({ total: 2 });
  expect(await api.post(PATH, { ...body, name: "other" })).toMatchObject({
    status: 409,
    body: { code: "request-id-used" },
  });
});

describe("a contact that does not see everything", () => {
  test("sees and changes only its own", async () => {
    expect((await api.get(PATH, "operator")).meta).toMatchObject({ total: 0 });
    expect((await api.get(`${PATH}/1`, "operator")).status).toBe(404);
    expect(
      (await api.call("PUT", `${PATH}/1`, { as: "operator", body: { ...DEFINITION, targets: { hosts: ["web-01"] } } }))
        .status,
    ).toBe(404);
    expect((await api.delete(`${PATH}/1`, "operator")).status).toBe(404);

    const { status, body } = await api.post(PATH, { ...DEFINITION, targets: { hosts: ["web-01"] } }, "operator");
    expect(status).toBe(201);
    expect((await api.get(PATH, "operator")).rows).toEqual([
      expect.objectContaining({ author_name: "operator", id: 2 }),
    ]);
    expect((await api.get(PATH, "admin")).meta).toMatchObject({ total: 2 });
    expect((await api.delete(`${PATH}/${(body as { id: number }).id}`, "operator")).status).toBe(204);
  });

  test("patterns, groups and services are resolved once, to what it sees at the request", async () => {
    const { status, body } = await api.post(
      PATH,
      { ...DEFINITION, targets: { hosts: ["*"], service_groups: ["Web"], with_services: true } },
      "operator",
    );

    // web-01/Load and all other hosts are hidden from it.
    const seen = [
      { host: "web-01", service: "HTTP" },
      { host: "web-01", service: "Disk" },
      { host: "web-02", service: "HTTP" },
    ];
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        targets: {
          hosts: ["web-01", "web-02"],
          services: seen,
          host_groups: [],
          service_groups: [],
          with_services: false,
        },
        resources: 5,
      },
    });
    expect((await downtimesAs("operator")).toSorted()).toEqual(
      expect.arrayContaining(["1/0", "1/101", "1/102", "2/0", "2/101"]),
    );
  });

  test.each([
    [{ hosts: ["db-01"] }, "Error on 'targets.hosts[0]': There is no host 'db-01'."],
    [
      { services: [{ host: "web-01", service: "Load" }] },
      "Error on 'targets.services[0]': There is no service 'web-01 / Load'.",
    ],
    [{ host_groups: ["Data"] }, "Error on 'targets.host_groups[0]': There is no host group 'Data'."],
    [{ service_groups: ["Disks"] }, "Error on 'targets.service_groups[0]': There is no service group 'Disks'."],
  ])("what it does not see does not exist: %j", async (targets, message) => {
    expect(await api.post(PATH, { ...DEFINITION, targets }, "operator")).toMatchObject({
      status: 400,
      body: { code: "invalid-body", message },
    });
  });

  test("needs the downtime roles", async () => {
    expect(await api.post(PATH, { ...DEFINITION, targets: { hosts: ["web-01"] } }, "viewer")).toMatchObject({
      status: 403,
      body: { code: "role-missing", message: "You are not authorized to access this resource" },
    });
  });
});

describe("a contact that sees everything", () => {
  test("keeps patterns and groups as written", async () => {
    const targets = {
      hosts: ["web-*"],
      services: [{ host: "*", service: "Di?k" }],
      host_groups: ["Data"],
      service_groups: ["Disks"],
      with_services: false,
    };

    const { body } = await api.post(PATH, { ...DEFINITION, targets });

    expect(body).toMatchObject({ targets, resources: 5 });
  });

  test("pages through them", async () => {
    for (let more = 0; more < 3; more++) await api.post(PATH, { ...DEFINITION, targets: { hosts: ["web-01"] } });

    const page = await api.get(`${PATH}?limit=3&page=2`);

    expect(page.rows).toEqual([expect.objectContaining({ id: 4 })]);
    expect(page.meta).toEqual({ page: 2, limit: 3, total: 4 });
  });
});
