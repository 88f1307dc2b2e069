import { hashPassword } from "../../../src/access/password.ts";
import { openStore } from "../../../src/data/store/open-store.ts";
import { silentLog } from "../../../src/lib/log.ts";
import type { Site } from "../../support/server-under-test.ts";

/** Adds accounts that are no administrators, as `vigie user add` does beside a running server. */
export async function addAccounts(
  { dataFolder }: Pick<Site, "dataFolder">,
  accounts: readonly { readonly login: string; readonly password: string }[],
): Promise<void> {
  const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: false });
  for (const { login, password } of accounts)
    await store.saveAccount({
      id: 0,
      alias: login,
      name: login,
      email: "",
      isAdmin: false,
      hasApiAccess: true,
      isEnabled: true,
      passwordHash: await hashPassword(password),
    });
  await store.close();
}
