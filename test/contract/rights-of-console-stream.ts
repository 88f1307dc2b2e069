import type { Line } from "./rights-lines.ts";

/** The live stream itself is `list-events`: test/contract/stream.test.ts has who is told what. */
export const STREAM_RIGHTS: Readonly<Record<string, Line>> = {
  // Such a stream is not open: 404 means that access was granted.
  "control-stream": {
    method: "PUT",
    path: "/api/events/streams/none",
    statuses: [404, 404, 404, 404, 403, 401, 403],
  },
};
