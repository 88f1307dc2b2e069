import { describe, expect, it } from "vitest";

import { BASE, loadFiles, loadObjects } from "./configuration-folder.fixture.ts";
import { parseCommandCall } from "./value-pool.ts";

const notesOf = (line: string): string | null | undefined =>
  loadObjects(`${BASE}define host {\n use H\n host_name x\n ${line}\n}`).inventory.hosts[0]?.notes;

describe("the value of a directive", () => {
  it.each([
    ["ends before a semicolon", "notes one ; two", "one"],
    ["ends before a semicolon without a blank", "notes one;two", "one"],
    ["keeps an escaped semicolon", "notes one\\; two\\;three ; four", "one; two;three"],
    ["keeps a number sign", "notes http://example.org/#top", "http://example.org/#top"],
    ["loses the white space around it, not within", "notes \t one \t two \t ", "one \t two"],
    ["continues after a backslash at the end", "notes one \\\n      two\\\n three", "one twothree"],
    ["does not go on after a backslash and a blank", "notes C:\\ \n alias x", "C:\\"],
    ["ends with a backslash that is written twice", "notes C:\\\\", "C:\\"],
    ["keeps backslashes within", "notes a\\b\\\\c\\nd", "a\\b\\\\c\\nd"],
    ["may be empty", "notes", ""],
    ["is the last one when it is given twice", "notes one\n notes two", "two"],
  ])("%s", (_, line, notes) => {
    expect(notesOf(line)).toBe(notes);
  });
});

describe("an object file", () => {
  it.each([
    ["with carriage returns", (text: string) => text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", (text: string) => `\uFEFF${text}`],
    ["without a newline at the end", (text: string) => text.trimEnd()],
    [
      "with blank lines, comments and indented braces",
      (text: string) => text.replaceAll("\n", "\n\n   # comment\n ; comment\n\t"),
    ],
    ["with tabs and many blanks", (text: string) => text.replaceAll(/[ \t]+/g, " \t  ")],
    ["without a blank before the brace", (text: string) => text.replaceAll(" {", "{")],
  ])("%s is read the same", (_, change) => {
    const { inventory } = loadObjects(change(`${BASE}define host {\n use H\n host_name x\n alias The-host\n}\n`));

    expect(inventory.hosts.map(({ hostName, alias, maxCheckAttempts }) => [hostName, alias, maxCheckAttempts])).toEqual(
      [["x", "The-host", 3]],
    );
  });

  it("that is not UTF-8 is read as Latin-1, with a warning at the first such line", () => {
    const { inventory, warnings } = loadFiles({
      "vigie.cfg": "cfg_file=o.cfg\n",
      "o.cfg": Buffer.from(`${BASE}define host {\n use H\n host_name x\n alias Étage 3\n}\n`, "latin1"),
    });

    expect(inventory.hosts[0]?.alias).toBe("Étage 3");
    expect(warnings).toEqual([`o.cfg:${BASE.split("\n").length + 3}: not UTF-8, the file is read as Latin-1`]);
  });

  it("may have names with blanks, accents, quotes and more, as Centreon allows them", () => {
    const { inventory } = loadObjects(`${BASE}
define host {
  use        H
  host_name  imprimante-3e-étage
  hostgroups Étage 3 "divers"
}
define hostgroup {
  hostgroup_name  Étage 3 "divers"
}
define service {
  use                  S
  host_name            imprimante-3e-étage
  service_description  Service "quoté" & 'co' 100%_x\\; <b>
  servicegroups        Http & <Web>
}
define servicegroup {
  servicegroup_name  Http & <Web>
}`);

    expect(inventory.hostGroups.map(({ name, hostIds }) => [name, hostIds])).toEqual([['Étage 3 "divers"', [1]]]);
    expect(inventory.services.map(({ description }) => description)).toEqual([`Service "quoté" & 'co' 100%_x; <b>`]);
    expect(inventory.serviceGroups.map(({ name, members }) => [name, members])).toEqual([
      ["Http & <Web>", [2 ** 26 + 1]],
    ]);
  });

  it("gives one warning for every directive without effect, and one for a directive given twice", () => {
    const { warnings } = loadObjects(`${BASE}
define host {
  use              H
  host_name        x
  check_timeout    30
  notes            one
  notes            two
}
define host {
  use              H
  host_name        y
  check_timeout    30
  2d_coords        1,2
}
define service {
  use                  S
  host_name            x
  service_description  s
  check_timeout        30
}`);
    const first = BASE.split("\n").length;

    expect(warnings).toEqual([
      `objects.cfg:${first + 4}: check_timeout: has no effect (a host directive): the timeouts of the main file apply`,
      `objects.cfg:${first + 6}: notes: given twice in this host (line ${first + 5}), the last one counts`,
      `objects.cfg:${first + 18}: check_timeout: has no effect (a service directive): the timeouts of the ` +
        "main file apply",
    ]);
  });

  it("may have objects that are only kept, with their templates applied and a warning for each type", () => {
    const { inventory, warnings } = loadObjects(`
define severity {
  name           d
  severity_name  disk
  level          1
  register       0
}
define severity {
  use            d
  severity_name  +full
  type           service
}
define connector {
  connector_name  Perl
  connector_line  /usr/lib/connector
}`);

    expect(
      inventory.kept.map(({ type, directives, source }) => [type, Object.fromEntries(directives), source.line]),
    ).toEqual([
      ["severity", { severity_name: "disk,full", type: "service", level: "1" }, 8],
      ["connector", { connector_name: "Perl", connector_line: "/usr/lib/connector" }, 13],
    ]);
    expect(warnings).toEqual([
      "objects.cfg:8: severity objects are read and kept but have no effect yet",
      "objects.cfg:13: connector objects are read and kept but have no effect yet",
    ]);
  });
});

describe("a command call", () => {
  it.each([
    ["c", { name: "c", args: [] }],
    ["c!1!two words!", { name: "c", args: ["1", "two words", ""] }],
    ["c!a\\!b!c\\d\\\\", { name: "c", args: ["a!b", "c\\d\\\\"] }],
  ])("%s", (raw, expected) => {
    expect(parseCommandCall(raw)).toEqual({ ...expected, raw });
  });
});
