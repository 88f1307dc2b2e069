import Type from "typebox";
import type { RequestBody } from "../request-body.ts";

const success = <Data extends Parameters<typeof Type.Object>[0][string]>(data: Data, title: string) =>
  Type.Object({ status: Type.Literal("success"), data }, { title, description: "As Prometheus answers." });

const errorBody = Type.Object(
  { status: Type.Literal("error"), errorType: Type.String(), error: Type.String() },
  { title: "Prometheus error", description: "What is wrong with the query, or which limit it needs to exceed." },
);

export const queryAnswer = success(
  Type.Object({
    resultType: Type.String({ examples: ["matrix", "vector", "scalar", "string"] }),
    result: Type.Array(Type.Any()),
  }),
  "Prometheus result",
);
export const seriesAnswer = success(Type.Array(Type.Record(Type.String(), Type.String())), "Prometheus series");
export const namesAnswer = success(Type.Array(Type.String()), "Prometheus names");
export const metadataAnswer = success(
  Type.Record(
    Type.String(),
    Type.Array(Type.Object({ type: Type.String(), help: Type.String(), unit: Type.String() })),
  ),
  "Prometheus metadata",
);
export const buildAnswer = success(
  Type.Object({ version: Type.String(), application: Type.String() }),
  "Prometheus build",
);

export const queryErrors = { 400: errorBody, 422: errorBody, 503: errorBody };

const text = (description: string) => Type.Optional(Type.String({ description }));
const query = Type.String({ description: "PromQL: see docs/promql.md" });

export const instantParameters = { query, time: text("Unix seconds or RFC 3339. Default: now") };
export const rangeParameters = {
  query,
  start: Type.String({ description: "Unix seconds or RFC 3339" }),
  end: Type.String({ description: "Included" }),
  step: Type.String({ description: "Seconds, or a duration such as 5m" }),
};
export const labelParameter = { label: Type.String({ description: "Name of a label" }) };
export const matchParameters = {
  "match[]": Type.Optional(Type.Array(Type.String(), { description: "Selectors; may be repeated" })),
  start: text("Accepted, without effect"),
  end: text("Accepted, without effect"),
};

/** The same parameters as a form. */
export const formOf = (parameters: Parameters<typeof Type.Object>[0]): RequestBody<URLSearchParams> => ({
  schema: Type.Object(parameters),
  format: "form",
  read: (body) => body as URLSearchParams,
});
