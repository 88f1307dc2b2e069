import { expect, test } from "vitest";
import { inventedInventory } from "../../../../test/support/invented-site.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { LabelMatcher } from "../../metrics/promql/syntax/label-matcher.ts";
import { parseQuery } from "../../metrics/promql/syntax/parse-query.ts";
import { namedResources } from "./named-resources.ts";

function matchersOf(selector: string): readonly LabelMatcher[] {
  const parsed = parseQuery(selector);
  return parsed.kind === "selector" ? parsed.matchers : [];
}

const named = async (selector: string): Promise<readonly string[] | null> =>
  (await namedResources(matchersOf(selector), inventedInventory))?.map((key) => {
    const resource = namesOf(inventedInventory).resourceByKey.get(key)!;
    return resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`;
  }) ?? null;

test.each([
  ['{host_name="web-01"}', ["web-01", "web-01/HTTP", "web-01/Disk", "web-01/Load"]],
  ['{host_name=~"web-01|db-01|web-01",service_description="Disk"}', ["web-01/Disk", "db-01/Disk"]],
  ['{host_name=~"web-0.",service_description=~"H.*"}', ["web-01/HTTP", "web-02/HTTP"]],
  ['{host_name=~"w.*",service_description=""}', ["web-01", "web-02"]],
  ['{service_description=~"Disk|MySQL"}', ["web-01/Disk", "db-01/MySQL", "db-01/Disk"]],
  ['{host_name="web-01",host_name!~"web.*"}', []],
  ['{host_name=~"web-01|lone",service_description!="HTTP"}', ["web-01", "web-01/Disk", "web-01/Load", "lone"]],
  ['{host_name="nobody"}', []],
  ['{metric="load1"}', null],
])("only what fulfils the matchers is asked for: %s", async (selector, expected) => {
  expect(await named(selector)).toEqual(expected);
});
