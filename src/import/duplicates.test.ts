import { expect, test } from "vitest";
import { contactRow, dumpOf, hostRow, serviceRow } from "../../test/support/centreon-dump.ts";
import { duplicates } from "./duplicates.ts";
import { readDump } from "./read-dump.ts";

const duplicatesOf = (...parts: Parameters<typeof dumpOf>): readonly string[] => {
  const read = readDump(dumpOf(...parts));
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return duplicates(read.dump).map(({ message }) => message);
};

test("finds ids, names and logins that occur twice", () => {
  expect(
    duplicatesOf(
      {
        hosts: [hostRow(1), hostRow(1, { name: "other" }), hostRow(2, { name: "same" }), hostRow(3, { name: "same" })],
        services: [serviceRow(1, 7, { description: "x" }), serviceRow(1, 8, { description: "x" })],
      },
      {
        contact: [contactRow(1, "jdoe"), contactRow(2, "JDoe")],
        command: [1, 2, 3].map((id) => ({
          command_id: id,
          command_name: "mail",
          command_line: "mail",
          command_activate: id === 3 ? "0" : "1",
        })),
      },
    ),
  ).toEqual([
    "storage.hosts row 2: host_id 1 occurs 2 times",
    'storage.hosts row 4: the name of an enabled host "same" occurs 2 times',
    'storage.services row 2: the host_id and description of an enabled service 1 and "x" occurs 2 times',
    'configuration.contact row 2: the login name (contact_alias, in any case) of a user "jdoe" occurs 2 times',
    'configuration.command row 2: the command_name of an enabled command "mail" occurs 2 times',
  ]);
});

test("allows a disabled host with the name of an enabled one, and services of different hosts with the same id", () => {
  expect(
    duplicatesOf({
      hosts: [hostRow(1, { name: "x" }), hostRow(2, { name: "x", enabled: 0 })],
      services: [serviceRow(1, 7), serviceRow(2, 7)],
    }),
  ).toEqual([]);
});
