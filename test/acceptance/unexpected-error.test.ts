import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { localApiOf } from "../support/local-api.ts";
import { startPollerProcess, type PollerProcess } from "../support/poller-process.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

let site: Site;
let server: ServerProcess | undefined;
let poller: PollerProcess | undefined;
afterEach(async () => {
  await poller?.kill();
  await server?.kill();
  await site.remove();
});

/** At SIGUSR2 the process throws where nobody catches it. */
const throwing = (how: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${how} });`)}`,
});

test("a poller, and a server, that fail where nobody catches it end with the stack in their log", async () => {
  site = createSite({ "vigie.cfg": "" });
  const { configFolder, dataFolder } = site;
  server = await startServerProcess({
    VIGIE_CONFIG: configFolder,
    VIGIE_DATA: dataFolder,
    ...throwing(`Promise.reject(new Error("rejected in a test"))`),
  });
  const { body } = await localApiOf(site).call<{ readonly secret: string }>("POST", "/api/pollers", { name: "paris" });
  poller = startPollerProcess(["--data", join(site.folder, "at-paris"), "--centre", server.url], {
    VIGIE_ENROLMENT: body.secret,
    ...throwing(`throw new Error("thrown in a test")`),
  });
  await expect.poll(() => poller!.log()).toMatch(/as poller paris/);

  poller.signal("SIGUSR2");
  expect(await poller.ended).toBe(1);
  expect(lineIn(poller.log(), "the poller ends because of an unexpected error")).toMatch(
    /thrown in a test[^]*at process/,
  );

  server.signal("SIGUSR2");
  expect(await server.ended).toBe(1);
  expect(lineIn(server.log(), "the server ends because of an unexpected error")).toMatch(
    /rejected in a test.*at process/,
  );
});

/** The message and what belongs to it. */
function lineIn(log: string, message: string): string {
  const line = log.split(/^(?=\S)/m).find((each) => each.includes(message));
  return line ?? `not in the log: ${log}`;
}
