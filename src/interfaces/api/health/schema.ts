import Type from "typebox";
import { PARTS } from "./health.ts";

const latency = Type.Union([Type.Object({ p50: Type.Number(), p99: Type.Number() }), Type.Null()], {
  description:
    "Seconds from due to start: median and 99th percentile of the last thousand checks. Null before the first check.",
});

/** Part of a server in a cluster. */
export const clusterRole = Type.Object({
  role: Type.Union([Type.Literal("leader"), Type.Literal("standby")]),
  term: Type.Union([Type.Integer(), Type.Null()], { description: "Number of the election" }),
  leader: Type.Union([Type.String(), Type.Null()], { description: "Where the leader answers" }),
  position: Type.Union([Type.Integer(), Type.Null()], {
    description: "Newest commit that the server shows; null: it shows none.",
  }),
  lag_seconds: Type.Union([Type.Number(), Type.Null()], {
    description: "Since it last showed all that was committed; null: it leads, or does not follow.",
  }),
  configuration_differs: Type.Union([Type.Boolean(), Type.Null()], {
    description:
      "True: the files of its configuration are not those that the leader has in effect. Null: it leads, or it is not known.",
  }),
});

export const healthAnswer = Type.Object(
  {
    status: Type.Union(
      ["ok", "standby", "starting", "failing", "stopping"].map((status) => Type.Literal(status)),
      {
        description:
          "ok: everything works. standby: another server of the cluster leads. starting, stopping: logins or the command file do not work yet, or any more. " +
          "failing: a part does not work; a problem of the part history is shown, but the status stays ok.",
      },
    ),
    version: Type.String({ description: "Release of the server" }),
    problems: Type.Array(
      Type.Object({
        part: Type.Union(PARTS.map((part) => Type.Literal(part))),
        code: Type.String({ description: "Code of the documentation's page on errors" }),
        since: Type.String({ format: "date-time" }),
      }),
      { description: "Parts that do not work" },
    ),
    last_commit: Type.Union([Type.String({ format: "date-time" }), Type.Null()], {
      description: "Time of the last change that is on disk. Null before the first.",
    }),
    cluster: Type.Union([clusterRole, Type.Null()], {
      description: "Part of the server in a cluster. Null with a store in the data folder.",
    }),
    checks: Type.Object({
      done: Type.Integer({ description: "Active checks finished since the server started" }),
      running: Type.Integer(),
      waiting: Type.Integer({ description: "Due, waiting for a free slot; counted up to 10,000" }),
      latency,
    }),
    event_loop_delay: Type.Object(
      { p50: Type.Number(), p99: Type.Number(), max: Type.Number() },
      {
        description: "Event loop delay in seconds, in the last full minute (in the first minute: since the start)",
      },
    ),
  },
  { title: "Health", description: "The condition of the server and of its parts." },
);
