import Type from "typebox";
import { type NamedType, objectIdKey } from "../../../model/object-id.ts";
import type { Definable, Host, Inventory, Template } from "../../../model/objects.ts";

/** Object named by another one. */
export interface Ref {
  readonly id: number;
  readonly name: string;
}

export const refSchema = Type.Object({ id: Type.Integer(), name: Type.String() }, { title: "Reference" });
export const nullableRef = Type.Unsafe<Ref | null>({
  ...refSchema,
  type: ["object", "null"],
  title: "ReferenceOrNull",
});

export const idByName = ({ objectIds }: Inventory, type: NamedType, name: string | null): number | null =>
  name === null ? null : (objectIds.get(objectIdKey(type, name)) ?? null);

export function refByName(inventory: Inventory, type: NamedType, name: string | null): Ref | null {
  const id = idByName(inventory, type, name);
  return id === null ? null : { id, name: name! };
}

/** Templates that a definition names itself. */
export const templateRefs = (
  inventory: Inventory,
  kind: Template["kind"],
  { written: { templates } }: Definable,
): readonly Ref[] => templates.flatMap((name) => refByName(inventory, kind, name) ?? []);

export const pollerRef = ({ pollerId, pollerName }: Host): Ref => ({ id: pollerId, name: pollerName });

/** Without what else the objects have. */
export const refOf = ({ id, name }: Ref): Ref => ({ id, name });
