import { expect, test } from "vitest";
import type { Leadership } from "../../data/store/leadership.ts";
import { knownCluster, seenLeadership } from "./known-cluster.ts";

const LEADERSHIP: Leadership = {
  position: 0,
  lineage: "x",
  term: 7,
  holder: "vigie-a (process 812)",
  address: "http://vigie-a:8080",
  configuration: "0f",
  since: 1_000,
  silentSeconds: 0.5,
  leaseSeconds: 4,
};

test("a database that does not answer is no failure: nobody knows how many stand by", async () => {
  expect(await knownCluster(LEADERSHIP, async () => 2)).toEqual({ leadership: LEADERSHIP, standbys: 2 });
  expect(await knownCluster(LEADERSHIP, () => Promise.reject(new Error("away")))).toEqual({
    leadership: LEADERSHIP,
    standbys: null,
  });
});

test("a leader is silent for as long as a standby does not reach the database, too", () => {
  expect(seenLeadership({ leadership: null, awaySince: 2_000 }, 2_010)).toBeNull();
  expect(seenLeadership({ leadership: LEADERSHIP, awaySince: null }, 2_010)).toBe(LEADERSHIP);
  expect(seenLeadership({ leadership: LEADERSHIP, awaySince: 2_000 }, 2_010)).toEqual({
    ...LEADERSHIP,
    silentSeconds: 10.5,
  });
});
