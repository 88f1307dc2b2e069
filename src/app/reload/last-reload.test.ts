import { expect, test } from "vitest";
import type { ReloadOutcome } from "../../config/reload-outcome.ts";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { errorOf } from "../../model/configuration-errors.ts";
import { badSettings } from "../../config/settings/setting-mistakes.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { rememberReloads } from "./last-reload.ts";

const warning = { file: "/a.cfg", line: 1, directive: null, ...warningOf("empty-value", {}) };
const error = { file: "/b.cfg", line: 2, directive: "path", ...errorOf("path-expected", {}) };
const counts = { total: 1, added: 0, removed: 0, changed: 0 };

test("the newest reload is remembered with its end; warnings stay those of the configuration in effect", async () => {
  const clock = createFakeClock(100);
  let next: () => Promise<ReloadOutcome> = async () => ({ isAccepted: false, errors: [error] });
  const { reload, last } = rememberReloads(() => next(), clock, [warning]);
  expect(last()).toMatchObject({ at: 100, result: "started", warnings: [warning] });

  await reload("by jdoe over the API");
  expect(last()).toMatchObject({ result: "refused", by: "by jdoe over the API", errors: [error], warnings: [warning] });

  next = async () => Promise.reject(new Error("the store is full"));
  await expect(reload()).rejects.toThrow("full");
  expect(last()).toMatchObject({
    result: "failed",
    by: null,
    reason: { code: null, message: "the store is full" },
    warnings: [warning],
  });

  next = async () => Promise.reject(badSettings([error]));
  await expect(reload()).rejects.toThrow("/b.cfg:2: path: expected a path");
  expect(last()).toMatchObject({ result: "failed", reason: { code: "bad-setting" }, errors: [error] });

  next = async () => ({
    isAccepted: true,
    hosts: counts,
    services: counts,
    seconds: 2,
    warnings: [],
    needsRestart: [],
  });
  await reload();
  expect(last()).toMatchObject({ result: "accepted", seconds: 2, errors: [], warnings: [] });
});
