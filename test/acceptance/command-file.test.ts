import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

let site: Site;
let fifo: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\n",
    "objects.cfg": "define host {\n  host_name web\n  host_id 1\n  address 127.0.0.1\n  max_check_attempts 1\n}\n",
  });
  fifo = join(site.folder, "vigie.cmd");
});
afterEach(async () => {
  await server?.stop();
  await site.remove();
});

async function start(): Promise<void> {
  const env = { VIGIE_CONFIG: site.configFolder, VIGIE_DATA: site.dataFolder, VIGIE_COMMAND_FILE: fifo };
  server = await startServerProcess(env);
}

const commentLine = (text: string): string =>
  `[${Math.floor(Date.now() / 1000)}] SCHEDULE_HOST_DOWNTIME;web;${FUTURE};1;0;0;ann;${text}\n`;
const FUTURE = `${Math.floor(Date.now() / 1000) + 900_000};${Math.floor(Date.now() / 1000) + 900_001}`;

const comments = async (): Promise<string[]> => {
  const path = "/centreon/api/latest/monitoring/downtimes?limit=100";
  const { body } = await requestLocalApi(site.dataFolder, { method: "GET", path });
  return (body as { result: { comment: string }[] }).result.map(({ comment }) => comment).sort();
};
const commentsBecome = (...expected: readonly string[]): Promise<void> => expect.poll(comments).toEqual(expected);

const health = async (): Promise<object> =>
  (await requestLocalApi(site.dataFolder, { method: "GET", path: "/api/health" })).body as object;

test("the FIFO stays over a stop, so that a script with > makes no file, and its lines arrive after the start", async () => {
  await start();
  const { ino } = lstatSync(fifo);
  await server!.stop();
  expect(lstatSync(fifo)).toMatchObject({ ino });
  const writing = writeFile(fifo, commentLine("written while the server was off"));

  await start();

  await writing;
  await commentsBecome("written while the server was off");
  expect(lstatSync(fifo)).toMatchObject({ ino });
});

test("a plain file in its place is moved aside, loudly, and its lines are executed once", async () => {
  writeFileSync(fifo, `${commentLine("from the file")}no command\n`);

  await start();

  await commentsBecome("from the file");
  expect(lstatSync(fifo).isFIFO()).toBe(true);
  expect(readFileSync(`${fifo}.moved-1`, "utf8")).toContain("from the file");
  expect(server!.log()).toContain("it was moved aside, and its lines are executed once");
  await server!.stop();
  await start();
  await writeFile(fifo, commentLine("later"));
  await commentsBecome("from the file", "later");
});

test.each([
  ["deleted", () => rmSync(fifo)],
  [
    "replaced by another FIFO",
    () => {
      rmSync(fifo);
      spawnSync("mkfifo", [fifo]);
    },
  ],
  [
    "replaced by a plain file",
    () => {
      rmSync(fifo);
      writeFileSync(fifo, commentLine("in the file"));
    },
  ],
])("one that is %s while the server runs is made again, and the log says so", async (how, lose) => {
  await start();
  await writeFile(fifo, commentLine("before"));
  await commentsBecome("before");

  lose();

  await expect.poll(() => server!.log()).toContain("it has been made again");
  await writeFile(fifo, commentLine("later"));
  await commentsBecome("before", ...(how.includes("plain") ? ["in the file"] : []), "later");
  expect(await health()).toMatchObject({ status: "ok" });
});

test("health shows that it cannot be made again, and when it is there again", async () => {
  await start();
  rmSync(fifo);
  mkdirSync(fifo);

  await expect
    .poll(health)
    .toMatchObject({ status: "failing", problems: [{ part: "command_file", code: "command-file-not-ours" }] });
  rmSync(fifo, { recursive: true });

  await expect.poll(health).toMatchObject({ status: "ok", problems: [] });
  await writeFile(fifo, commentLine("later"));
  await commentsBecome("later");
});
