import { spawn } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendCommands } from "../support/command-file.ts";
import { dateOf, SERVICE, startOneService, type OneService, type ServiceAnswer } from "../support/one-service.ts";
import { readStore } from "../support/read-store.ts";

interface DowntimeAnswer {
  readonly id: number;
  readonly host_id: number;
  readonly service_id: number | null;
  readonly author_name?: string;
  readonly comment: string;
  readonly is_started: boolean;
  readonly is_cancelled: boolean;
  readonly start_time: string;
}
interface Listing<T> {
  readonly result: readonly T[];
}

describe("the command file", () => {
  let one: OneService;
  let path: string;

  beforeEach(async () => {
    one = await startOneService({ maxCheckAttempts: 3 });
    path = join(one.site.dataFolder, "vigie.cmd");
  });
  afterEach(() => one.site.remove());

  const now = (): number => Math.floor(one.clock.now());
  const write = (bytes: string | Buffer): Promise<void> => writeFile(path, bytes);
  const send = (...commands: string[]): Promise<void> => sendCommands(one.site, one.clock, ...commands);
  const says = (returnCode: number, text: string): Promise<void> =>
    send(`PROCESS_SERVICE_CHECK_RESULT;web;page;${returnCode};${text}`);
  const seen = (satisfies: (service: ServiceAnswer) => boolean): Promise<ServiceAnswer> =>
    one.server().eventually(SERVICE, satisfies);
  const said = (output: string): Promise<ServiceAnswer> => seen((service) => service.output.startsWith(output));
  const downtimes = async (
    satisfies: (all: readonly DowntimeAnswer[]) => boolean,
  ): Promise<readonly DowntimeAnswer[]> =>
    (await one.server().eventually<Listing<DowntimeAnswer>>("/monitoring/downtimes", ({ result }) => satisfies(result)))
      .result;
  /** Waits until the server has executed everything written before. */
  const caughtUp = async (): Promise<void> => {
    await one.clock.advanceBy(1);
    await says(0, `caught up at ${now()}`);
    await said(`caught up at ${now()}`);
  };

  test("takes passive results through soft states to the hard one, and back", async () => {
    await says(2, "bad 1");
    expect(await said("bad 1")).toMatchObject({ state: 2, state_type: 0, check_attempt: 1, last_check: dateOf(now()) });
    await one.clock.advanceBy(1);
    await says(2, "bad 2");
    expect(await said("bad 2")).toMatchObject({ state: 2, state_type: 0, check_attempt: 2 });
    await one.clock.advanceBy(1);
    await says(2, "bad 3");
    expect(await said("bad 3")).toMatchObject({ state: 2, state_type: 1, check_attempt: 3 });
    await one.clock.advanceBy(1);
    await says(0, "good");
    expect(await said("good")).toMatchObject({ state: 0, state_type: 1, check_attempt: 1 });
  });

  test("counts every one of several results in one second", async () => {
    const line = `[${now()}] PROCESS_SERVICE_CHECK_RESULT;web;page;2;`;
    await write(`${line}first\n${line}second\n${line}third\n`);

    expect(await said("third")).toMatchObject({ state_type: 1, check_attempt: 3 });
  });

  test("does not move the plan of active checks", async () => {
    const { next_check } = await one.service();

    await says(1, "slow");

    expect((await said("slow")).next_check).toBe(next_check);
  });

  test("takes a host result by address, followed by long output and perfdata", async () => {
    await send("PROCESS_HOST_CHECK_RESULT;127.0.0.1;1;gone; a\\nmore \\\\n | t=1");

    const host = await one
      .server()
      .eventually<{ readonly state: number; readonly output: string }>(
        "/monitoring/hosts/1",
        ({ state }) => state === 1,
      );
    expect(host.output).toBe("gone: a\nmore \\n ");
  });

  test("acknowledges a problem in the name of the author, and removes the acknowledgement", async () => {
    await says(2, "bad");
    await send("ACKNOWLEDGE_SVC_PROBLEM;web;page;2;0;1;ann;known; since today");
    await seen((service) => service.is_acknowledged);
    const { result } = await one.server().get<Listing<object>>("/monitoring/services/acknowledgements");
    expect(result).toEqual([
      expect.objectContaining({
        author_name: "ann",
        comment: "known; since today",
        is_sticky: true,
        is_persistent_comment: true,
      }),
    ]);

    await send("REMOVE_SVC_ACKNOWLEDGEMENT;web;page");
    await seen((service) => !service.is_acknowledged);
  });

  test("schedules downtimes of a host and its services, and cancels them by name", async () => {
    const times = `${now() + 60};${now() + 120};1;0;0`;
    await send(`SCHEDULE_HOST_DOWNTIME;web;${times};ann;host`, `SCHEDULE_HOST_SVC_DOWNTIME;web;${times};ann;services`);
    const scheduled = await downtimes((all) => all.length === 2);
    expect(scheduled.map(({ comment, service_id }) => [comment, service_id]).sort()).toEqual([
      ["host", null],
      ["services", 2],
    ]);
    expect(scheduled[0]!.start_time).toBe(dateOf(now() + 60));

    await send("DEL_DOWNTIME_BY_HOST_NAME;web;page");
    await downtimes(
      (all) =>
        all
          .filter((downtime) => downtime.is_cancelled)
          .map(({ comment }) => comment)
          .join() === "services",
    );
    await send(`DEL_DOWNTIME_BY_START_TIME_COMMENT;${now() + 60};host`);
    await downtimes((all) => all.every((downtime) => downtime.is_cancelled));
  });

  test("begins a downtime with the one that triggers it", async () => {
    const [from, to] = [now() + 60, now() + 120];
    await send(`SCHEDULE_HOST_DOWNTIME;web;${from};${to};1;0;0;ann;first`);
    const [first] = await downtimes((all) => all.length === 1);
    await send(`SCHEDULE_SVC_DOWNTIME;web;page;${from};${to};0;${first!.id};90;ann;second`);
    await downtimes((all) => all.length === 2);

    await one.clock.advanceTo(from);

    await downtimes((all) => all.every((downtime) => downtime.is_started));
    await send(`DEL_HOST_DOWNTIME;${first!.id}`);
    await downtimes((all) => all.every((downtime) => downtime.is_cancelled));
  });

  test("runs a forced check immediately", async () => {
    one.plugin.says(1, "asked");
    await one.clock.advanceBy(10);
    await send(`SCHEDULE_FORCED_SVC_CHECK;web;page;${now()}`);

    expect(await said("asked")).toMatchObject({ state: 1, check_attempt: 1 });
  });

  test("adds and deletes comments", async () => {
    await send(
      "ADD_SVC_COMMENT;web;page;1;ann;one",
      "ADD_SVC_COMMENT;web;page;1;ann;two; with more",
      "ADD_HOST_COMMENT;web;1;bob;three",
      "DEL_SVC_COMMENT;1",
    );
    await caughtUp();
    await one.server().stop();

    const { comments } = await readStore(one.site, (store) => store.readSnapshot());
    expect(comments.map(({ text, author, deletionTime }) => [text, author, deletionTime === null])).toEqual([
      ["one", "ann", false],
      ["two; with more", "ann", true],
      ["three", "bob", true],
    ]);
  });

  test("joins lines that arrive in pieces", async () => {
    await write(`[${now()}] PROCESS_SERVICE_CHECK_RESULT;web;pa`);
    await write("ge;1;in pie");
    await write("ces\n");

    expect(await said("in pieces")).toMatchObject({ state: 1 });
  });

  test("survives garbage, and executes what follows", async () => {
    await write(Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * 7919 + (index >> 3)) % 256)));
    await write(`\n[${now()}] PROCESS_SERVICE_CHECK_RESULT;web;page;2;${"x".repeat(70_000)}\n`);
    await send(
      "REBOOT;web",
      "ENABLE_SVC_CHECK;web;page",
      "REMOVE_SVC_ACKNOWLEDGEMENT;web;page",
      "DEL_HOST_DOWNTIME;99",
      "PROCESS_SERVICE_CHECK_RESULT;no;such;1;x",
    );
    await write(
      Buffer.concat([
        Buffer.from(`[${now()}] PROCESS_SERVICE_CHECK_RESULT;web;page;1;caf`),
        Buffer.from([0xe9]),
        Buffer.from(" closed\n"),
      ]),
    );

    expect(await said("café closed")).toMatchObject({ state: 1, check_attempt: 1 });
  });

  test("ignores a result that is older than the last check", async () => {
    await write(`[${now() - 3600}] PROCESS_SERVICE_CHECK_RESULT;web;page;2;old\n`);
    await caughtUp();

    expect(await one.service()).toMatchObject({ state: 0, check_attempt: 1 });
  });

  test("stays over a stop, and is read again after the start", async () => {
    await one.server().stop();
    expect(statSync(path).isFIFO()).toBe(true);

    await one.restart();
    await says(1, "after the restart");
    await said("after the restart");
  });

  test("is written to by vigie command --command-file, which reports lines that it does not understand", async () => {
    expect(await vigie(["command", "--command-file", path, "PROCESS_SERVICE_CHECK_RESULT;web;page;4;odd"])).toEqual({
      status: 1,
      err: "vigie: PROCESS_SERVICE_CHECK_RESULT: argument 3 (return_code): expected 0, 1, 2 or 3, found '4'\n",
    });
    expect(
      await vigie(
        ["command", "--command-file", path],
        `[${now()}] PROCESS_SERVICE_CHECK_RESULT;web;page;1;from outside\n`,
      ),
    ).toEqual({
      status: 0,
      err: "",
    });
    await said("from outside");
    await one.server().stop();
    expect(await vigie(["command", "--command-file", path, "DEL_HOST_DOWNTIME;1"])).toEqual({
      status: 3,
      err: `vigie: No server reads the command file ${path}; is it running, and with this data folder?\n`,
    });
  });

  test("is not created where its folder is missing", async () => {
    await one.server().stop();
    writeFileSync(join(one.site.configFolder, "vigie.yaml"), `command_file: ${one.site.folder}/run/x.cmd\n`);
    await expect(one.site.start(one.clock)).rejects.toThrow(
      /The command file .*run\/x\.cmd could not be made.*No such file or directory/,
    );

    mkdirSync(join(one.site.folder, "run"));
    await one.site.start(one.clock);
    expect(existsSync(join(one.site.folder, "run/x.cmd"))).toBe(true);
  });

  function vigie(
    args: readonly string[],
    input = "",
  ): Promise<{ readonly status: number | null; readonly err: string }> {
    const child = spawn(
      resolve(import.meta.dirname, "../../bin/vigie"),
      ["--config", one.site.configFolder, "--data", one.site.dataFolder, ...args],
      { stdio: "pipe" },
    );
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      err += part;
    });
    child.stdin.end(input);
    return new Promise((settle, reject) => {
      child.on("error", reject);
      child.on("close", (status) => settle({ status, err }));
    });
  }
});
