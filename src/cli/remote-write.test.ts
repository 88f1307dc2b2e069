import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startHttpReceiver, type HttpReceiver } from "../../test/support/http-receiver.ts";
import { startRemoteWriteReceiver, type RemoteWriteReceiver } from "../../test/support/remote-write-receiver.ts";
import { readSettings } from "../config/settings/read-settings.ts";
import { remoteWriteCommand } from "./remote-write.ts";

let folder: string;
let receiver: RemoteWriteReceiver;
let prometheus: HttpReceiver;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-remote-write-test-"));
  receiver = await startRemoteWriteReceiver();
  prometheus = await startHttpReceiver();
});
afterEach(async () => {
  process.exitCode = undefined;
  await receiver.stop();
  await prometheus.stop();
  rmSync(folder, { recursive: true });
});

/** Printed text and exit code. */
async function tried(settings: string): Promise<{ readonly printed: string; readonly exitCode: number }> {
  writeFileSync(join(folder, "vigie.yaml"), settings);
  writeFileSync(join(folder, "token"), "s3cret-token\n");
  const stdout = new PassThrough();
  const command = remoteWriteCommand(
    { settings: () => readSettings({ flags: { config: folder }, env: {}, root: folder }) },
    { stdin: new PassThrough(), stdout, stderr: new PassThrough() },
  );
  await command.parseAsync(["test"], { from: "user" });
  stdout.end();
  return { printed: await text(stdout), exitCode: Number(process.exitCode ?? 0) };
}

it("sends one point to each target, with its headers and labels", async () => {
  const settings =
    `remote_write:\n  - url: ${receiver.url}\n    name: far\n    labels: {site: paris}\n` +
    "    secret_headers: {X-Token: token}\n";

  expect(await tried(settings)).toEqual({ printed: "far: taken\n", exitCode: 0 });
  expect(receiver.writes).toMatchObject([
    {
      headers: { "x-token": "s3cret-token" },
      points: [{ series: "__name__=vigie_remote_write_test,site=paris", value: 1 }],
    },
  ]);
});

it("shows what came back of a target that does not take it, without its secrets, and goes on", async () => {
  receiver.answerNext(401, "not by s3cret-token");
  receiver.answerNext(503, "full");
  receiver.answerNext(404, "page not found");
  const target = (name: string): string =>
    `  - url: ${receiver.url}\n    name: ${name}\n    secret_headers: {X-Token: token}\n`;

  expect(await tried(`remote_write:\n${target("a")}${target("b")}${target("c")}`)).toEqual({
    printed:
      "a: refused: HTTP 401 not by ***\n" +
      "b: failed: HTTP 503 full (a running server would try again)\n" +
      "c: refused: HTTP 404 page not found\n" +
      "  Prometheus takes remote write only if it is started with --web.enable-remote-write-receiver.\n",
    exitCode: 1,
  });
});

it("names the lookback of a Prometheus", async () => {
  prometheus.answerNext(204);
  prometheus.answerNext(200, JSON.stringify({ status: "success", data: { "query.lookback-delta": "5m" } }));

  const { printed } = await tried(`remote_write:\n  - url: ${prometheus.url}/api/v1/write\n    name: p\n`);

  expect(prometheus.requests.map(({ path }) => path)).toEqual(["/api/v1/write", "/api/v1/status/flags"]);
  expect(printed).toBe(
    "p: taken\n" +
      "  Prometheus looks back 5m for the newest point: checks that are not more frequent have holes in graphs.\n" +
      "  Start it with --query.lookback-delta at more than twice the longest check interval.\n",
  );
});

it("is refused without a target", async () => {
  await expect(tried("log_level: info\n")).rejects.toThrow("There is no target under remote_write in vigie.yaml.");
});
