import type { Random } from "../support/random.ts";

/** Latin-1 contents by path. */
export type ConfigurationFiles = ReadonlyMap<string, string>;

/** Changes one to eight places of a configuration; `others` give it parts of theirs. */
export function mutate(
  original: ConfigurationFiles,
  others: readonly ConfigurationFiles[],
  random: Random,
): ConfigurationFiles {
  const files = new Map(original);
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    const path = random.from([...files.keys()]);
    const text = files.get(path) ?? "";
    files.set(path, random.from(MUTATIONS)(text, random, others));
  }
  return files;
}

type Mutation = (text: string, random: Random, others: readonly ConfigurationFiles[]) => string;

const VALUES: readonly string[] = [
  "",
  "null",
  "+",
  "+,",
  ",,,",
  "!",
  "!*",
  "*",
  "^(",
  "(a+)+$",
  "-1",
  "0",
  "1e999",
  "0x10",
  "5m",
  "99999999999999999999",
  "NaN",
  "$ARG1$",
  "\\",
  "a\\;b;c",
  "'\"`",
  "%s%n",
  "../../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "\u00e9\u00ff",
  "\u0000",
  "\u001b[31m",
  "d,u,r,f,s,n,a",
  "x".repeat(5_000),
  ",".repeat(5_000),
  "00:00-24:00",
  "24:00-00:00",
  "february 30",
];

const LINES: readonly string[] = [
  "}",
  "{",
  "define host {",
  "define service{",
  "define __proto__ {",
  "define",
  "cfg_dir=.",
  "cfg_dir=/nowhere",
  "cfg_file=nagios.cfg",
  "cfg_file=.",
  "cfg_file=/dev/null/x",
  "include_file=objects.cfg",
  "include_dir=.",
  "include_file=nagios.cfg",
  "resource_file=people.cfg",
  "config_rel_path=..",
  "use_regexp_matching=1",
  "use_true_regexp_matching=1",
  "illegal_object_name_chars=aeiou",
  "interval_length=abc",
  " use machine,H,person,basic,loud,S",
  " name H",
  " register 0",
  " host_name *",
  " hostgroup_name *",
  " members *,*",
  " exclude always,closed,nights",
  " parents *",
  " hostgroup_members *",
  " dependent_service_description *",
  "\ufeff",
  "\\",
  "#".repeat(10_000),
];

const MUTATIONS: readonly Mutation[] = [
  onLine((lines, at) => lines.toSpliced(at, 1)),
  onLine((lines, at) => lines.toSpliced(at, 0, lines[at] ?? "")),
  onLine((lines, at, random) => {
    const other = random.between(0, lines.length - 1);
    return lines.with(at, lines[other] ?? "").with(other, lines[at] ?? "");
  }),
  onLine((lines, at, random) => lines.toSpliced(at, 0, random.from(LINES))),
  onLine((lines, at, random) => lines.with(at, withValue(lines[at] ?? "", random.from(VALUES)))),
  onLine((lines, at, random) => lines.with(at, withValue(lines[at] ?? "", random.from(VALUES)))),
  onLine((lines, at, random) => lines.with(at, withValue(lines[at] ?? "", valueOf(random.from(lines))))),
  onLine((lines, at, random) => lines.with(at, misspelled(lines[at] ?? "", random))),
  onLine((lines, at) => lines.with(at, `${lines[at] ?? ""}\\`)),
  onLine((lines, at) => lines.with(at, `${lines[at] ?? ""} # remark`)),
  (text, random) => text.slice(0, random.between(0, text.length)),
  (text, random) => {
    const at = random.between(0, text.length);
    return text.slice(0, at) + String.fromCharCode(random.between(0, 255)) + text.slice(at);
  },
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text + text,
  (text, random, others) => text + random.from([...random.from(others).values()]),
];

function onLine(change: (lines: readonly string[], at: number, random: Random) => readonly string[]): Mutation {
  return (text, random) => {
    const lines = text.split("\n");
    return change(lines, random.between(0, lines.length - 1), random).join("\n");
  };
}

/** `name value`, `name=value` of the main file. */
const LINE = /^(\s*[^\s=]+(?:\s+|=))(.*)$/;

const withValue = (line: string, value: string): string => line.replace(LINE, (_, name: string) => name + value);

const valueOf = (line: string): string => LINE.exec(line)?.[2] ?? "";

function misspelled(line: string, random: Random): string {
  const at = random.between(0, line.length);
  return line.slice(0, at) + random.from(["", "x", " ", "_", "\t"]) + line.slice(at + 1);
}
