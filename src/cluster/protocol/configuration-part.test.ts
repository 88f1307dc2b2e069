import { expect, test } from "vitest";
import { EMPTY_INVENTORY } from "../../config/objects/objects.fixture.ts";
import { decodePart, encodePart } from "./configuration-part.ts";

test("a part of a centre that does not know groups has none", async () => {
  const { pollerGroups: _, ...older } = EMPTY_INVENTORY;
  const { pieces } = await encodePart({ inventory: older as typeof EMPTY_INVENTORY, engine: "centreon" });
  const { inventory } = await decodePart(Buffer.from(pieces.join(""), "base64"));
  expect(inventory.pollerGroups).toEqual(new Map());
});
