/** Where pollers connect to their centre, by WebSocket (RFC 6455). */
export const LINK_PATH = "/api/poller-link";
