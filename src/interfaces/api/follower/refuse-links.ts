import { LINK_PATH } from "../../../cluster/protocol/link-path.ts";
import { endConnection } from "../../../lib/end-connection.ts";
import type { Upgrades } from "../connections/http-server.ts";

/** Refuses the links of pollers, which connect to the leader and try again. */
export const refuseLinks: Upgrades = {
  isWanted: ({ url }) => url?.split("?", 1)[0] === LINK_PATH,
  take(_request, socket) {
    endConnection(socket, "HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\nconnection: close\r\n\r\n");
  },
};
