import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { CREDENTIALS, startClientSite, type ClientSite } from "../client-site.ts";
import { startDriver, type Driver } from "./driver.ts";

// The package of Debian 12 is 3.10.1: it uses the token v22.04 against every server that reports 22 or later.
const INSTALLED = "/usr/lib/python3/dist-packages/Nagstamon/Servers/Centreon/CentreonAPI.py";
const DISK = "Disque /var/été";

interface Problem {
  readonly host?: string;
  readonly name: string;
  readonly status: string;
  readonly status_information: string;
  readonly acknowledged: boolean;
  readonly scheduled_downtime: boolean;
}

interface Window {
  readonly error: string;
  readonly hosts: readonly Problem[];
  readonly services: readonly Problem[];
}

describe.skipIf(!existsSync(INSTALLED))(
  "Nagstamon's class for Centreon (skipped without the package nagstamon)",
  () => {
    let site: ClientSite;
    let driver: Driver;
    const refresh = (): Promise<Window> => driver.ask<Window>("refresh");
    const service = async (name: string): Promise<Problem | undefined> =>
      (await refresh()).services.find((problem) => problem.name === name);

    beforeAll(async () => {
      site = await startClientSite();
      driver = startDriver(`${site.server.url}/centreon`, CREDENTIALS, join(site.folder, "nagstamon"));
    });
    afterAll(async () => {
      await driver.stop();
      await site.remove();
    });

    test("takes the server for one with this API", async () => {
      expect(await driver.ask("class")).toBe("Nagstamon.Servers.Centreon.CentreonAPI.CentreonServer");
    });

    test("lists problems, names with accents and slashes among them", async () => {
      const common = { acknowledged: false, scheduled_downtime: false, flapping: false, notifications_disabled: false };
      const { error, hosts, services } = await refresh();

      expect(error).toBe("");
      expect(hosts).toEqual([
        {
          ...common,
          name: "db/nord",
          status: "DOWN",
          status_type: "hard",
          status_information: "DOWN - no answer",
          attempt: "1/1 (H)",
          passiveonly: true,
        },
      ]);
      expect(services.toSorted((left, right) => left.name.localeCompare(right.name))).toEqual([
        {
          ...common,
          host: "serveur-été",
          name: DISK,
          status: "CRITICAL",
          status_type: "hard",
          status_information: "DISK CRITICAL - été plein",
          attempt: "1/1 (H)",
          passiveonly: true,
        },
        {
          ...common,
          host: "web-01",
          name: "Log",
          status: "WARNING",
          status_type: "hard",
          status_information: "LOG WARNING - 3 lines",
          attempt: "1/1 (H)",
          passiveonly: true,
        },
      ]);
    });

    test("finds the address of a host by its name", async () => {
      expect(await driver.ask("address", "serveur-été")).toBe("192.0.2.11");
      expect(await driver.ask("address", "db/nord")).toBe("192.0.2.12");
    });

    // Before the acknowledgements, which are followed by checks of their own.
    test("rechecks, and sees the new check", async () => {
      site.disk.says(1, "DISK WARNING - moitié plein | /var=85%;80;90");
      await driver.ask("recheck", "serveur-été", DISK);

      const seen = await eventually(
        "the window",
        () => service(DISK),
        (problem) => problem?.status !== "CRITICAL",
      );
      expect(seen).toMatchObject({ status: "WARNING", status_information: "DISK WARNING - moitié plein" });
    });

    test("acknowledges a service", async () => {
      await driver.ask("acknowledge", "serveur-été", DISK, "J'y travaille");

      expect(await service(DISK)).toMatchObject({ acknowledged: true });
      const { result } = await site.get<{ readonly result: readonly object[] }>(
        "/centreon/api/latest/monitoring/hosts/11/services/21/acknowledgements",
      );
      expect(result).toMatchObject([{ comment: "J'y travaille", is_sticky: true, is_notify_contacts: false }]);
    });

    test("acknowledges a host", async () => {
      await driver.ask("acknowledge", "db/nord", "", "power supply ordered");

      expect((await refresh()).hosts).toMatchObject([{ name: "db/nord", acknowledged: true }]);
    });

    test("sets a downtime on a service, and on a host", async () => {
      await driver.ask("downtime", "serveur-été", DISK, "new disk");
      await driver.ask("downtime", "db/nord", "", "new power supply");

      expect(await service(DISK)).toMatchObject({ scheduled_downtime: true });
      expect((await refresh()).hosts).toMatchObject([{ name: "db/nord", scheduled_downtime: true }]);
    });

    test("logs in again after its token is lost", async () => {
      const lost = await driver.ask<string>("token");
      const logout = await fetch(`${site.server.url}/centreon/api/latest/logout`, {
        headers: { "X-AUTH-TOKEN": lost },
      });
      expect(logout.status).toBe(200);

      const { error, hosts } = await refresh();
      expect([error, hosts.map(({ name }) => name)]).toEqual(["", ["db/nord"]]);
      expect(await driver.ask<string>("token")).not.toBe(lost);
    });
  },
);
