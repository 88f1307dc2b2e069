import Type, { type Static } from "typebox";
import { requestIdSchema } from "../answered-requests.ts";
import { type BodyMistake, refuseMistakes } from "../body-refusal.ts";
import { liveKeySchema } from "../live/row-schema.ts";
import { bodyOf, type RequestBody, schemaMistakes } from "../request-body.ts";
import { MAX_RESOURCES, strict } from "../resource-references.ts";
import type { ActionKind } from "./action-kind.ts";
import { ACTION_KINDS, ACTION_NAMES, type ActionName } from "./kinds.ts";

/** As many as an action on a view may have made. */
const MAX_RECORDS = 100_000;

const keys = Type.Array(liveKeySchema, {
  minItems: 1,
  maxItems: MAX_RESOURCES,
  description: "Keys of hosts and services",
});

const viewTargets = Type.Object(
  {
    view: Type.String({ minLength: 1, maxLength: 64 }),
    except: Type.Optional(Type.Array(liveKeySchema, { maxItems: MAX_RESOURCES })),
  },
  { ...strict, title: "WholeView", description: "All that a view of `GET /api/resources` shows" },
);

export type ViewTargets = Static<typeof viewTargets>;

const named = {
  on: Type.Optional(Type.Union([keys, viewTargets])),
  ids: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: MAX_RECORDS,
      description: "Instead of `on`: ids of acknowledgements, downtimes or comments, for the actions that end them",
    }),
  ),
  request_id: Type.Optional(requestIdSchema),
};

const action = Type.Enum([...ACTION_NAMES], { description: "Each has its own `options`" });

// Of a union every mistake would be told once for each form: `on` is read by its own form.
const outerBody = bodyOf(
  Type.Object(
    {
      action,
      ...named,
      on: Type.Optional(Type.Unknown()),
      options: Type.Optional(Type.Object({}, { additionalProperties: true })),
    },
    strict,
  ),
);

/** Body as documented: one form for each action. */
const documented = Type.Object(
  {
    action,
    ...named,
    options: Type.Optional(
      Type.Union(
        ACTION_NAMES.map((name) => Type.Object(ACTION_KINDS[name].options.properties, { ...strict, title: name })),
      ),
    ),
  },
  { ...strict, title: "Action" },
);

export interface ActionBody {
  readonly action: ActionName;
  readonly on?: readonly string[] | ViewTargets;
  readonly ids?: readonly number[];
  readonly options: object;
  readonly request_id?: string;
}

export const actionBody: RequestBody<ActionBody> = {
  schema: documented,
  isLarge: true,
  read(body) {
    const { options = {}, ...outer } = outerBody.read(body);
    const kind: ActionKind = ACTION_KINDS[outer.action];
    const { on } = outer;
    refuseMistakes([
      ...namingMistakes(outer, kind),
      ...(on === undefined ? [] : schemaMistakes(Array.isArray(on) ? keys : viewTargets, on, "on")),
      ...schemaMistakes(kind.options, options, "options"),
    ]);
    return { ...outer, options } as ActionBody;
  },
};

/** `on` and `ids`, as far as the action takes them; exactly one of them. */
function namingMistakes(
  { on, ids, action: name }: { readonly action: ActionName; readonly on?: unknown; readonly ids?: unknown },
  { takesResources, resourceOfRecord }: ActionKind,
): readonly BodyMistake[] {
  const taken = [...(takesResources ? ["on"] : []), ...(resourceOfRecord === undefined ? [] : ["ids"])];
  const given = [...(on === undefined ? [] : ["on"]), ...(ids === undefined ? [] : ["ids"])];
  if (given.length === 1 && taken.includes(given[0]!)) return [];
  return [{ field: taken[0]!, text: `\`${name}\` needs ${taken.map((one) => `\`${one}\``).join(" or ")}.` }];
}
