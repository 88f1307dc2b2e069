import Type from "typebox";
import { actorWords } from "../../../operations/audit/actor.ts";
import { started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { actorOf } from "../rights.ts";
import { errorAnswer } from "../schema-types.ts";
import { presentCluster } from "./present.ts";
import { shownCluster } from "./schema.ts";

/** Servers that share a store. */
export const clusterOperations: readonly Operation[] = [
  {
    id: "get-cluster",
    surface: "vigie",
    method: "GET",
    paths: ["/cluster"],
    right: "administrator",
    tag: "Server",
    summary: "Who leads, how many stand by, and the part of this server",
    answers: { 200: shownCluster },
    isPresentedExactly: true,
    async handle(_request, { cluster, health }) {
      const shown = presentCluster(await cluster());
      const { cluster: own, version } = health();
      return { ...shown, own, version };
    },
  },
  {
    id: "hand-over",
    surface: "vigie",
    method: "POST",
    paths: ["/cluster/hand-over"],
    right: "administrator",
    tag: "Server",
    summary: "Let a standby lead",
    description:
      "For administrators. The server finishes what is in hand and ends; a standby leads then. Its service manager " +
      "starts it again, as a standby.",
    answers: {
      202: Type.Object({ term: Type.Integer({ description: "The term that ends" }) }, { description: "It begins." }),
      409: errorAnswer("No other server can lead, or none stands by."),
      503: errorAnswer("The server is still starting."),
    },
    async handle(request, { handOver }, reply) {
      const begin = started(handOver());
      return reply.code(202).send({ term: await begin(actorWords(actorOf(request))) });
    },
  },
];
