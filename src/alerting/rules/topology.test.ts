import { afterEach, describe, expect, test } from "vitest";
import { closeScenes, openScene, type Scene, type SceneOptions, webPage } from "./scene.fixture.ts";

afterEach(closeScenes);

const MINUTE = 60;
const HOUR = 3600;

const site = (more = "", options: Partial<SceneOptions> = {}, service = "", disk = ""): Promise<Scene> =>
  openScene({
    objects: `${webPage(service)}define service {
  use                  check
  host_name            web
  service_description  database
  contacts             ops
}
define service {
  use                  check
  host_name            web
  service_description  disk
  contacts             ops
  ${disk}
}
${more}`,
    ...options,
  });

const dependency = (of: string, on: string, more = ""): string => `
define servicedependency {
  host_name                      web
  service_description            ${on}
  dependent_host_name            web
  dependent_service_description  ${of}
  ${more.replaceAll("; ", "\n  ")}
}`;

describe("in a downtime", () => {
  test("a problem that outlives it is notified at its end", async () => {
    const scene = await site();
    const [id] = await scene.downtime("web/page", 0, 2 * HOUR);
    await scene.clock.advanceBy(10);
    await scene.notified();
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);
    expect((await scene.why("web/page")).at(-1)).toBe(`not notified: in downtime ${id} until 12:00`);

    await scene.clock.advanceBy(2 * HOUR - 10);
    expect(await scene.notified()).toEqual(["ops downtime-end web/page 0", "ops problem web/page 1"]);
  });

  test("of the host, problems of its services are notified when it ends or is cancelled", async () => {
    for (const end of ["ended", "cancelled"] as const) {
      const scene = await site();
      const [id] = await scene.downtime("web", 0, HOUR);
      await scene.result("web/page", 2);
      await scene.notified();
      if (end === "ended") await scene.clock.advanceBy(HOUR);
      else await scene.downtimes.cancel(id!, "jdoe");
      await scene.clock.advanceBy(0);
      expect(await scene.notified()).toEqual([
        `ops downtime-${end === "ended" ? "end" : "cancelled"} web 0`,
        "ops problem web/page 1",
      ]);
    }
  });

  test("a problem that ends in it is never notified", async () => {
    const scene = await site();
    await scene.downtime("web/page", 0, HOUR);
    await scene.result("web/page", 2);
    await scene.result("web/page", 0);
    await scene.notified();
    await scene.clock.advanceBy(2 * HOUR);
    expect(await scene.notified()).toEqual(["ops downtime-end web/page 0"]);
  });

  test("the recovery of a problem notified before is sent in it with send_recovery_notifications_anyways only", async () => {
    const cases: readonly (readonly [Partial<SceneOptions>, readonly string[]])[] = [
      [{}, []],
      [{ engine: "nagios" }, []],
      [{ main: "send_recovery_notifications_anyways=1" }, ["ops recovery web/page 2"]],
    ];
    for (const [options, notified] of cases) {
      const scene = await site("", options);
      await scene.result("web/page", 2);
      await scene.downtime("web/page", 0, HOUR);
      await scene.notified();
      await scene.result("web/page", 0);
      expect(await scene.notified()).toEqual(notified);
    }
  });
});

describe("a dependency", () => {
  test("suppresses a problem while the master has one of its states", async () => {
    const scene = await site(dependency("page", "database", "notification_failure_criteria c"));
    await scene.result("web/database", 1);
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/database 1", "ops problem web/page 1"]);

    await scene.result("web/page", 0);
    await scene.result("web/database", 2);
    await scene.notified();
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual([]);
    expect((await scene.why("web/page")).at(-1)).toBe(
      "not notified: depends on service web/database, which has a problem",
    );
  });

  test("is inherited with inherits_parent only", async () => {
    for (const [inherits, notified] of [
      ["0", ["ops problem web/page 1"]],
      ["1", []],
    ] as const) {
      const scene = await site(
        dependency("page", "database", `notification_failure_criteria c; inherits_parent ${inherits}`) +
          dependency("database", "disk", "notification_failure_criteria c"),
      );
      await scene.result("web/disk", 2);
      await scene.notified();
      await scene.result("web/page", 2);
      expect(await scene.notified()).toEqual(notified);
    }
  });

  test("counts a soft state with soft_state_dependencies only, and applies in its period only", async () => {
    const soft = dependency("page", "disk", "notification_failure_criteria c");
    const cases: readonly (readonly [string, string, boolean])[] = [
      [soft, "", true],
      [soft, "soft_state_dependencies=1", false],
      [
        dependency("page", "disk", "notification_failure_criteria c; dependency_period workhours"),
        "soft_state_dependencies=1",
        true,
      ],
    ];
    for (const [definition, main, isNotified] of cases) {
      const scene = await site(definition, { main }, "", "max_check_attempts 3");
      await scene.clock.advanceBy(definition.includes("period") ? 8 * HOUR : 0);
      await scene.result("web/disk", 2);
      await scene.result("web/page", 2);
      expect(await scene.notified()).toEqual(isNotified ? ["ops problem web/page 1"] : []);
    }
  });
});

describe("service parents", () => {
  test("suppress a problem when all of them have a problem", async () => {
    const scene = await site("", {}, "parents web,database,web,disk");
    await scene.result("web/database", 2);
    await scene.notified();
    await scene.result("web/page", 2);
    expect(await scene.notified()).toEqual(["ops problem web/page 1"]);

    await scene.result("web/disk", 2);
    await scene.notified();
    await scene.result("web/page", 1);
    expect(await scene.notified()).toEqual([]);
    expect((await scene.why("web/page")).at(-1)).toBe("not notified: all its parent services have a problem");
  });
});

describe("flapping", () => {
  test("is notified and suppresses problems; a problem that lasts is notified at its end", async () => {
    const scene = await site(
      "",
      { main: "enable_flap_detection=1" },
      "flap_detection_enabled 1; low_flap_threshold 20; high_flap_threshold 40",
    );
    for (let n = 0; n < 12; n++) {
      await scene.result("web/page", n % 2 === 0 ? 2 : 0);
      await scene.clock.advanceBy(MINUTE);
    }
    const notified = await scene.notified();
    expect(notified).toContain("ops flapping-start web/page 0");
    expect(scene.state("web/page").check.isFlapping).toBe(true);
    const started = notified.findIndex((line) => line.includes("flapping-start"));
    expect(notified.slice(started + 1).filter((line) => line.includes("problem"))).toEqual([]);

    for (let n = 0; scene.state("web/page").check.isFlapping && n < 25; n++) {
      await scene.result("web/page", 2);
      await scene.clock.advanceBy(MINUTE);
    }
    expect(scene.state("web/page").check.isFlapping).toBe(false);
    expect(await scene.notified()).toEqual([
      expect.stringContaining("flapping-stop"),
      expect.stringContaining("problem"),
    ]);
  });
});

describe("a recovery while flapping", () => {
  test("is notified when the flapping ends, with Centreon only", async () => {
    for (const [engine, notified] of [
      ["centreon", ["flapping-stop", "recovery"]],
      ["nagios", ["flapping-stop"]],
    ] as const) {
      const scene = await site(
        "",
        { main: "enable_flap_detection=1", engine },
        "flap_detection_enabled 1; low_flap_threshold 10; high_flap_threshold 20",
      );
      await scene.result("web/page", 0);
      await scene.result("web/page", 2);
      for (let n = 0; !scene.state("web/page").check.isFlapping; n++)
        await scene.result("web/page", n % 2 === 0 ? 1 : 2);
      await scene.notified();
      for (let n = 0; scene.state("web/page").check.isFlapping && n < 25; n++) await scene.result("web/page", 0);
      expect((await scene.notified()).map((line) => line.split(" ")[1])).toEqual(notified);
    }
  });
});

describe("a recovery_notification_delay of Centreon", () => {
  test("notifies of a recovery that lasts, without a new result", async () => {
    const scene = await site("", {}, "recovery_notification_delay 10");
    await scene.result("web/page", 2);
    await scene.result("web/page", 0);
    await scene.notified();
    await scene.clock.advanceBy(10 * MINUTE - 1);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops recovery web/page 2"]);
  });

  test("does not notify of one that does not last; the problem that returns is the same one", async () => {
    const scene = await site("", {}, "recovery_notification_delay 10");
    await scene.result("web/page", 2);
    await scene.result("web/page", 0);
    await scene.clock.advanceBy(5 * MINUTE);
    await scene.notified();
    await scene.result("web/page", 2);
    await scene.clock.advanceBy(55 * MINUTE - 1);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(1);
    expect(await scene.notified()).toEqual(["ops problem web/page 2"]);
  });
});

describe("after a restart", () => {
  test("overdue notifications are sent, and earlier ones are not repeated", async () => {
    const scene = await site("", {}, "notification_interval 30");
    await scene.result("web/page", 2);
    await scene.result("web/disk", 2);
    await scene.notified();
    await scene.clock.advanceBy(10 * MINUTE);
    await scene.restart();
    await scene.clock.advanceBy(0);
    expect(await scene.notified()).toEqual([]);

    await scene.clock.advanceBy(20 * MINUTE);
    expect(await scene.notified()).toEqual(["ops problem web/page 2"]);
  });
});

describe("decisions", () => {
  test("are recorded once for many results of the same problem", async () => {
    const scene = await site();
    await scene.downtime("web/page", 0, HOUR);
    const before = (await scene.why("web/page")).length;
    for (let n = 0; n < 20; n++) {
      await scene.clock.advanceBy(MINUTE);
      await scene.result("web/page", 2);
    }
    expect((await scene.why("web/page")).slice(before)).toEqual(["not notified: in downtime 1 until 11:00"]);
  });
});
