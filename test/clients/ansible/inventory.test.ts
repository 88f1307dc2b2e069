import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CREDENTIALS, startClientSite, type ClientSite } from "../client-site.ts";

const PROGRAM = "/usr/bin/ansible-inventory";

interface Inventory {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly [group: string]: unknown;
}

describe.skipIf(!existsSync(PROGRAM))("ansible-inventory (skipped without the package ansible-core)", () => {
  let site: ClientSite;
  beforeAll(async () => {
    site = await startClientSite();
  });
  afterAll(() => site.remove());

  async function listed(options: Readonly<Record<string, unknown>> = {}): Promise<Inventory> {
    const source = join(site.folder, "centreon.yml");
    const settings = {
      plugin: "vigie_hosts",
      hostname: `${site.server.url}/centreon/api/latest`,
      username: CREDENTIALS.login,
      password: CREDENTIALS.password,
      ...options,
    };
    // JSON is YAML.
    writeFileSync(source, JSON.stringify(settings));
    const { stdout } = await promisify(execFile)(PROGRAM, ["--inventory", source, "--list"], {
      env: {
        PATH: "/usr/bin:/bin",
        HOME: site.folder,
        LANG: "C.UTF-8",
        PYTHONDONTWRITEBYTECODE: "1",
        ANSIBLE_INVENTORY_PLUGINS: import.meta.dirname,
        ANSIBLE_INVENTORY_ENABLED: "vigie_hosts",
        ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: "1",
        ANSIBLE_LOCALHOST_WARNING: "0",
        // Names of groups are taken as they are.
        ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS: "ignore",
      },
    });
    return JSON.parse(stdout) as Inventory;
  }

  test("lists every host with its groups, templates and variables", async () => {
    const inventory = await listed();
    const { hostvars } = inventory._meta;

    expect(Object.keys(hostvars).toSorted()).toEqual(["db/nord", "serveur-été", "web-01"]);
    expect(inventory).toMatchObject({
      groups: { children: ["Façade"] },
      templates: { children: ["generic"] },
      Façade: { hosts: expect.arrayContaining(["serveur-été", "web-01"]) },
      generic: { hosts: expect.arrayContaining(["db/nord", "serveur-été", "web-01"]) },
    });
    expect(hostvars["serveur-été"]).toMatchObject({
      id: 11,
      alias: "Serveur d'été",
      address: "192.0.2.11",
      monitoring_server: { id: 1 },
      severity: null,
      is_activated: true,
      list_groups: [{ id: 3, name: "Façade" }],
      list_templates: [{ name: "generic" }],
      list_categories: [],
    });
  });

  test("lists the hosts of a search", async () => {
    const { _meta } = await listed({ search: { $or: [{ name: { $lk: "db%" } }, { name: { $lk: "web-%" } }] } });

    expect(Object.keys(_meta.hostvars).toSorted()).toEqual(["db/nord", "web-01"]);
  });
});
