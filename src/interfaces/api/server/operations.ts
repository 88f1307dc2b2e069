import Type from "typebox";
import { recordListing } from "../../../data/realtime/fields/record-listing.ts";
import { boolean, fieldTable, number, text } from "../../../data/realtime/search/field.ts";
import { listRows } from "../../../data/realtime/search/list-rows.ts";
import { pollersOf, type Poller } from "../../../model/poller.ts";
import { listQueryOf, listQuerySchema, paginatedAnswer, paginatedAnswers } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";
import { laterVersionOf } from "../versions.ts";

const monitoringServer = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    address: nullableString("Null"),
    is_running: Type.Boolean(),
    last_alive: nullableInteger("Unix seconds"),
    version: nullableString("Release of Vigie"),
    description: nullableString("Null"),
  },
  { title: "MonitoringServer" },
);

/** All pollers are this server, which runs while it answers. */
const listing = recordListing<Poller>(
  fieldTable({
    id: number("server", ({ row }) => row && row.id),
    name: text("server", ({ row }) => row && row.name),
    running: boolean("server", ({ row }) => row && true),
  }),
);

/** Monitoring servers as they are now (later versions §13.4). */
export const serverOperations: readonly Operation[] = [
  {
    id: "list-servers",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/servers"],
    right: "api-access",
    tag: "Server",
    summary: "List monitoring servers",
    description: "This server, once for each poller that hosts name. Ordered by id unless sorted.",
    isListing: true,
    query: listQuerySchema(["id", "name", "running"]),
    answers: paginatedAnswers(monitoringServer),
    handle: (request, { inventory, health, clock }) => {
      const query = listQueryOf(request);
      const page = listRows(pollersOf(inventory()), listing, query, callerOf(request).visibility);
      const [{ version }, now] = [health(), Math.floor(clock.now())];
      return paginatedAnswer(laterVersionOf(request), query, page, ({ id, name }) => ({
        id,
        name,
        address: null,
        is_running: true,
        last_alive: now,
        version,
        description: null,
      }));
    },
  },
];
