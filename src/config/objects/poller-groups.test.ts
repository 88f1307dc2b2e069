import { expect, test } from "vitest";
import type { ObjectId } from "../../model/object-id.ts";
import type { PollerGroupSetting } from "../settings/poller-group-settings.ts";
import { inFolder } from "./configuration-folder.fixture.ts";
import { loadInventory, type IdSource, type LoadResult } from "./load-inventory.ts";

const HOSTS = ["poller europe", "_POLLER_ID 7", "_POLLER_ID 5"].map(
  (line, index) => `define host {\n  host_name h${index}\n  check_command c\n  max_check_attempts 1\n  ${line}\n}`,
);
const FILES = {
  "vigie.cfg": "cfg_file=objects.cfg\n",
  "objects.cfg": ["define command {\n  command_name c\n  command_line c\n}", ...HOSTS, ""].join("\n"),
};
const poller = (name: string, id: number): ObjectId => ({ type: "poller", name, id, hostId: 0 });
const KNOWN = [poller("paris", 2), poller("lyon", 3)];
const group = (name: string, ...members: readonly string[]): PollerGroupSetting => ({
  name,
  members: members.map((member) => ({ name: member, weight: 1 })),
  takeoverDelaySeconds: 60,
  place: { file: "vigie.yaml", line: 4 },
});
const load = (groups: readonly PollerGroupSetting[], ids: IdSource = { known: KNOWN }): LoadResult =>
  inFolder(FILES, (folder) => loadInventory(folder, ids, groups));
const messages = (...args: Parameters<typeof load>): readonly string[] =>
  load(...args).errors.map(({ file, line, directive, message }) => `${file}:${line} ${directive}: ${message}`);

test("a host may name a group, whose id no poller and no host has", () => {
  const { inventory, newIds } = load([group("europe", "paris", "lyon")]);
  expect([...inventory!.pollerGroups.values()]).toEqual([
    {
      id: 8,
      name: "europe",
      members: [
        { pollerId: 2, weight: 1 },
        { pollerId: 3, weight: 1 },
      ],
      takeoverDelaySeconds: 60,
    },
  ]);
  expect(inventory!.hosts.map(({ pollerId, pollerName }) => [pollerId, pollerName])).toEqual([
    [8, "europe"],
    [7, "Poller 7"],
    [5, "Poller 5"],
  ]);
  expect(newIds.filter(({ type }) => type === "poller-group")).toEqual([
    { type: "poller-group", name: "europe", id: 8, hostId: 0 },
  ]);
});

test("its id stays; a host may name it by the id; a poller that was given the id has it", () => {
  const known: readonly ObjectId[] = [...KNOWN, { type: "poller-group", name: "europe", id: 5, hostId: 0 }];
  const { inventory, newIds } = load([group("europe", "paris")], { known });
  expect(inventory!.pollerGroups.get(5)?.name).toBe("europe");
  expect(inventory!.hosts.map(({ pollerName }) => pollerName)).toEqual(["europe", "Poller 7", "europe"]);
  expect(newIds.filter(({ type }) => type === "poller-group")).toEqual([]);

  const taken = load([group("europe", "paris")], { known: [...known, poller("rome", 5)] });
  expect([...taken.inventory!.pollerGroups.keys()]).toEqual([8]);
  expect(taken.inventory!.hosts.map(({ pollerName }) => pollerName)).toEqual(["europe", "Poller 7", "rome"]);
});

test("members have to be pollers, each of one group, and a group has a name of its own", () => {
  expect(messages([group("europe", "paris", "lion")])).toEqual([
    expect.stringMatching(/^vigie\.yaml:4 poller_groups\.europe: there is no poller 'lion'.*lyon/),
  ]);
  expect(messages([group("europe", "paris"), group("asia", "paris")])).toEqual([
    "vigie.yaml:4 poller_groups.asia: poller 'paris' is a member of group 'europe', too: it can be one of one group",
  ]);
  expect(messages([group("europe", "lyon"), group("paris", "lyon")])).toContain(
    "vigie.yaml:4 poller_groups.paris: there is a poller 'paris': give the group another name",
  );
  expect(messages([])).toEqual([expect.stringMatching(/: there is no poller 'europe': add it with/)]);
});

test("where the store is not read, names of pollers are taken as they are", () => {
  expect(messages([group("europe", "any")], { known: [], isWithoutStore: true })).toEqual([]);
  expect(messages([], { known: [], isWithoutStore: true })).toEqual([]);
});
