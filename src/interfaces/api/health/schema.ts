import Type from "typebox";

const latency = Type.Union([Type.Object({ p50: Type.Number(), p99: Type.Number() }), Type.Null()], {
  description:
    "Seconds from due to start: median and 99th percentile of the last thousand checks. Null before the first check.",
});

export const healthAnswer = Type.Object(
  {
    status: Type.Literal("ok"),
    version: Type.String({ description: "Release of the server" }),
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
  { title: "Health", description: "The server is running." },
);
