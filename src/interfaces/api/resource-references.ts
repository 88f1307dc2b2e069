import Type from "typebox";
import type { Caller, Role } from "../../access/caller.ts";
import type { Realtime } from "../../data/realtime/realtime.ts";
import type { Resource } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import { throwPhpStyleErrors } from "./body-refusal.ts";
import { type Fields, mistakesIn, mistakesInItems, readArray, required, requireObject } from "./body-schema.ts";
import { servicesOfTarget, type TargetKind, targetOf } from "./target.ts";

/** Maximum resources of one action. */
export const MAX_RESOURCES = 2_000;
/** Maximum length of a comment that is stored for many resources. */
export const MAX_COMMENT_LENGTH = 4_096;

/** Resource in the body of an action (later versions §7.1). */
export interface ResourceReference {
  readonly type: TargetKind | "metaservice";
  readonly id: number;
  /** The host of a service; of no meaning for others. */
  readonly parent: { readonly id: number | null } | null;
}

export const REFERENCE: Fields = {
  type: required("string"),
  id: required("integer"),
  parent: required("object-or-null", { members: { id: required("integer-or-null") } }),
};

export const strict = { additionalProperties: false };

export const referenceProperties = {
  type: Type.String({ description: "`host`, `service` or `metaservice`" }),
  id: Type.Integer(),
  parent: Type.Unsafe<ResourceReference["parent"]>({
    type: ["object", "null"],
    properties: { id: { type: ["integer", "null"] } },
    required: ["id"],
    ...strict,
    description: "Host of a service; otherwise null, or an object whose `id` is null or its own",
  }),
};

export const referencesSchema = Type.Array(Type.Object(referenceProperties, strict), { maxItems: MAX_RESOURCES });

/**
 * Reads the body of an action on several resources: `resources` and the members in `more`. Refuses with `invalid-body`:
 * a line per mistake, or the first unknown type of a resource.
 */
export function readResourceAction<Body extends { readonly resources: readonly ResourceReference[] }>(
  body: unknown,
  more: Fields,
  fieldsOf: (item: object) => Fields = () => REFERENCE,
): Body {
  requireObject(body);
  const { resources: sent } = body as { readonly resources?: unknown };
  // The reference reads `{}` as an empty array.
  const resources: readonly unknown[] = Array.isArray(sent) ? sent : [];
  throwPhpStyleErrors([
    ...mistakesIn(body, { resources: required("array"), ...more }, ""),
    ...mistakesInItems(resources, "resources", fieldsOf, MAX_RESOURCES),
  ]);
  refuseUnknownTypes(resources as Body["resources"]);
  return { ...(body as Body), resources };
}

/** Reads a body that is the array of resources. Refuses like `readResourceAction`. */
export function readReferences(body: unknown): readonly ResourceReference[] {
  const references = readArray<ResourceReference>(body, () => REFERENCE, MAX_RESOURCES);
  refuseUnknownTypes(references);
  return references;
}

/** Undefined if it is missing or hidden. A meta service is never found: in Vigie it is a service of its host. */
export function resourceOf(
  realtime: Realtime,
  { type, id, parent }: ResourceReference,
  { visibility }: Caller,
): Resource | undefined {
  if (type === "host") return targetOf(realtime, type, id, 0, visibility)?.resource;
  const hostId = parent?.id ?? null;
  return type === "service" && hostId !== null ? targetOf(realtime, type, hostId, id, visibility)?.resource : undefined;
}

/** Members that name the resource in a list of one kind (later versions §7.3). */
export interface ItemTarget {
  readonly resource_id: number;
  /** The host of a service. */
  readonly parent_resource_id?: number;
}

export const ITEM_TARGETS = {
  host: { resource_id: required("integer") },
  service: { resource_id: required("integer"), parent_resource_id: required("integer") },
} as const satisfies Record<TargetKind, Fields>;

export const referenceOf = (
  type: TargetKind,
  { resource_id: id, parent_resource_id: hostId }: ItemTarget,
): ResourceReference => ({ type, id, parent: { id: hostId ?? null } });

/** Whether a caller has the role for the action on a kind. */
export type MayAct = (kind: TargetKind) => boolean;

export const hasRoleOn =
  (caller: Caller, action: "acknowledgement" | "disacknowledgement" | "schedule_downtime"): MayAct =>
  (kind) =>
    caller.hasRole(`${kind}_${action}` satisfies Role);

/**
 * Resources of an action, each once. Those that do not exist, are hidden, or for which the role is missing, are left out
 * (later versions §3.5, §7.1). `withServices`: and the services of the hosts, for callers with the role on services.
 */
export function actedOn(
  realtime: Realtime,
  references: readonly ResourceReference[],
  caller: Caller,
  mayAct: MayAct,
  withServices = false,
): readonly Resource[] {
  const resources = references.flatMap((reference): readonly Resource[] => {
    const resource = resourceOf(realtime, reference, caller);
    if (resource === undefined || !mayAct(resource.kind)) return [];
    return withServices && resource.kind === "host"
      ? [resource, ...servicesOf(realtime, resource.hostId, caller, mayAct)]
      : [resource];
  });
  return [...new Set(resources)];
}

/** Visible services of a host, for `with_services`; none without the role on services (later versions §3.4). */
export function servicesOf(
  realtime: Realtime,
  hostId: number,
  { visibility }: Caller,
  mayAct: MayAct,
): readonly Resource[] {
  return mayAct("service") ? servicesOfTarget(realtime, hostId, visibility) : [];
}

/** Runs an action for parts of a list, each in one commit, so that a long list does not hold up other requests. */
export async function inParts<Item>(
  items: readonly Item[],
  act: (part: readonly Item[]) => Promise<unknown>,
  size = 1_000,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) await act(items.slice(start, start + size));
}

/** The same for an action on one item, each in its own commit; those of a part are written together. */
export const forEachOf = <Item>(items: readonly Item[], act: (item: Item) => Promise<unknown>): Promise<void> =>
  inParts(items, (part) => Promise.all(part.map(act)), 100);

const MAX_QUOTE_LENGTH = 80;
const TYPES: ReadonlySet<string> = new Set<ResourceReference["type"]>(["host", "service", "metaservice"]);

function refuseUnknownTypes(resources: readonly ResourceReference[]): void {
  const strange = resources.find(({ type }) => !TYPES.has(type));
  if (strange !== undefined)
    throw new Refusal("invalid-body", `Incorrect Resource type: ${String(strange.type).slice(0, MAX_QUOTE_LENGTH)}`);
}
