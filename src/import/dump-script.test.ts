import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { centreonTables } from "./centreon-tables.ts";
import type { Table } from "./dump-table.ts";

const SCRIPT = resolve(import.meta.dirname, "../../contrib/centreon-dump.php");

test("the dump script reads exactly the tables and columns that the import reads", () => {
  const script = readFileSync(SCRIPT, "utf8");
  const written = [...script.matchAll(/^ {8}'(\w+)' => '([\w\s]+)',$/gm)].map(
    ([, table, columns = ""]) => [table, columns.trim().split(/\s+/).sort()] as const,
  );

  expect(Object.fromEntries(written)).toEqual(
    Object.fromEntries(
      Object.values<Table>(centreonTables).map(({ names, columns }) => [names[0], Object.keys(columns).sort()]),
    ),
  );
});
