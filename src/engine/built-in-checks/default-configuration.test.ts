import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadInventory } from "../../config/objects/load-inventory.ts";
import { systemClock } from "../../lib/clock.ts";
import { silentLog } from "../../lib/log.ts";
import { createCheckRunner } from "../check/create-check-runner.ts";
import { pluginEnvironment } from "../check/plugin/plugin-environment.ts";
import type { CheckRunner } from "../check/run-check.ts";
import { kinds } from "./kinds.ts";
import { localServers } from "./servers.fixture.ts";

const folder = fileURLToPath(new URL("../../../config", import.meta.url));

describe("the default configuration", () => {
  const loaded = loadInventory(folder, { known: [] });
  const servers = localServers();
  let runner: CheckRunner;
  beforeAll(async () => {
    const port = await servers.tcp((socket) =>
      socket.once("data", (request) => {
        socket.end(
          `HTTP/1.1 ${request.toString().startsWith("GET /api/health ") ? "200 OK" : "403 Forbidden"}\r\n` +
            "Server: x\r\n\r\n",
        );
      }),
    );
    const processMacros = new Map([
      ["VIGIEADDRESS", "127.0.0.1"],
      ["VIGIEPORT", String(port)],
      ["VIGIESSLOPTION", ""],
    ]);
    runner = createCheckRunner({
      clock: systemClock,
      log: silentLog,
      environment: pluginEnvironment(process.env),
      processMacros,
      stateOf: () => undefined,
      maxConcurrentChecks: 10,
    });
    await runner.start();
  });
  afterAll(async () => {
    await runner.stop();
    await servers.stop();
  });

  it("is valid, without a warning", () => {
    expect([loaded.errors, loaded.warnings]).toEqual([[], []]);
    expect(loaded.inventory!.hosts.map((host) => host.hostName)).toEqual(["this-machine", "vigie"]);
    expect(loaded.inventory!.services.length).toBeGreaterThanOrEqual(10);
  });

  it("names built-in checks that exist", () => {
    const names = [...loaded.inventory!.commands.values()]
      .map(({ line }) => line.split(" ")[0]!)
      .filter((name) => !/[/$]/.test(name));

    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !kinds.has(name))).toEqual([]);
  });

  it("has checks without UNKNOWN, and finds the server OK", async () => {
    const inventory = loaded.inventory!;
    const answers = await Promise.all(
      [...inventory.hosts, ...inventory.services].map(async (resource) => {
        const { returnCode, output } = await runner.run(resource, inventory, systemClock.now());
        return { host: resource.hostName, returnCode, text: output.text };
      }),
    );

    expect(answers.filter(({ returnCode }) => returnCode === 3)).toEqual([]);
    expect(answers.filter(({ host, returnCode }) => host === "vigie" && returnCode !== 0)).toEqual([]);
  });
});
