import Type from "typebox";
import { clusterRole } from "../health/schema.ts";
import { nullableDate } from "../schema-types.ts";

const leader = Type.Object({
  holder: Type.String({ description: "Its machine and process" }),
  address: Type.String({ description: "Where it answers; empty until it listens" }),
  term: Type.Integer({ description: "Number of the election" }),
  since: nullableDate("When it was elected"),
  silent_seconds: Type.Number({ description: "Since it was last known to lead" }),
  is_silent: Type.Boolean({ description: "True: for so long that it does not lead any more" }),
});

export const shownCluster = Type.Object(
  {
    leader: Type.Union([leader, Type.Null()], {
      description:
        "The server that leads, or did last. Null while it is not known, and with a store in the data folder.",
    }),
    standbys: Type.Union([Type.Integer(), Type.Null()], {
      description:
        "Servers that stand by. Null while the database does not answer, and with a store in the data folder.",
    }),
    own: Type.Union([clusterRole, Type.Null()], {
      description: "Part of the server that answers, as in its health. Null with a store in the data folder.",
    }),
    version: Type.String({ description: "Release of the server that answers" }),
  },
  { title: "Cluster", description: "The servers that share the store." },
);
