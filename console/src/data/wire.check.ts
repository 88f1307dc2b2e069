import type { ShownCluster } from "./wire-cluster.ts";
import type { ShownPoller } from "./wire-pollers.ts";
import type { paths } from "./api-types.ts";
import type {
  AcknowledgementItem,
  ActionAnswer,
  ActionPreview,
  Completions,
  ResourceList,
  Session,
  Summary,
} from "./wire.ts";

// Compiles only while the shapes of wire.ts, by which the console reads answers, are in the answers of the API
// (api-types.ts): each member is there, with a value of that kind. Words of a closed set count as texts.

type Answer<Path extends keyof paths, Method extends "get" | "post"> = paths[Path][Method] extends {
  readonly responses: { readonly 200: { readonly content: { readonly "application/json": infer Body } } };
}
  ? Body
  : never;

/** With `fields` any member may be left out; the console asks for all. */
type Told<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Told<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]-?: Told<Exclude<T[Name], undefined>> }
      : T;
type Read<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Read<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Read<Exclude<T[Name], undefined>> }
      : T;

/** `true`, or a compiler error. */
type Fits<Wire, Api extends Read<Wire>> = Api extends never ? never : true;

export type Checks = readonly [
  Fits<Session, Told<Answer<"/api/session", "get">>>,
  Fits<ResourceList, Told<Answer<"/api/resources", "get">>>,
  Fits<Summary, Told<Answer<"/api/summary", "get">>>,
  Fits<Completions, Told<Answer<"/api/resources/complete", "get">>>,
  Fits<ActionAnswer, Told<Answer<"/api/actions", "post">>>,
  Fits<ActionPreview, Told<Answer<"/api/actions/preview", "post">>>,
  Fits<ShownCluster, Told<Answer<"/api/cluster", "get">>>,
  Fits<{ readonly result: readonly ShownPoller[] }, Told<Answer<"/api/pollers", "get">>>,
  Fits<{ readonly result: readonly AcknowledgementItem[] }, Told<Answer<"/api/acknowledgements", "get">>>,
];
