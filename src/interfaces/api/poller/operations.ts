import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { ShownPoller } from "../../../cluster/door/pollers.ts";
import { enrolCommand } from "../../../cluster/protocol/enrol-command.ts";
import { started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { bodyOf } from "../request-body.ts";
import { doneAnswer, errorAnswer, invalidAnswer } from "../schema-types.ts";
import { addedPoller, shownPoller } from "./schema.ts";

const MAX_KEY = 400;

const starting = { 503: errorAnswer("The server is still starting.") };
const shared = { surface: "vigie", tag: "Pollers" } as const;
const publicKey = Type.String({ maxLength: MAX_KEY, description: "Ed25519, as PEM" });
const name = Type.String({ minLength: 1, maxLength: 63, examples: ["paris"] });

const adding = bodyOf(
  Type.Object(
    {
      name,
      id: Type.Optional(
        Type.Integer({
          minimum: 2,
          maximum: 99_999_999,
          description: "Id that hosts have already, as in `_POLLER_ID`",
        }),
      ),
    },
    { additionalProperties: false },
  ),
);
const enrolling = bodyOf(
  Type.Object({ secret: Type.String({ maxLength: 64 }), public_key: publicKey }, { additionalProperties: false }),
);
const replacing = bodyOf(
  Type.Object(
    {
      public_key: publicKey,
      time: Type.Integer({ description: "Unix seconds of the poller's clock" }),
      signature: Type.String({ maxLength: 200, description: "Of the present key about the new one, in base64" }),
    },
    { additionalProperties: false },
  ),
);

/** Other places that check for this server. */
export const pollerOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-pollers",
    method: "GET",
    answeredBy: "leader",
    paths: ["/pollers"],
    right: "administrator",
    summary: "Pollers and their connections",
    answers: { 200: Type.Object({ result: Type.Array(shownPoller) }, { description: "The pollers." }), ...starting },
    isPresentedExactly: true,
    handle: (_request, parts) => ({ result: started(parts.pollers()).list().map(present) }),
  },
  {
    ...shared,
    id: "add-poller",
    method: "POST",
    paths: ["/pollers"],
    right: "administrator",
    summary: "Add a poller, or let one enrol again",
    description: "Hosts name it with `poller NAME`, from the next reload on.",
    body: adding,
    answers: {
      201: addedPoller,
      ...invalidAnswer,
      409: errorAnswer("There are too many pollers, or another one has the id, or a group the name."),
      ...starting,
    },
    isPresentedExactly: true,
    handle: async (request, parts) => {
      const wanted = adding.read(request.body);
      const { poller, secret } = await started(parts.pollers()).add(wanted.name, wanted.id);
      const { address, pin } = parts.ownAddress();
      const command = enrolCommand(secret, address, pin);
      return { id: poller.id, name: poller.name, secret, address, pin, command };
    },
  },
  {
    ...shared,
    id: "revoke-poller",
    method: "DELETE",
    paths: ["/pollers/:name"],
    right: "administrator",
    summary: "Revoke a poller: its connection is closed, and it may connect no more",
    parameters: { name },
    answers: { ...doneAnswer, 404: errorAnswer("There is no such poller."), ...starting },
    handle: async (request, parts) => {
      await started(parts.pollers()).revoke(nameOf(request));
    },
  },
  {
    ...shared,
    id: "enrol-poller",
    method: "POST",
    paths: ["/pollers/enrol"],
    right: "public",
    summary: "Enrol a poller, with its secret",
    body: enrolling,
    answers: {
      200: Type.Object({ name: Type.String() }, { description: "The name of the poller." }),
      ...invalidAnswer,
      409: errorAnswer("The key is none."),
      410: errorAnswer("The secret is over."),
      ...starting,
    },
    isPresentedExactly: true,
    handle: async (request, parts) => {
      const { secret, public_key } = enrolling.read(request.body);
      return { name: (await started(parts.pollers()).enrol(secret, public_key)).name };
    },
  },
  {
    ...shared,
    id: "replace-poller-key",
    method: "POST",
    paths: ["/pollers/:name/key"],
    right: "public",
    summary: "Replace the key of a poller, signed by the present one",
    parameters: { name },
    body: replacing,
    answers: {
      ...doneAnswer,
      ...invalidAnswer,
      409: errorAnswer("The new key is not signed by the present one of such a poller."),
      ...starting,
    },
    handle: async (request, parts) => {
      const { public_key, time, signature } = replacing.read(request.body);
      await started(parts.pollers()).replaceKey(nameOf(request), { publicKey: public_key, time, signature });
    },
  },
];

const nameOf = ({ params }: FastifyRequest): string => (params as { readonly name: string }).name;

const present = ({ id, name, link, hosts, group, groupHosts, status, ...poller }: ShownPoller) => ({
  id,
  name,
  state: link,
  since: dateOrNull(poller.goneSince),
  hosts,
  group,
  group_hosts: groupHosts,
  version: status?.version ?? null,
  running: status?.running ?? null,
  late: status?.late ?? null,
  buffered: status?.buffered ?? null,
  clock_offset: status?.offset ?? null,
  configuration_errors: poller.configurationErrors,
  created_at: dateOrNull(poller.createdAt),
});
