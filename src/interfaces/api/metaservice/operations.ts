import Type from "typebox";
import type { FastifyRequest } from "fastify";
import { ACKNOWLEDGEMENT_BODIES } from "../acknowledgement/body.ts";
import { downtimeBody } from "../downtime/body.ts";
import { found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { notFoundMessage } from "../schema-types.ts";

type Asked = Pick<Operation, "id" | "method" | "right" | "tag" | "summary" | "body">;

/** Operation on a meta service, of which there are none: 404 once the right and the body are good. */
const onMetaservice = (what: string, asked: Asked): Operation => ({
  ...asked,
  surface: "centreon",
  paths: [`/monitoring/metaservices/:meta_id(\\d+)/${what}`],
  description: "There are no meta services: always 404.",
  parameters: { meta_id: Type.Integer({ description: "Meta service" }) },
  answers: notFoundMessage,
  handle: (request: FastifyRequest) => {
    idOf(request, "meta_id");
    asked.body?.read(request.body);
    return found(undefined, "Metaservice");
  },
});

/** Acknowledgements and downtimes of meta services (later versions §8.1, §8.2), with the roles of services. */
export const metaserviceOperations: readonly Operation[] = [
  onMetaservice("acknowledgements", {
    id: "list-metaservice-acknowledgements",
    method: "GET",
    right: "api-access",
    tag: "Acknowledgements",
    summary: "List the acknowledgements of a meta service",
  }),
  onMetaservice("acknowledgements", {
    id: "add-metaservice-acknowledgement",
    method: "POST",
    right: "service_acknowledgement",
    tag: "Acknowledgements",
    summary: "Acknowledge the problem of a meta service",
    body: ACKNOWLEDGEMENT_BODIES["service-20.04"],
  }),
  onMetaservice("acknowledgements", {
    id: "cancel-metaservice-acknowledgement",
    method: "DELETE",
    right: "service_disacknowledgement",
    tag: "Acknowledgements",
    summary: "Cancel the acknowledgement of a meta service",
  }),
  onMetaservice("downtimes", {
    id: "list-metaservice-downtimes",
    method: "GET",
    right: "api-access",
    tag: "Downtimes",
    summary: "List the downtimes of a meta service",
  }),
  onMetaservice("downtimes", {
    id: "add-metaservice-downtime",
    method: "POST",
    right: "service_schedule_downtime",
    tag: "Downtimes",
    summary: "Schedule a downtime of a meta service",
    body: downtimeBody,
  }),
];
