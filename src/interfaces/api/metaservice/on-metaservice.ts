import type { FastifyRequest } from "fastify";
import Type, { type TProperties } from "typebox";
import { Refusal } from "../../../model/refusal.ts";
import { idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import { notFoundMessage } from "../schema-types.ts";
import { versionOf } from "../versions.ts";

export interface MetaServiceOperation extends Pick<Operation, "id" | "tag" | "summary"> {
  readonly path: string;
  /** Name of the id in the path. Default: `meta_id`. */
  readonly idName?: "meta_id" | "id";
  /** Default: GET. */
  readonly method?: Operation["method"];
  /** Default: any account with API access. */
  readonly right?: Operation["right"];
  readonly parameters?: TProperties;
  readonly body?: RequestBody<unknown> | VersionedBody<unknown>;
  /** Message, where it is another one. */
  readonly missing?: (id: number) => string;
}

/** Operation on a meta service, of which there are none: 404 once the right and the body are good. */
export function onMetaService({
  path,
  idName = "meta_id",
  method = "GET",
  parameters,
  missing,
  ...fields
}: MetaServiceOperation): Operation {
  const operation = {
    right: "api-access",
    ...fields,
    surface: "centreon",
    paths: [path],
    description: "Always 404: a meta service is a service of its technical host here, with the actions of services.",
    parameters: { [idName]: Type.Integer({ description: "Meta service" }), ...parameters },
    answers: notFoundMessage,
    handle: (request: FastifyRequest) => {
      const id = idOf(request, idName);
      fields.body?.read(request.body, versionOf(request));
      throw new Refusal("not-found", missing?.(id) ?? "Metaservice not found");
    },
  } satisfies Omit<Operation, "method">;
  return method === "GET" ? { ...operation, method } : { ...operation, method };
}
