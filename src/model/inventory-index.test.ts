import { expect, test } from "vitest";
import { sampleHost, sampleInventory, sampleService } from "../engine/check/sample-inventory.fixture.ts";
import { namesOf, renewResource } from "./inventory-index.ts";

test.each([1, 16, 17, 300])("finds each of %d services of a host by its names, also after it was replaced", (count) => {
  const [host, other] = [sampleHost(1, "web"), sampleHost(2, "mail")];
  const services = Array.from({ length: count }, (_, index) => sampleService(host, index + 1, `disk ${index}`));
  const inventory = sampleInventory({ hosts: [host, other], services });
  const names = namesOf(inventory);

  expect(services.map(({ description }) => names.service("web", description))).toEqual(services);
  expect(names.service("web", `disk ${count}`)).toBeUndefined();
  expect(names.service("mail", "disk 0")).toBeUndefined();
  expect(names.service("nobody", "disk 0")).toBeUndefined();

  const renewed = { ...services[0]!, maxCheckAttempts: 9 };
  renewResource(inventory, renewed);

  expect(names.service("web", "disk 0")).toBe(renewed);
});
