// Cost of logins and requests: one password hash, logins per second, the work for unknown accounts compared with that
// for a wrong password in the same run, requests authenticated per second, and rereading tokens after a change. Run by
// `node bench/access.ts`.
import { mkdtempSync, rmSync } from "node:fs";
import { sampleToken } from "../test/support/record-samples.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccess } from "../src/access/create-access.ts";
import { hashPassword, verifyPassword } from "../src/access/password.ts";
import { hashOfSecret } from "../src/access/secret.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLog } from "../src/lib/log.ts";
import { openStore } from "../src/data/store/open-store.ts";
import { machine } from "./support/report.ts";

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-access-"));
const store = await openStore({ folder, log: silentLog, exclusive: true });
let offsetSeconds = 0;
const clock = { ...systemClock, now: () => systemClock.now() + offsetSeconds };
const loginLimits = { windowSeconds: 300, failuresPerAccount: 1e6, failuresPerAddress: 1e6 };
const access = await createAccess({ store, clock, log: silentLog, loginLimits });
const passwordHash = await hashPassword("s3cret-word");
const account = { id: 0, name: "", email: "", isAdmin: false, hasApiAccess: true, isEnabled: true, passwordHash };
const { id } = await store.saveAccount({ ...account, alias: "jdoe" });
await store.saveAccount({ ...account, alias: "gone", isEnabled: false });
await store.saveAccount({ ...account, alias: "blank", passwordHash: null });

console.log(`${machine()}`);
console.log(
  `one password hash            ${(await medianMs(21, () => verifyPassword("wrong", passwordHash))).toFixed(1)} ms`,
);
await measureRefusals();
await measureLogins(8, 100);
for (const tokens of [100, 1_000, 10_000]) await measureTokens(tokens);
await access.close();
await store.close();
rmSync(folder, { recursive: true });

/** Alternates the cases, each turn beginning with another one, so that a busy machine slows all of them alike. */
async function measureRefusals(): Promise<void> {
  const names = ["jdoe", "nobody", "gone", "blank"];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let turn = 0; turn < 41; turn += 1) {
    for (const name of [...names.slice(turn % names.length), ...names.slice(0, turn % names.length)]) {
      const start = performance.now();
      await access.login(name, "wrong", "192.0.2.1").catch(() => undefined);
      times.get(name)?.push(performance.now() - start);
    }
  }
  const wrong = median(times.get("jdoe") ?? []);
  for (const [name, what] of [
    ["jdoe", "wrong password"],
    ["nobody", "unknown account"],
    ["gone", "disabled account"],
    ["blank", "no password set"],
  ] as const) {
    const time = median(times.get(name) ?? []);
    console.log(`refused, ${what.padEnd(19)} ${time.toFixed(1)} ms  ${(time / wrong).toFixed(3)} of a wrong password`);
  }
}

async function measureLogins(concurrency: number, all: number): Promise<void> {
  const start = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let turn = 0; turn < all / concurrency; turn += 1) await access.login("jdoe", "s3cret-word", "192.0.2.1");
    }),
  );
  console.log(`good logins, ${concurrency} at once       ${((all / (performance.now() - start)) * 1000).toFixed(0)}/s`);
}

async function measureTokens(count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, index) => `token ${index}`);
  await store.commit(
    texts.map(
      (text) =>
        ({
          kind: "token",
          token: sampleToken({
            hash: hashOfSecret(text),
            contactId: id,
            lastUsed: clock.now(),
            expiresAt: clock.now() + 1e6,
            label: "bench",
          }),
        }) as const,
    ),
  );
  const request = async (index: number): Promise<unknown> =>
    access.authenticate({ token: texts[index % count], sessionId: undefined });
  offsetSeconds += 1;
  const reload = performance.now();
  await request(0);
  const reloadMs = performance.now() - reload;
  const start = performance.now();
  for (let index = 0; index < 300_000; index += 1) await request(index);
  const each = (performance.now() - start) / 300_000;
  console.log(
    `${String(count).padStart(6)} tokens: ${(1000 / each).toFixed(0)} requests authenticated a second ` +
      `(${(each * 1000).toFixed(2)} us each), read anew in ${reloadMs.toFixed(1)} ms`,
  );
}

async function medianMs(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  return median(took);
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
