import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Service } from "../../model/objects.ts";
import { serviceKey } from "../../model/resource-key.ts";
import { LIMITS } from "./frames.ts";
import { BARE_CHECKABLE, EMPTY_INVENTORY } from "../../config/objects/objects.fixture.ts";
import { decodePart, encodePart } from "./configuration-part.ts";

test("a part of a centre that does not know groups has none", async () => {
  const { pollerGroups: _, ...older } = EMPTY_INVENTORY;
  const { pieces } = await encodePart({ inventory: older as typeof EMPTY_INVENTORY, engine: "centreon" });
  const { inventory } = await decodePart(Buffer.from(pieces.join(""), "base64"));
  expect(inventory.pollerGroups).toEqual(new Map());
});

/** Its description cannot be deflated. */
const randomService = (serviceId: number): Service => ({
  ...BARE_CHECKABLE,
  kind: "service",
  key: serviceKey(1, serviceId),
  hostId: 1,
  serviceId,
  hostName: "web",
  description: createHash("sha512").update(String(serviceId)).digest("base64"),
});

test("a part of many pieces is read as it was, and its id is the digest of its text", async () => {
  const services = Array.from({ length: 20_000 }, (_, number) => randomService(number + 1));
  const inventory = { ...EMPTY_INVENTORY, services };
  const { id, pieces } = await encodePart({ inventory, engine: "centreon" });
  expect(pieces.length).toBeGreaterThan(1);
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(LIMITS.pieceCharacters);

  const data = Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
  expect((await decodePart(data)).inventory.services).toEqual(services);
  expect(id).toBe(createHash("sha256").update(inflateRawSync(data)).digest("hex"));
});
