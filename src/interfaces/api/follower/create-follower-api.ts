import type { FastifyInstance } from "fastify";
import { OPERATIONS } from "../all-operations.ts";
import type { FollowerApiOptions } from "../api-options.ts";
import { buildApi } from "../build-api.ts";
import type { SharedParts } from "../shared-parts.ts";
import { registerShared } from "../register-operations.ts";
import { refuseLinks } from "./refuse-links.ts";
import { createPassOn, passOnToLeader } from "./pass-on.ts";
import { withNamedResources } from "./with-named-resources.ts";

/** HTTP API of a server that follows: reads of its own tables; what only the leader can answer is passed on to it. */
export async function createFollowerApi(options: FollowerApiOptions): Promise<FastifyInstance> {
  const passOn = createPassOn(options);
  const built = await buildApi(
    { ...options, upgrades: refuseLinks },
    { afterRouting: (app) => passOnToLeader(app, options, passOn) },
  );
  const parts: SharedParts = {
    ...options,
    ...built,
    serverFamilies: () => Promise.resolve(options.families()),
    hasMetrics: () => true,
  };
  registerShared(built.app, OPERATIONS, parts, (request, reply) =>
    passOn(request, reply, withNamedResources(request, parts)),
  );
  await built.app.ready();
  return built.app;
}
