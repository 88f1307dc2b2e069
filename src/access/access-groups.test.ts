import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/access-scene.ts";
import { readAccessGroups, type AccessGroup, type AccessGroupsRead } from "./access-groups.ts";
import { accessGroup, inventoryOf } from "../../test/support/access-inventory.ts";
import { roleNames } from "./roles.ts";
import { writeAccessGroups } from "./write-access-groups.ts";

const inventory = inventoryOf({
  hosts: { web1: ["http", "load"], "042": [], yes: ["a: b", "# c", " d"] },
  hostGroups: { web: ["web1"], "all hosts": ["web1", "042"] },
  serviceGroups: { http: [["web1", "http"]] },
  contactGroups: { operators: ["jdoe"] },
});

function read(text: string | Uint8Array): AccessGroupsRead {
  const file = join(temporaryFolder(), "access.yaml");
  writeFileSync(file, text);
  const { file: source, groups, errors, warnings } = readAccessGroups(file, inventory);
  const short = <Place extends { file: string }>(places: readonly Place[]): Place[] =>
    places.map((place) => ({ ...place, file: place.file.slice(-11) }));
  return { groups, errors: short(errors), warnings: short(warnings), file: source };
}
const lines = ({ errors }: AccessGroupsRead): readonly string[] =>
  errors.map(
    ({ file, line, directive, message }) => `${file}:${line}: ${directive === null ? "" : `${directive}: `}${message}`,
  );

test("reads a group with every key", () => {
  const { groups, errors, warnings } = read(`
access_groups:
  - id: 7
    name: operators
    alias: Web operators
    active: true
    contacts: [jdoe, NewOne]
    contact_groups: [operators]
    sees_all: false
    host_groups: [web]
    service_groups: [http]
    hosts: [042]
    services:
      - { host: web1, service: load }
    except_hosts: ["yes"]
    except_services:
      - host: web1
        service: http
    roles: [host_acknowledgement, service_schedule_downtime]
`);

  expect([errors, warnings]).toEqual([[], []]);
  expect(groups).toEqual([
    {
      id: 7,
      name: "operators",
      alias: "Web operators",
      isActive: true,
      contacts: ["jdoe", "NewOne"],
      contactGroups: ["operators"],
      seesAll: false,
      hostGroups: ["web"],
      serviceGroups: ["http"],
      hosts: ["042"],
      services: [{ host: "web1", service: "load" }],
      exceptHosts: ["yes"],
      exceptServices: [{ host: "web1", service: "http" }],
      roles: ["host_acknowledgement", "service_schedule_downtime"],
    },
  ]);
});

test("omitted keys have their defaults", () => {
  expect(read("access_groups:\n  - {id: 1, name: x}\n").groups).toEqual([accessGroup(1, { name: "x", alias: "x" })]);
});

test.each([
  ["", "an empty file"],
  ["# nothing yet\n", "a comment"],
  ["access_groups:\n", "no list"],
  ["access_groups: []\n", "an empty list"],
])("%j (%s) has no groups and no errors", (text) => {
  expect(read(text)).toMatchObject({ groups: [], errors: [], warnings: [] });
});

test("a missing file has no groups and no errors", () => {
  expect(readAccessGroups(join(temporaryFolder(), "access.yaml"), inventory)).toMatchObject({
    groups: [],
    errors: [],
    warnings: [],
  });
});

describe("errors name the line, the field and the expected value", () => {
  const group = (field: string): string =>
    `access_groups:\n  - id: 1\n    name: x\n    contacts: [jdoe]\n    ${field}\n`;

  test.each<[string, string, readonly string[]]>([
    ["a scalar as the file", "nonsense", ["access.yaml:1: expected the key access_groups with a list of groups"]],
    ["a list as the file", "- id: 1", ["access.yaml:1: expected the key access_groups with a list of groups"]],
    [
      "another key at the top",
      "groups: []",
      ["access.yaml:1: groups: unknown key; the keys here are access_groups. Did you mean access_groups?"],
    ],
    [
      "a map in place of the list",
      "access_groups: {id: 1}",
      ["access.yaml:1: access_groups: expected a list of groups"],
    ],
    [
      "a scalar in the list",
      "access_groups:\n  - jdoe",
      ["access.yaml:2: access_groups: expected a group: id, name and what it shows"],
    ],
    [
      "no id and no name",
      "access_groups:\n  - contacts: [jdoe]",
      ["access.yaml:2: id: is missing", "access.yaml:2: name: is missing"],
    ],
    [
      "an unknown key",
      group("host: web1"),
      [
        "access.yaml:5: host: unknown key; the keys here are id, name, alias, active, contacts, contact_groups, " +
          "sees_all, host_groups, service_groups, hosts, services, except_hosts, except_services, roles. " +
          "Did you mean hosts?",
      ],
    ],
    [
      "an unknown host",
      group("hosts: [web1, web9]"),
      ['access.yaml:5: hosts: there is no host named "web9". Did you mean web1?'],
    ],
    [
      "an unknown host in another line",
      group("hosts:\n      - web1\n      - web9"),
      ['access.yaml:7: hosts: there is no host named "web9". Did you mean web1?'],
    ],
    [
      "a host name in the wrong case",
      group("hosts: [WEB1]"),
      ['access.yaml:5: hosts: there is no host named "WEB1". Did you mean web1?'],
    ],
    [
      "an unknown excepted host",
      group("except_hosts: [web9]"),
      ['access.yaml:5: except_hosts: there is no host named "web9". Did you mean web1?'],
    ],
    [
      "an unknown host group",
      group("host_groups: [linux]"),
      ['access.yaml:5: host_groups: there is no host group named "linux"'],
    ],
    [
      "an unknown service group",
      group("service_groups: [linux]"),
      ['access.yaml:5: service_groups: there is no service group named "linux"'],
    ],
    [
      "an unknown contact group",
      group("contact_groups: [linux]"),
      ['access.yaml:5: contact_groups: there is no contact group named "linux"'],
    ],
    [
      "an unknown role",
      group("roles: [host_ack]"),
      [`access.yaml:5: roles: "host_ack" is no role; the roles are ${roleNames.join(", ")}`],
    ],
    [
      "an unknown service",
      group("services: [{host: web1, service: sql}]"),
      ['access.yaml:5: services: the host "web1" has no service "sql"'],
    ],
    [
      "a service of an unknown host",
      group("services: [{host: web9, service: sql}]"),
      ['access.yaml:5: services: there is no host named "web9". Did you mean web1?'],
    ],
    [
      "an unknown excepted service",
      group("except_services: [{host: web1, service: sql}]"),
      ['access.yaml:5: except_services: the host "web1" has no service "sql"'],
    ],
    ["a service without a host", group("services: [{service: http}]"), ["access.yaml:5: services: host is missing"]],
    [
      "a service as text",
      group("services: [web1/http]"),
      ['access.yaml:5: services: expected host and service, found "web1/http"'],
    ],
    [
      "a service with more keys",
      group("services: [{host: web1, service: http, id: 4}]"),
      ["access.yaml:5: id: unknown key; the keys here are host, service"],
    ],
    ["a text for a list", group("hosts: web1"), ['access.yaml:5: hosts: expected a list, found "web1"']],
    ["a map for a list", group("hosts: {web1: }"), ["access.yaml:5: hosts: expected a list, found a map of keys"]],
    [
      "nothing in a list",
      group("hosts: [web1, ]\n    service_groups: [~]"),
      ["access.yaml:6: service_groups: expected a text, found nothing"],
    ],
    ["true in a list of names", group("hosts: [true]"), ["access.yaml:5: hosts: expected a text, found true"]],
    ["yes for a flag", group("sees_all: yes"), ['access.yaml:5: sees_all: expected true or false, found "yes"']],
    ["a number for a flag", group("active: 1"), ["access.yaml:5: active: expected true or false, found 1"]],
    [
      "an id of 0",
      "access_groups: [{id: 0, name: x, contacts: [jdoe]}]",
      ["access.yaml:1: id: expected a whole number from 1 to 67108863, found 0"],
    ],
    [
      "an id beyond the largest",
      "access_groups: [{id: 67108864, name: x}]",
      ["access.yaml:1: id: expected a whole number from 1 to 67108863, found 67108864"],
    ],
    [
      "a fraction as id",
      "access_groups: [{id: 1.5, name: x}]",
      ["access.yaml:1: id: expected a whole number from 1 to 67108863, found 1.5"],
    ],
    [
      "a text as id",
      'access_groups: [{id: "1", name: x}]',
      ['access.yaml:1: id: expected a whole number from 1 to 67108863, found "1"'],
    ],
    ["an empty name", 'access_groups: [{id: 1, name: ""}]', ["access.yaml:1: name: expected a text, found nothing"]],
    [
      "a name of 256 characters",
      `access_groups: [{id: 1, name: ${"n".repeat(256)}}]`,
      ["access.yaml:1: name: expected at most 255 characters, found 256"],
    ],
    [
      "an id given twice",
      "access_groups:\n  - {id: 1, name: x}\n  - {id: 1, name: y}",
      ['access.yaml:3: id: "1" is taken by the group on line 2'],
    ],
    [
      "a name given twice",
      "access_groups:\n  - {id: 1, name: x}\n  - {id: 2, name: x}",
      ['access.yaml:3: name: "x" is taken by the group on line 2'],
    ],
    ["the same key twice", group("name: y"), ["access.yaml:5: the same key stands twice"]],
    [
      "an alias",
      "access_groups:\n  - {id: 1, name: x, hosts: &all [web1]}\n  - {id: 2, name: y, hosts: *all}",
      ["access.yaml:3: hosts: expected a list, found the alias *all (aliases are not read)"],
    ],
    [
      "a second document",
      "access_groups: []\n---\naccess_groups: []",
      ["access.yaml:2: one YAML document is expected, a second one begins here"],
    ],
    [
      "a bracket left open",
      "access_groups: [",
      [
        "access.yaml:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and " +
          "end with a ]",
      ],
    ],
    ["an unknown tag", group("hosts: [!env web1]"), ["access.yaml:5: not valid YAML: Unresolved tag: !env"]],
  ])("%s", (_, text, expected) => {
    expect(lines(read(text))).toEqual(expected);
  });

  test("several errors, in the order of the file", () => {
    expect(
      lines(read("access_groups:\n  - id: x\n    hosts: [a, b]\n  - id: 2\n    name: y\n    roles: [z]\n")).map(
        (line) => line.replace(/;.*/, ""),
      ),
    ).toEqual([
      'access.yaml:2: id: expected a whole number from 1 to 67108863, found "x"',
      "access.yaml:2: name: is missing",
      'access.yaml:3: hosts: there is no host named "a"',
      'access.yaml:3: hosts: there is no host named "b"',
      'access.yaml:6: roles: "z" is no role',
    ]);
  });

  test("at most a thousand errors", () => {
    const { errors } = read(
      `access_groups: [{id: 1, name: x, hosts: [${Array.from({ length: 1500 }, (_, i) => `host${i}`).join(", ")}]}]`,
    );

    expect(errors).toHaveLength(1001);
    expect(errors[1000]?.message).toBe("further errors are not listed");
  });

  test("errors about the file itself have line 0", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "access.yaml"));

    expect(
      readAccessGroups(join(folder, "access.yaml"), inventory).errors.map(({ line, message }) => [line, message]),
    ).toEqual([[0, "cannot be read: not a regular file but a folder"]]);
    expect(lines(read(new Uint8Array([0x61, 0x3a, 0xff])))).toEqual([
      "access.yaml:0: cannot be read: not UTF-8 text (line 1)",
    ]);
    expect(lines(read(`#${" ".repeat(16 * 1024 * 1024)}`))).toEqual([
      "access.yaml:0: cannot be read: it has 16777217 bytes; at most 16777216 are read",
    ]);
  });

  test.skipIf(process.getuid?.() === 0)("an unreadable file gives the reason (root reads every file)", () => {
    const file = join(temporaryFolder(), "access.yaml");
    writeFileSync(file, "");
    chmodSync(file, 0);

    expect(readAccessGroups(file, inventory).errors[0]?.message).toMatch(
      /^cannot be read: permission denied for the user \S+$/,
    );
  });
});

test("warns about active groups without contacts or without visible objects", () => {
  const { errors, warnings } = read(`access_groups:
  - {id: 1, name: nobody, sees_all: true}
  - {id: 2, name: nothing, contacts: [jdoe]}
  - {id: 3, name: later, active: false}
`);

  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    {
      file: "access.yaml",
      line: 2,
      directive: "contacts",
      code: "access-group-empty",
      params: { group: "nobody" },
      message: 'nobody is in the access group "nobody"',
    },
    {
      file: "access.yaml",
      line: 3,
      directive: null,
      code: "access-group-shows-nothing",
      params: { group: "nothing" },
      message: 'the access group "nothing" shows nothing',
    },
  ]);
});

describe("written groups", () => {
  test("omit defaults and put each service on one line", () => {
    expect(
      writeAccessGroups([
        accessGroup(3, {
          name: "web",
          alias: "web",
          contacts: ["jdoe", "null"],
          hosts: ["042"],
          services: [{ host: "web1", service: "http" }],
          roles: ["host_acknowledgement"],
        }),
        accessGroup(4, { name: "all", alias: "All: of it", isActive: false, seesAll: true }),
      ]),
    ).toBe(`# Who sees which objects and may do what with them.
# Every key is explained in docs/access.md; check-config checks changes.

access_groups:
  - id: 3
    name: web
    contacts: [ jdoe, "null" ]
    hosts: [ "042" ]
    services:
      - { host: web1, service: http }
    roles: [ host_acknowledgement ]
  - id: 4
    name: all
    alias: "All: of it"
    active: false
    sees_all: true
`);
  });

  test("are the same when read again", () => {
    const some = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> => fc.subarray([...values]);
    const services = inventory.services.map(({ hostName, description }) => ({ host: hostName, service: description }));
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const anyGroup = fc.record({
      name: text,
      alias: text,
      isActive: fc.boolean(),
      contacts: fc.array(text, { maxLength: 8 }),
      contactGroups: some(["operators"]),
      seesAll: fc.boolean(),
      hostGroups: some(["web", "all hosts"]),
      serviceGroups: some(["http"]),
      hosts: some(["web1", "042", "yes"]),
      services: some(services),
      exceptHosts: some(["web1", "042", "yes"]),
      exceptServices: some(services),
      roles: some(roleNames),
    });
    const file = join(temporaryFolder(), "access.yaml");
    fc.assert(
      fc.property(fc.uniqueArray(anyGroup, { maxLength: 5, selector: ({ name }) => name }), (shapes) => {
        const groups: readonly AccessGroup[] = shapes.map((shape, index) => accessGroup(index + 1, shape));
        writeFileSync(file, writeAccessGroups(groups));
        const back = readAccessGroups(file, inventory);
        expect(back.errors).toEqual([]);
        expect(back.groups).toEqual(groups);
      }),
    );
  });
});
