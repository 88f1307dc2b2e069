import { expect, test } from "vitest";
import { contactRow, dumpOf, hostRow, serviceRow } from "../../test/support/centreon-dump.ts";
import { readDump } from "./read-dump.ts";

const problemsOf = (parsed: unknown): readonly string[] => {
  const read = readDump(parsed);
  return "problems" in read ? read.problems.map(({ message }) => message) : [];
};

test("reads the tables with their columns, and names absent and unread tables", () => {
  const read = readDump(dumpOf({ hosts: [hostRow(12)], unheard_of: [] }));

  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  expect(read.dump.hosts[0]).toMatchObject({
    host_id: 12,
    name: "host-12",
    enabled: true,
    check_interval: 5,
    last_time_down: null,
  });
  expect(read.dump.downtimes).toEqual([]);
  expect(read.absent).toContain("storage.downtimes");
  expect(read.unread).toEqual(["storage.unheard_of"]);
});

test("reads numbers written as text, and the engine's 'never' as null", () => {
  const read = readDump(
    dumpOf({
      hosts: [
        hostRow(12, { host_id: "12", enabled: "1", check_interval: "2.5", last_check: 0, last_notification: "0" }),
      ],
    }),
  );

  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  expect(read.dump.hosts[0]).toMatchObject({
    host_id: 12,
    enabled: true,
    check_interval: 2.5,
    last_check: null,
    last_notification: null,
  });
});

test("reads absent optional columns as null", () => {
  const { notify_on_down: _, timezone: __, ...row } = hostRow(12);
  const read = readDump(dumpOf({ hosts: [row] }));

  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  expect(read.dump.hosts[0]).toMatchObject({ notify_on_down: null, timezone: null });
});

test.each([
  [null, 'expected an object with the members "storage" and "configuration", found null'],
  [[], 'expected an object with the members "storage" and "configuration", found []'],
  [{ storage: 5 }, "storage: expected an object with one member per table, found 5"],
  [{}, "storage.hosts: the table is missing"],
  [dumpOf({ hosts: { 12: {} } as never }), 'storage.hosts: expected an array of rows, found {"12":{}}'],
  [dumpOf({ hosts: ["x" as never] }), 'storage.hosts row 1: expected an object with one member per column, found "x"'],
])("reports the invalid structure of %j", (parsed, problem) => {
  expect(problemsOf(parsed)).toContain(problem);
});

test("reports a column that is missing in many rows once", () => {
  const rows = [1, 2, 3].map((id) =>
    Object.fromEntries(Object.entries(hostRow(id)).filter(([name]) => name !== "state")),
  );

  expect(problemsOf(dumpOf({ hosts: rows }))).toEqual(["storage.hosts row 1 and 2 more: the column state is missing"]);
});

test("reports table, row and column of all invalid values together", () => {
  const { name: _, ...nameless } = hostRow(14);
  const problems = problemsOf(
    dumpOf(
      {
        hosts: [hostRow(12), hostRow(13, { state: "UP", last_check: "2020-01-01" }), nameless],
        services: [serviceRow(12, 0)],
      },
      { contact: [contactRow(1, "admin", { contact_activate: "yes" })] },
    ),
  );

  expect(problems).toEqual([
    'storage.hosts row 2: column last_check: expected a time in Unix seconds or null, found "2020-01-01"',
    'storage.hosts row 2: column state: expected 0 or 1 or 2 or 3 or 4 or null, found "UP"',
    "storage.hosts row 3: the column name is missing",
    "storage.services row 1: column service_id: expected an id from 1 to 67108863, found 0",
    'configuration.contact row 1: column contact_activate: expected 0 or 1 or null, found "yes"',
  ]);
});
