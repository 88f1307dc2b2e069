import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commandFileActor } from "../../operations/audit/actor.ts";
import { parseExternalCommand } from "./external-command.ts";
import { openExternalCommands, START, type ExternalCommandScene } from "./external-command-scene.fixture.ts";
import { fieldsIn } from "../../../test/support/state-with.ts";

let scene: ExternalCommandScene;

beforeEach(async () => {
  scene = await openExternalCommands();
});
afterEach(() => scene.close());

const run = (body: string): Promise<void> => scene.run(body);
const inDowntime = (): string[] =>
  scene.downtimes
    .open()
    .map(({ key }) => scene.nameOf(key))
    .sort();
const TIMES = `${START + 60};${START + 120};1;0;0;ann;why`;

describe("a downtime of several resources", () => {
  test.each([
    ["SCHEDULE_HOST_SVC_DOWNTIME;right", ["right/http", "right/ssh"]],
    ["SCHEDULE_HOSTGROUP_HOST_DOWNTIME;sides", ["left", "right"]],
    ["SCHEDULE_HOSTGROUP_SVC_DOWNTIME;sides", ["left/http", "right/http", "right/ssh"]],
    ["SCHEDULE_SERVICEGROUP_HOST_DOWNTIME;web", ["left", "right"]],
    ["SCHEDULE_SERVICEGROUP_SVC_DOWNTIME;web", ["left/http", "right/http"]],
    ["SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME;edge", ["deep", "edge", "left", "right"]],
    ["SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME;left", ["deep", "left"]],
    ["SCHEDULE_HOST_SVC_DOWNTIME;alone", []],
  ])("%s", async (command, expected) => {
    await run(`${command};${TIMES}`);

    expect(inDowntime()).toEqual(expected);
  });

  test("that is triggered starts and ends with the downtime of the parent host", async () => {
    await run(`SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME;edge;${TIMES}`);
    const [first, ...others] = scene.downtimes.open();
    expect(others.map(({ triggeredBy }) => triggeredBy)).toEqual([first!.id, first!.id, first!.id]);

    await scene.clock.advanceTo(START + 60);
    expect(scene.downtimes.open().map(({ isStarted }) => isStarted)).toEqual([true, true, true, true]);
    await run(`DEL_HOST_DOWNTIME;${first!.id}`);
    expect(inDowntime()).toEqual([]);
  });

  test("that is triggered by a triggered one starts and ends with the first", async () => {
    await run(`SCHEDULE_HOST_DOWNTIME;edge;${TIMES}`);
    const [first] = scene.downtimes.open();
    await run(`SCHEDULE_HOST_DOWNTIME;left;${TIMES.replace("1;0;0", `1;${first!.id};0`)}`);
    await run(`SCHEDULE_HOST_DOWNTIME;deep;${TIMES.replace("1;0;0", `1;${first!.id + 1};0`)}`);

    await scene.clock.advanceTo(START + 60);
    expect(scene.downtimes.open().map(({ isStarted }) => isStarted)).toEqual([true, true, true]);
    await run(`DEL_HOST_DOWNTIME;${first!.id}`);
    expect(inDowntime()).toEqual([]);
  });

  test("can be cancelled for the group, one of its hosts, or one service", async () => {
    await run(`SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME;edge;${TIMES}`);
    await run(`SCHEDULE_HOSTGROUP_SVC_DOWNTIME;sides;${TIMES}`);

    await run("DEL_DOWNTIME_BY_HOSTGROUP_NAME;sides;;ssh");
    expect(inDowntime()).toEqual(["deep", "edge", "left", "left/http", "right", "right/http"]);
    await run("DEL_DOWNTIME_BY_HOSTGROUP_NAME;sides;left");
    expect(inDowntime()).toEqual(["deep", "edge", "right", "right/http"]);
    await run(`DEL_DOWNTIME_BY_HOSTGROUP_NAME;sides;;;${START + 60};why`);
    expect(inDowntime()).toEqual(["deep", "edge"]);
    await run("DEL_DOWNTIME_BY_START_TIME_COMMENT;;why");
    expect(inDowntime()).toEqual([]);
  });
});

test("many downtimes are cancelled with one wait for the disk", async () => {
  let disk = Promise.resolve();
  await scene.close();
  scene = await openExternalCommands("", (store) => ({
    ...store,
    commit: (changes) => disk.then(() => store.commit(changes)),
  }));
  const now = `${START};${START + 120};1;0;0;ann;why`;
  for (let each = 0; each < 3; each++) await run(`SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME;edge;${now}`);
  const depth = () => scene.ledger.state(scene.keyOf("left"))!.handling.scheduledDowntimeDepth;
  expect([depth(), inDowntime().length]).toEqual([3, 12]);

  const slow = Promise.withResolvers<void>();
  disk = slow.promise;
  const done = run("DEL_DOWNTIME_BY_START_TIME_COMMENT;;why");
  expect([depth(), inDowntime()]).toEqual([0, []]);

  slow.resolve();
  await done;
  const { downtimes } = await scene.store.readSnapshot();
  expect(downtimes.filter(({ deletionTime }) => deletionTime === null)).toEqual([]);
});

describe("a check requested by a command", () => {
  test("runs at the requested time instead of the planned one, and is visible", async () => {
    await run(`SCHEDULE_FORCED_SVC_CHECK;right;http;${START + 30}`);
    expect(scene.ledger.state(scene.keyOf("right/http"))?.plan.nextCheck).toBe(START + 30);

    await scene.clock.advanceTo(START + 29);
    expect(scene.started).toEqual([]);
    await scene.clock.advanceTo(START + 30);
    expect(scene.started).toEqual(["right/http"]);
  });

  test("of every service of a host", async () => {
    await run(`SCHEDULE_FORCED_HOST_SVC_CHECKS;right;${START}`);
    await scene.clock.advanceBy(1);

    expect([...scene.started].sort()).toEqual(["right/http", "right/ssh"]);
  });

  test("that is not forced skips services whose active checks are off", async () => {
    await run(`SCHEDULE_HOST_SVC_CHECKS;right;${START}`);
    await scene.clock.advanceBy(1);

    expect(scene.started).toEqual(["right/ssh"]);
  });

  test("that is not forced keeps an earlier planned check", async () => {
    await run(`SCHEDULE_SVC_CHECK;left;http;${START + 100}`);
    await run(`SCHEDULE_SVC_CHECK;left;http;${START + 200}`);

    expect(scene.ledger.state(scene.keyOf("left/http"))?.plan.nextCheck).toBe(START + 100);
  });
});

describe("comments", () => {
  test("are deleted all together for a resource, or singly by id", async () => {
    for (const text of ["a", "b"]) await run(`ADD_HOST_COMMENT;edge;1;ann;${text}`);
    await run("ADD_SVC_COMMENT;left;http;0;ann;c");
    await run("DEL_HOST_COMMENT;1");
    expect(scene.comments.ofResource(scene.keyOf("edge")).map(({ text }) => text)).toEqual(["b"]);

    await run("DEL_ALL_HOST_COMMENTS;edge");
    await run("DEL_ALL_SVC_COMMENTS;left;http");
    expect([
      ...scene.comments.ofResource(scene.keyOf("edge")),
      ...scene.comments.ofResource(scene.keyOf("left/http")),
    ]).toEqual([]);
    expect((await scene.store.readSnapshot()).comments.filter(({ deletionTime }) => deletionTime === null)).toEqual([]);
  });
});

describe("a command is refused", () => {
  test.each([
    ["REMOVE_HOST_ACKNOWLEDGEMENT;none", "There is no host 'none'."],
    ["REMOVE_SVC_ACKNOWLEDGEMENT;left;none", "There is no service 'none' on a host 'left'."],
    ["PROCESS_HOST_CHECK_RESULT;10.0.0.1;0;up", "There is no host with the name or address '10.0.0.1'."],
    [`SCHEDULE_HOSTGROUP_HOST_DOWNTIME;none;${TIMES}`, "There is no host group 'none'."],
    [`SCHEDULE_SERVICEGROUP_SVC_DOWNTIME;none;${TIMES}`, "There is no service group 'none'."],
    ["PROCESS_HOST_CHECK_RESULT;alone;0;up", "Passive checks are off for host alone (passive_checks_enabled)."],
    [
      "PROCESS_SERVICE_CHECK_RESULT;right;ssh;0;ok",
      "Passive checks are off for service right/ssh (passive_checks_enabled).",
    ],
    ["ACKNOWLEDGE_HOST_PROBLEM;edge;2;1;1;ann;why", "There is no problem to acknowledge."],
    ["REMOVE_HOST_ACKNOWLEDGEMENT;edge", "The resource was never acknowledged."],
    [
      `SCHEDULE_HOST_DOWNTIME;edge;${START};${START + 60};1;99;0;ann;why`,
      "There is no open downtime 99 that could begin another one.",
    ],
    ["DEL_HOST_DOWNTIME;99", "There is no open downtime 99."],
    ["DEL_DOWNTIME_BY_HOST_NAME;edge", "No open downtime matches."],
    ["DEL_DOWNTIME_BY_START_TIME_COMMENT", "A start time or a comment is needed."],
    ["DEL_HOST_COMMENT;99", "There is no comment 99."],
    [`SCHEDULE_FORCED_HOST_CHECK;edge;${START}`, "It has no check_command."],
    [
      `SCHEDULE_SVC_CHECK;right;http;${START}`,
      "It is not checked actively: no check_command, active checks off, or its period never opens.",
    ],
  ])("%s", async (command, message) => {
    await expect(run(command)).rejects.toThrow(message);
  });

  test("with an id of the other kind", async () => {
    await run(`SCHEDULE_SVC_DOWNTIME;left;http;${TIMES}`);
    await run("ADD_HOST_COMMENT;edge;1;ann;a");

    await expect(run("DEL_HOST_DOWNTIME;1")).rejects.toThrow("Downtime 1 is not one of a host.");
    await expect(run("DEL_SVC_COMMENT;1")).rejects.toThrow("Comment 1 is not one of a service.");
  });

  test("with passive results disabled for all", async () => {
    await scene.close();
    scene = await openExternalCommands("accept_passive_service_checks=0\naccept_passive_host_checks=0\n");

    await expect(run("PROCESS_SERVICE_CHECK_RESULT;left;http;0;ok")).rejects.toThrow(
      "Passive checks are off for all services (accept_passive_service_checks).",
    );
    await expect(run("PROCESS_HOST_CHECK_RESULT;left;0;ok")).rejects.toThrow(
      "Passive checks are off for all hosts (accept_passive_host_checks).",
    );
    expect(scene.ledger.state(scene.keyOf("left/http"))?.check.hasBeenChecked).toBe(false);
  });

  test("with a secret of the resource files in its text, which is masked", async () => {
    const resourceFile = join(mkdtempSync(join(tmpdir(), "vigie-resources-")), "resource.cfg");
    writeFileSync(resourceFile, "$USER3$=hunt|er2\n");
    await scene.close();
    scene = await openExternalCommands(`resource_file=${resourceFile}\n`);

    await run("PROCESS_SERVICE_CHECK_RESULT;left;http;2;no login as hunt|er2|'hunt|er2'=1\\nlong hunt|er2");

    const { output, perfdata } = scene.ledger.state(scene.keyOf("left/http"))!.check;
    expect([output, perfdata]).toEqual(["no login as $USER3$\nlong $USER3$", "'$USER3$'=1"]);
    rmSync(dirname(resourceFile), { recursive: true });
  });

  test("with a result older than the last check", async () => {
    await run("PROCESS_HOST_CHECK_RESULT;left.example;1;gone");
    const late = parseExternalCommand(`[${START - 1}] PROCESS_HOST_CHECK_RESULT;left;0;up`);
    if ("error" in late) throw new Error(late.reason);

    await expect(scene.commands.run(late, commandFileActor)).rejects.toThrow(
      "The result is older than the last check of host left.",
    );
    expect(scene.ledger.state(scene.keyOf("left"))?.check.state).toBe(1);
  });
});

test("a time in the future counts as now, so that subsequent results are accepted", async () => {
  const ahead = parseExternalCommand(`[${START + 30}] PROCESS_HOST_CHECK_RESULT;left;1;gone`);
  if ("error" in ahead) throw new Error(ahead.reason);
  await scene.commands.run(ahead, commandFileActor);
  await run("PROCESS_HOST_CHECK_RESULT;left;0;back");

  expect(fieldsIn(scene.ledger.state(scene.keyOf("left")))).toMatchObject({ state: 0, lastCheck: START });
});
