import Type from "typebox";
import { refuseMistakes } from "../body-refusal.ts";
import { liveKeySchema } from "../live/row-schema.ts";
import { bodyOf, type RequestBody, schemaMistakes } from "../request-body.ts";
import { MAX_RESOURCES, strict } from "../resource-references.ts";
import { ACTION_KINDS, ACTION_NAMES, type ActionName } from "./kinds.ts";

const MAX_REQUEST_ID = 64;

const named = {
  on: Type.Optional(
    Type.Array(liveKeySchema, { minItems: 1, maxItems: MAX_RESOURCES, description: "Keys of hosts and services" }),
  ),
  ids: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: MAX_RESOURCES,
      description: "Instead of `on`: ids of acknowledgements, downtimes or comments, for the actions that end them",
    }),
  ),
  request_id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_REQUEST_ID,
      description: "The same request within 10 minutes gets the first answer, and is not done again",
    }),
  ),
};

const action = Type.Enum([...ACTION_NAMES], { description: "Each has its own `options`" });

const outerBody = bodyOf(
  Type.Object({ action, ...named, options: Type.Optional(Type.Object({}, { additionalProperties: true })) }, strict),
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
  readonly on?: readonly string[];
  readonly ids?: readonly number[];
  readonly options: object;
  readonly request_id?: string;
}

export const actionBody: RequestBody<ActionBody> = {
  schema: documented,
  isLarge: true,
  read(body) {
    const { options = {}, ...outer } = outerBody.read(body);
    const kind = ACTION_KINDS[outer.action];
    const names = kind.resourceOfRecord === undefined ? "on" : kind.takesResources ? "on or ids" : "ids";
    const wrong =
      outer.on !== undefined && outer.ids !== undefined ? "This action should have either `on` or `ids`." : undefined;
    const isNamed = (kind.takesResources && outer.on !== undefined) || (names !== "on" && outer.ids !== undefined);
    refuseMistakes([
      ...(wrong !== undefined ? [{ field: "on", text: wrong }] : []),
      ...(isNamed
        ? []
        : [{ field: names === "ids" ? "ids" : "on", text: `\`${outer.action}\` should have \`${names}\`.` }]),
      ...schemaMistakes(kind.options, options, "options"),
    ]);
    return { ...outer, options };
  },
};
