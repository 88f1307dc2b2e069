import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { openTestStore } from "./test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { createAccess, type AccessOptions, type RunningAccess } from "../../src/access/create-access.ts";
import { hashPassword } from "../../src/access/password.ts";
import type { Account } from "../../src/model/account.ts";

export interface AccessScene {
  readonly folder: string;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly access: RunningAccess;
  addAccount(alias: string, password: string | null, changes?: Partial<Account>): Promise<Account>;
  /** Opens the same data folder, as another process would. */
  openSecondStore(): Promise<Store>;
}

/** Opens a real store in its own folder, removed after the test, and access control on it. */
export async function openScene(options: Partial<AccessOptions> = {}): Promise<AccessScene> {
  const folder = temporaryFolder();
  const store = await openTestStore(folder);
  onTestFinished(() => store.close());
  const clock = createFakeClock(1_700_000_000);
  const access = await createAccess({ store, clock, log: silentLog, ...options });
  return {
    folder,
    store,
    clock,
    access,
    addAccount: (alias, password, changes = {}) => addAccount(store, alias, password, changes),
    openSecondStore: () => openSecondStore(folder),
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "vigie-access-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openSecondStore(folder: string): Promise<Store> {
  const store = await openTestStore(folder, { exclusive: false });
  onTestFinished(() => store.close());
  return store;
}

export async function addAccount(
  store: Store,
  alias: string,
  password: string | null,
  changes: Partial<Account> = {},
): Promise<Account> {
  return store.saveAccount({
    id: 0,
    alias,
    name: `Full ${alias}`,
    email: `${alias}@example.test`,
    isAdmin: false,
    hasApiAccess: true,
    isEnabled: true,
    passwordHash: password === null ? null : await hashPassword(password),
    ...changes,
  });
}

/** Returns the code of the refusal, or `accepted`. */
export async function outcomeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
