import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { createFakeClock } from "../test/support/fake-clock.ts";
import { dateOf } from "../test/support/one-service.ts";
import { createRandom } from "../test/support/random.ts";
import { createSite, type ServerUnderTest } from "../test/support/server-under-test.ts";
import { objectFile } from "./support/load-site.ts";
import { machine, table } from "./support/report.ts";

// Size on disk over a week with 2,000 services, whose problems are checked every half hour, and retention_days 2: the
// whole server with a clock advanced by hand. Data of the last two days must not grow after the third day.
const HOSTS = 200;
const SERVICES = 2_000;
const DAYS = 7;
const STEP_SECONDS = 1_800;
const STEPS_PER_DAY = 86_400 / STEP_SECONDS;
// About 1,400 problems a day, each with its recovery and a soft state before, messages, and comments of operators. An
// OK result after another one only changes the row of its state: sent every four hours, to save time.
const STEPS_BETWEEN_GOOD_RESULTS = 8;
const FAILURE_PROBABILITY = 0.015;
const MAX_PROBLEM_STEPS = 8;
const DOWNTIMES_PER_STEP = 10;
const ACKNOWLEDGEMENTS_PER_STEP = 10;

const TABLES = ["events", "decisions", "outbox", "downtimes", "acknowledgements", "comments", "resource_states"];

// Time for deliveries and the daily purge.
const SETTLE_MS = 1_500;
const WORDS = ["OK", "WARNING", "CRITICAL"];

const objects = objectFile({
  hosts: HOSTS,
  servicesPerHost: SERVICES / HOSTS,
  command: "/bin/true",
  intervalSeconds: STEP_SECONDS,
})
  .replaceAll("notifications_enabled 0", "notifications_enabled 1")
  .replace("contact_name nobody", "contact_name nobody\n  service_notification_options w,u,c,r")
  .replace("max_check_attempts 1\n  contacts", "max_check_attempts 2\n  contacts");
const site = createSite({
  "vigie.cfg": "cfg_file=objects.cfg\nexecute_host_checks=0\nexecute_service_checks=0\n",
  "vigie.yaml": "retention_days: 2\n",
  "objects.cfg": objects,
});
try {
  const clock = createFakeClock();
  const server = await site.start(clock);
  const startedAt = performance.now();
  const random = createRandom(1);
  const services = Array.from({ length: SERVICES }, (_, index) => ({
    parent: { id: Math.floor(index / (SERVICES / HOSTS)) + 1 },
    id: index + 1,
    state: 0,
    steps: 0,
    wasWrong: false,
  }));
  const rows: string[][] = [["start", ...sizes(site.dataFolder)]];
  for (let step = 1; step <= DAYS * STEPS_PER_DAY; step++) {
    for (const service of services) {
      service.wasWrong = service.state > 0;
      if (service.steps > 0 && --service.steps === 0) service.state = 0;
      else if (service.state === 0 && random.chance(FAILURE_PROBABILITY)) {
        service.state = random.between(1, 2);
        service.steps = random.between(2, MAX_PROBLEM_STEPS + 1);
      }
    }
    await send(server, "/monitoring/resources/submit", {
      resources: services
        .filter(({ steps, wasWrong }) => steps > 0 || wasWrong || step % STEPS_BETWEEN_GOOD_RESULTS === 0)
        .map(({ id, parent, state }) => ({
          type: "service",
          id,
          parent,
          status: state,
          output: `${WORDS[state]} - answered in ${random.between(0, 999)} ms`,
          performance_data: `time=${random.between(0, 999) / 1000}s;1;5;0;10`,
        })),
    });
    for (let count = 0; count < DOWNTIMES_PER_STEP; count++) {
      const { id, parent } = random.from(services);
      await send(server, `/monitoring/hosts/${parent.id}/services/${id}/downtimes`, {
        comment: "work on the machine",
        start_time: dateOf(clock.now()),
        end_time: dateOf(clock.now() + 1800),
        is_fixed: true,
        duration: 1800,
      });
    }
    for (const { id, parent } of services.filter(({ state }) => state > 0).slice(0, ACKNOWLEDGEMENTS_PER_STEP)) {
      await send(server, `/monitoring/hosts/${parent.id}/services/${id}/acknowledgements`, {
        comment: "known",
        is_notify_contacts: false,
        is_persistent_comment: true,
        is_sticky: true,
      });
    }
    await clock.advanceBy(STEP_SECONDS);
    if (step % STEPS_PER_DAY !== 0) continue;
    await setTimeout(SETTLE_MS);
    rows.push([`day ${step / STEPS_PER_DAY}`, ...sizes(site.dataFolder)]);
  }
  console.log(
    `${machine()}; ${SERVICES} services, ${DAYS} days in ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`,
  );
  console.log(table(["after", "file, MB", "free in it", "log", ...TABLES], rows));
} finally {
  await site.remove();
}

async function send(server: ServerUnderTest, path: string, body: object): Promise<void> {
  const status = await server.send("POST", path, body);
  if (status !== 204) throw new Error(`${path} was answered with ${status}`);
}

/** Sizes in MB: the database file, its free space, the write-ahead log, and each table with its indexes. */
function sizes(dataFolder: string): string[] {
  const path = join(dataFolder, "vigie.sqlite");
  const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const db = new DatabaseSync(path, { readOnly: true });
  const number = (sql: string, ...values: string[]): number =>
    Number(Object.values(db.prepare(sql).get(...values)!)[0]);
  const tableSize = "SELECT sum(pgsize) FROM dbstat JOIN sqlite_schema USING (name) WHERE tbl_name = ?";
  const cells = [
    sizeOf(path),
    number("PRAGMA freelist_count") * number("PRAGMA page_size"),
    sizeOf(`${path}-wal`),
    ...TABLES.map((name) => number(tableSize, name)),
  ];
  db.close();
  return cells.map(mb);
}
