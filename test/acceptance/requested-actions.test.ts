import { afterEach, beforeEach, expect, test } from "vitest";
import { dateOf, SERVICE, startOneService, type OneService, type ServiceAnswer } from "../support/one-service.ts";

const RESOURCES = [{ type: "service", id: 2, parent: { id: 1 } }];

let one: OneService;
beforeEach(async () => {
  one = await startOneService({ maxCheckAttempts: 3 });
});
afterEach(() => one.site.remove());

const send = (path: string, body?: object, method: "POST" | "DELETE" = "POST"): Promise<number> =>
  one.server().send(method, path, body);
/** Moves the clock, by less than to the next check that is planned anyway, and waits for the requested one. */
const afterCheck = async (request: () => Promise<number>, text: string): Promise<ServiceAnswer> => {
  await one.clock.advanceBy(10);
  expect(await request()).toBe(204);
  await one.clock.advanceBy(1);
  return one.server().eventually<ServiceAnswer>(SERVICE, ({ output }) => output.startsWith(text));
};

test("a requested check runs the plugin, and its result is shown (later versions §7.2)", async () => {
  one.plugin.says(2, "broken");
  const broken = await afterCheck(() => send(`${SERVICE}/check`), "broken");
  expect(broken).toMatchObject({ state: 2, state_type: 0 });

  one.plugin.says(1, "better");
  const better = await afterCheck(() => send("/monitoring/resources/check", { resources: RESOURCES }), "better");
  expect(better).toMatchObject({ state: 1, state_type: 0 });
  expect(better.last_check).not.toBe(broken.last_check);
});

test("an acknowledgement checks what it acknowledges, and DELETE with a body cancels it", async () => {
  one.plugin.says(2, "broken");
  await afterCheck(() => send(`${SERVICE}/check`), "broken");
  one.plugin.says(2, "still broken");
  const acknowledgement = { comment: "seen" };

  const again = await afterCheck(
    () => send("/monitoring/resources/acknowledge", { resources: RESOURCES, acknowledgement }),
    "still broken",
  );

  expect(again).toMatchObject({ is_acknowledged: true, last_check: dateOf(Math.floor(one.clock.now()) - 1) });
  const body = { resources: RESOURCES, disacknowledgement: { with_services: false } };
  expect(await send("/monitoring/resources/acknowledgements", body, "DELETE")).toBe(204);
  expect(await one.service()).toMatchObject({ is_acknowledged: false });
});
