import type { Line } from "./rights-lines.ts";

/** The live stream itself is `list-events`: test/contract/stream.test.ts has who is told what. */
export const STREAM_RIGHTS: Readonly<Record<string, Line>> = {
  // The body is missing: 400 means that access was granted.
  "control-stream": {
    method: "PUT",
    path: "/api/events/streams/none",
    statuses: [400, 400, 400, 400, 403, 401, 403],
  },
};
