import { expect, test } from "vitest";
import type { Notice } from "../data/desktop-notice.ts";
import type { LiveRow } from "../data/wire.ts";
import { createProblemNotices } from "./problem-notices.ts";

const row = (key: string): LiveRow =>
  ({
    key,
    type: "service",
    name: "disk /var",
    host: { name: "web-01" },
    state: "CRITICAL",
    output: "2% free",
  }) as LiveRow;

test("names the problem; many at once are few notices, and one of how many more there are", () => {
  const shown: Notice[] = [];
  const opened: unknown[] = [];
  let now = 1_000;
  const show = createProblemNotices({
    words: () => ({ title: (state, name) => `${state}: ${name}`, more: (count) => `${count} more` }),
    open: (key) => opened.push(key),
    show: (notice) => shown.push(notice),
    now: () => now,
  });
  for (let number = 1; number <= 6; number++) show(row(`s1.${number}`));
  now += 10_000;
  show(row("s1.7"));

  expect(shown.map(({ tag, title }) => `${tag} ${title.replaceAll(/[⁦-⁩]/g, "")}`)).toEqual([
    "s1.1 CRITICAL: web-01 › disk /var",
    "s1.2 CRITICAL: web-01 › disk /var",
    "s1.3 CRITICAL: web-01 › disk /var",
    "more 1 more",
    "more 2 more",
    "more 3 more",
    "s1.7 CRITICAL: web-01 › disk /var",
  ]);
  expect(shown[0]!.body).toBe("2% free");
  shown[0]!.onPress();
  shown[3]!.onPress();
  expect(opened).toEqual(["s1.1", null]);
});
