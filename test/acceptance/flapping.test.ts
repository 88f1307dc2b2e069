import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { runCommands } from "../support/command-file.ts";
import { hostKey, serviceKey } from "../../src/model/resource-key.ts";
import { startOneService, type OneService, type OneServiceOptions } from "../support/one-service.ts";
import { readStore } from "../support/read-store.ts";
import { createNotificationRecorder, type NotificationRecorder } from "../support/notification-recorder.ts";

const KEY = serviceKey(1, 2);

let one: OneService;
afterEach(() => one.site.remove());

/** Service that is hard immediately; flapping begins at 20 % and ends at 10 %. */
const start = async (service = "", more: Partial<OneServiceOptions> = {}): Promise<NotificationRecorder> => {
  const recorder = createNotificationRecorder({ ops: "" });
  one = await startOneService({
    maxCheckAttempts: 1,
    host: "contacts ops",
    objects: recorder.objects,
    vigieCfg: "enable_flap_detection=1\n",
    ...more,
    service: `contacts ops\n  low_flap_threshold 10\n  high_flap_threshold 20\n  ${service}`,
  });
  return recorder;
};

const check = async (codes: readonly number[]): Promise<void> => {
  for (const code of codes) await one.nextCheck(code, `said ${code}`);
};

/** Contents of the store after the server has stopped. */
async function stored(): Promise<{
  readonly isFlapping: boolean;
  readonly comments: readonly string[];
  readonly events: readonly string[];
}> {
  await one.server().app.stop();
  return readStore(one.site, async (store) => {
    const { states, comments } = await store.readSnapshot();
    return {
      isFlapping: states.get(KEY)!.check.isFlapping,
      comments: comments
        .filter(({ entryType, deletionTime }) => entryType === "flapping" && deletionTime === null)
        .map(({ text }) => text ?? ""),
      events: (await store.readEvents(KEY, 100))
        .filter(({ kind }) => /flapping|stalked|acknowledgement-ended/.test(kind))
        .map(({ kind, reason }) => `${kind}: ${reason}`)
        .toReversed(),
    };
  });
}

describe("a service whose state keeps changing", () => {
  test("is notified as flapping at 20 %, and then its problems and recoveries are not notified", async () => {
    const recorder = await start();

    await check([2, 0, 2, 0, 2, 0]);

    expect(await recorder.notified(4)).toEqual([
      "ops PROBLEM CRITICAL 1",
      "ops RECOVERY OK 2",
      "ops PROBLEM CRITICAL 1",
      "ops FLAPPINGSTART OK 1",
    ]);
    expect(await stored()).toEqual({
      isFlapping: true,
      comments: [
        "Nobody is notified about problems while this is flapping: the state changed by 24.21 %, at or above the threshold of 20 %.",
      ],
      events: ["flapping-started: the state changed by 24.21 %, at or above the threshold of 20 %"],
    });
  });

  test("keeps flapping across a restart, and is notified as stopped at 10 %; its comment is removed", async () => {
    const recorder = await start();
    await check([2, 0, 2, 0]);
    await recorder.notified(4);

    await one.restart();
    await check(Array.from({ length: 19 }, () => 0));

    expect((await recorder.notified(6)).slice(4)).toEqual(["ops FLAPPINGSTOP OK 1", "ops RECOVERY OK 2"]);
    expect(await stored()).toMatchObject({
      isFlapping: false,
      comments: [],
      events: [
        expect.stringMatching(/^flapping-started/),
        expect.stringMatching(/^flapping-stopped: .* at or below the threshold of 10 %$/),
      ],
    });
  });

  test("is not detected if flap_detection_enabled is 0", async () => {
    const recorder = await start("flap_detection_enabled 0");

    await check([2, 0, 2, 0, 2]);

    expect((await recorder.notified(5)).map((line) => line.split(" ")[1])).toEqual([
      "PROBLEM",
      "RECOVERY",
      "PROBLEM",
      "RECOVERY",
      "PROBLEM",
    ]);
  });
});

describe("flapping ends when flap detection is switched off", () => {
  const ended = {
    isFlapping: false,
    comments: [],
    events: [/^flapping-started/, /^flapping-stopped: flap detection was/],
  };
  const expectEnded = async (recorder: NotificationRecorder): Promise<void> => {
    expect((await recorder.notified(6)).slice(4)).toEqual(["ops FLAPPINGDISABLED OK 1", "ops RECOVERY OK 2"]);
    expect(await stored()).toEqual({
      ...ended,
      events: ended.events.map((pattern) => expect.stringMatching(pattern)),
    });
  };
  const startFlapping = async (service = ""): Promise<NotificationRecorder> => {
    const recorder = await start(service);
    await check([2, 0, 2, 0]);
    await recorder.notified(4);
    return recorder;
  };
  const switchOff = (): void =>
    writeFileSync(join(one.site.configFolder, "vigie.cfg"), "cfg_file=objects.cfg\nenable_flap_detection=0\n");

  test("by the configuration of a restart", async () => {
    const recorder = await startFlapping();

    switchOff();
    await one.restart();

    await expectEnded(recorder);
  });

  test("by the configuration of a reload", async () => {
    const recorder = await startFlapping();

    switchOff();
    expect(await one.server().app.reload()).toMatchObject({ isAccepted: true });

    await expectEnded(recorder);
  });

  test("by a command that takes back its being switched on", async () => {
    const recorder = await start("flap_detection_enabled 0");
    await runCommands(one.site, one.server(), one.clock, "ENABLE_SVC_FLAP_DETECTION;web;page");
    await check([2, 0, 2, 0]);
    await recorder.notified(4);

    await runCommands(one.site, one.server(), one.clock, "CHANGE_SVC_MODATTR;web;page;0");

    await expectEnded(recorder);
  });
});

describe("what the configuration says to forget at a restart ends in the history, once", () => {
  const acknowledgement = "acknowledgement-ended: forgotten at the restart, as the configuration says";
  const flapping = "flapping-stopped: forgotten at the restart, as the configuration says";

  test.each([
    ["retain_status_information 0", "", [acknowledgement, flapping]],
    ["", "retain_state_information=0\n", [acknowledgement, flapping]],
    ["retain_nonstatus_information 0", "", [acknowledgement]],
  ])("%s%s", async (service, main, ends) => {
    await start(service, { vigieCfg: `enable_flap_detection=1\n${main}` });
    await check([2, 0, 2, 0, 2]);
    await runCommands(one.site, one.server(), one.clock, "ACKNOWLEDGE_SVC_PROBLEM;web;page;2;0;0;ann;on it");

    await one.restart();
    await one.restart();

    expect((await stored()).events).toEqual([expect.stringMatching(/^flapping-started/), ...ends]);
  });
});

test("with the engine nagios, results of a service also count for the flapping of its host", async () => {
  await start("", { vigieYaml: "engine: nagios\n", host: "contacts ops\n  initial_state d" });

  await check([0, 0]);
  await one.server().app.stop();
  const host = await readStore(one.site, async (store) => (await store.readSnapshot()).states.get(hostKey(1)));

  expect(host?.check.percentStateChange).toBeGreaterThan(0);
});

test("a changed output in the same state is an event where it is stalked", async () => {
  await start("stalking_options o");

  await one.nextCheck(0, "one thing");
  await one.nextCheck(0, "one thing");
  await one.nextCheck(0, "another thing");
  await one.nextCheck(1, "warned");

  expect((await stored()).events.filter((event) => event.startsWith("stalked")).slice(-2)).toHaveLength(2);
});
