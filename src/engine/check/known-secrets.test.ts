import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { silentLog } from "../../lib/log.ts";
import { createCheckRunner } from "./create-check-runner.ts";
import { knownSecrets } from "../../model/known-secrets.ts";
import { maskSecrets } from "../../lib/mask-secrets.ts";
import type { CheckRunner } from "./run-check.ts";
import { calls, sampleHost, sampleInventory, sampleService } from "./sample-inventory.fixture.ts";

const host = sampleHost(1, "web", {
  customVariables: new Map([
    ["SNMPCOMMUNITY", "s3cr|et"],
    ["RACK", "rack-twelve"],
  ]),
});
const service = (command: string, more = {}) =>
  sampleService(host, 2, "HTTP", {
    ...calls(command),
    customVariables: new Map([["DB_PASSWORD", "p&ss w;rd"]]),
    ...more,
  });
const userMacros = { USER1: "/usr/lib/plugins", USER3: "hunter2", USER4: "hunter2-long", USER5: "443", USER6: "abc" };
const inventory = sampleInventory({ hosts: [host], userMacros });

describe("known secrets", () => {
  it.each([
    ["cannot log in as hunter2", "cannot log in as $USER3$"],
    ["hunter2-long hunter2", "$USER4$ $USER3$"],
    ["/usr/lib/plugins/check_x", "$USER1$/check_x"],
    ["community s3cr|et in rack-twelve", "community $_HOSTSNMPCOMMUNITY$ in rack-twelve"],
    ["password p&ss w;rd", "password $_SERVICEDB_PASSWORD$"],
    ["http://p%26ss%20w%3Brd@db", "http://$_SERVICEDB_PASSWORD$@db"],
    ["port 443, letters abc", "port 443, letters abc"],
  ])("are masked in %s", (text, masked) => {
    expect(maskSecrets(text, knownSecrets(service("x"), inventory))).toBe(masked);
  });

  it("leave values that are too short to be told from ordinary output", () => {
    const of = (value: string): number =>
      knownSecrets(sampleHost(2, "b"), sampleInventory({ userMacros: { USER9: value } })).length;

    expect(["", "abc", "1234567", "/var", "/home"].map(of)).toEqual([0, 0, 0, 0, 0]);
    expect(["abcd", "12345678", "/home/x"].map((value) => of(value) > 0)).toEqual([true, true, true]);
  });

  it("follow a reload of the resource files", () => {
    const resource = service("x");
    knownSecrets(resource, inventory);

    const later = knownSecrets(resource, sampleInventory({ hosts: [host], userMacros: { USER3: "changed-since" } }));

    expect(maskSecrets("hunter2 changed-since", later)).toBe("hunter2 $USER3$");
  });
});

describe("a check that prints its secrets", () => {
  let folder: string;
  let runner: CheckRunner;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "vigie-secrets-"));
    runner = createCheckRunner({
      clock: systemClock,
      log: silentLog,
      stateOf: () => undefined,
      processMacros: new Map(),
      environment: { PATH: "/usr/bin:/bin" },
    });
    await runner.start();
  });
  afterEach(async () => {
    await runner.stop();
    rmSync(folder, { recursive: true });
  });

  it("has them masked in text, perfdata and long output, also on stderr and with an unusual exit code", async () => {
    const path = join(folder, "check_x");
    const run = async (script: string) => {
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const commands = { x: `${path} $USER3$` };
      const { output } = await runner.run(
        service("x"),
        sampleInventory({ hosts: [host], userMacros, commands }),
        systemClock.now(),
      );
      return output;
    };

    expect(await run(`echo "no login as $1 | '$1'=5"; echo "long s3cr|et $1 | more$1=1"`)).toEqual({
      text: "no login as $USER3$",
      perfdata: "'$USER3$'=5 more$USER3$=1",
      longText: "long $_HOSTSNMPCOMMUNITY$ $USER3$ ",
    });
    expect((await run('echo "bad $1" >&2')).text).toBe("(No output on stdout) stderr: bad $USER3$");
    expect(JSON.stringify(await run('echo "bad $1" >&2; exit 77'))).not.toContain("hunter2");
  });

  it("keeps a secret of a built-in check within the server, whatever its characters", async () => {
    const authorizations: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      response.end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const secret = "user:it's;$(id)|`id` &";
    const commands = { x: `check_http -I 127.0.0.1 -p ${port} -a $USER3$` };

    const { output } = await runner.run(
      service("x"),
      sampleInventory({ hosts: [host], userMacros: { USER3: secret }, commands }),
      systemClock.now(),
    );
    server.closeAllConnections();
    server.close();

    expect(output.text).toContain("HTTP OK");
    expect(authorizations).toEqual([`Basic ${Buffer.from(secret).toString("base64")}`]);
  });
});
