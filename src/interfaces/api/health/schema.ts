import Type from "typebox";

const latency = Type.Union([Type.Object({ p50: Type.Number(), p99: Type.Number() }), Type.Null()], {
  description:
    "Seconds from due to started: half, and 99 in 100, of the latest thousand checks were sooner. Null before the first check.",
});

export const healthAnswer = Type.Object(
  {
    status: Type.Literal("ok"),
    version: Type.String({ description: "Release of the server" }),
    checks: Type.Object({
      done: Type.Integer({ description: "Active checks that ended since the start" }),
      running: Type.Integer(),
      waiting: Type.Integer({ description: "Due, but as many run as may; counted up to 10,000" }),
      latency,
    }),
    event_loop_delay: Type.Object(
      { p50: Type.Number(), p99: Type.Number(), max: Type.Number() },
      {
        description:
          "Seconds by which the server was late at what it had to do, in the latest whole minute (before one has passed: since the start)",
      },
    ),
  },
  { title: "Health", description: "The server answers." },
);
