import Type from "typebox";
import { MAX_OPEN_VIEWS } from "../../../data/realtime/views/frozen-views.ts";
import type { Caller } from "../../../access/caller.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { LIVE_KEY_PATTERN, parseLiveKey } from "../live/live-key.ts";
import { viewOwnerOf } from "../live/parameters.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, invalidAnswer, missingAnswer } from "../schema-types.ts";
import { MAX_WATCHED } from "../../stream/stream-limits.ts";

const body = bodyOf(
  Type.Object(
    {
      views: Type.Optional(
        Type.Array(Type.String({ maxLength: 64 }), {
          maxItems: MAX_OPEN_VIEWS,
          description: "`meta.view` of lists; one that has ended is told as such by the stream",
        }),
      ),
      watch: Type.Optional(
        Type.Array(Type.String({ pattern: LIVE_KEY_PATTERN }), {
          maxItems: MAX_WATCHED,
          description:
            "Keys of hosts and services of which each new row is wanted; those that are not seen are ignored",
        }),
      ),
    },
    { additionalProperties: false, description: "A member that is left out stays as it is" },
  ),
);

/** What a listener of the live stream can change without another connection. */
export const streamOperations: readonly Operation[] = [
  {
    id: "control-stream",
    surface: "vigie",
    method: "PUT",
    answeredBy: "any server",
    paths: ["/events/streams/:stream"],
    right: "api-access",
    forWalls: "always",
    tag: "Console",
    summary: "What a live stream watches",
    description: "Of a stream that the caller opened: its id is in `hello`.",
    parameters: { stream: Type.String({ description: "`stream` of `hello`" }) },
    body,
    answers: { ...doneAnswer, ...invalidAnswer, ...missingAnswer },
    handle(request, { stream }) {
      const { views, watch } = body.read(request.body);
      // What is watched may be outside of the view of a wall screen.
      if (watch !== undefined && watch.length > 0) refuseWalls(callerOf(request));
      const { stream: id } = request.params as { readonly stream: string };
      stream.control(id, callerOf(request), {
        owner: viewOwnerOf(request),
        ...(views !== undefined && { views }),
        ...(watch !== undefined && { watch: keysIn(watch) }),
      });
    },
  },
];

function refuseWalls({ wall }: Caller): void {
  if (wall !== undefined) throw new Refusal("wall-only", `A wall screen reads its own view only: q=${wall.view.q}`);
}

const keysIn = (texts: readonly string[]): ReadonlySet<ResourceKey> =>
  new Set(texts.map(parseLiveKey).filter((key) => key !== undefined));
