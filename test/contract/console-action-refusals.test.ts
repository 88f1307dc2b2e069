import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const act = (body: object) => api.post("/api/actions", body);
const ACK = { action: "acknowledge", options: { comment: "on it" } };

test.each([
  [{}, "action"],
  [{ action: "explode", on: ["h1"] }, "action"],
  [ACK, "on"],
  [{ ...ACK, on: ["x1"] }, "on[0]"],
  [{ ...ACK, on: [] }, "on"],
  [{ ...ACK, on: Array.from({ length: 2_001 }, (_, index) => `h${index + 1}`) }, "on"],
  [{ ...ACK, on: ["h1"], options: {} }, "options.comment"],
  [{ ...ACK, on: ["h1"], request_id: "x".repeat(65) }, "request_id"],
  [{ ...ACK, ids: [1] }, "on"],
  [{ action: "cancel-downtime", on: ["h1"], ids: [1] }, "on"],
  [{ action: "delete-comment", on: ["h1"] }, "ids"],
  [{ action: "extend-downtime", ids: [1] }, "options.until"],
  [{ action: "set", on: ["h1"] }, "options"],
])("a body of %# is refused with the name of the field", async (body, field) => {
  const refused = await act(body);

  expect(refused.status).toBe(400);
  expect((refused.body as { message: string }).message).toContain(`Error on '${field}': `);
});

test.each([
  [{ for: 60, end: "2023-11-15T00:00:00Z" }, "options.end"],
  [{}, "options.end"],
  [{ fixed: false, for: 60 }, "options.end"],
  [{ fixed: false, end: "2023-11-15T00:00:00Z" }, "options.for"],
  [{ start: "2023-11-15T00:00:00Z", end: "2023-11-14T23:00:00Z" }, "options.end"],
  [{ start: "2023-11-14T00:00:00Z", for: 60 }, "options.for"],
  [{ end: "tomorrow" }, "options.end"],
  [{ for: 0 }, "options.for"],
  [{ for: 60, more: true }, "options.more"],
])("%j is refused with the name of the field", async (options, field) => {
  const refused = await act({ action: "schedule-downtime", on: ["h1"], options: { comment: "x", ...options } });

  expect(refused.status).toBe(400);
  expect((refused.body as { message: string }).message).toMatch(new RegExp(`^Error on '${field}': `));
});
