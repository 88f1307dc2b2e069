import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import { rangeInQuery } from "../date-parameter.ts";
import { inChunks } from "../exposition/in-chunks.ts";
import { largeListAnswer } from "../large-list.ts";
import { listAnswers, listQueryOf } from "../listing.ts";
import { started } from "../lookup.ts";
import { namesOfResource } from "../metric/names-of-resource.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { rangeParameters } from "../performance/schema.ts";
import { textIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { errorAnswer } from "../schema-types.ts";
import { sourceFiltersOf } from "./filters.ts";
import { KINDS, SLUGS, type Slug } from "./kinds.ts";
import { namedObjects, type NamedObject } from "./named-objects.ts";
import { textOfSeries } from "./present-series.ts";
import { MAX_SERIES, readSeries } from "./read-series.ts";
import { filterParameters, namedObject, pageParameters, seriesAnswer, typesAnswer } from "./schema.ts";
import { keysOf, selectResources, type SourceParts } from "./select-resources.ts";

const DEFAULT_LIMIT = 100;

/** What Grafana's data source for Centreon asks (later versions §14). */
export const dataSourceOperations: readonly Operation[] = [
  {
    id: "list-data-source-types",
    surface: "centreon",
    method: "GET",
    paths: ["/data-source/types"],
    right: "api-access",
    tag: "Data source",
    summary: "Kinds of objects to choose from",
    answers: { 200: typesAnswer },
    handle: () =>
      SLUGS.map((slug) => ({
        display_name: KINDS[slug].displayName,
        list_endpoint: `/centreon/api/latest/data-source/${KINDS[slug].path}`,
        slug,
      })),
  },
  ...SLUGS.map(listOf),
  {
    id: "read-data-source-series",
    surface: "centreon",
    method: "GET",
    answeredBy: "leader",
    paths: ["/data-source/metrics/timeseries"],
    right: "api-access",
    tag: "Data source",
    summary: "Performance data over time",
    description:
      `At most ${MAX_SERIES.toLocaleString("en")} series: further ones are left out. Each has at most 1,000 points, ` +
      "fewer if there are many; the value of a counter (unit `c`) is the last one as stored.",
    query: { ...rangeParameters, ...filterParameters },
    answers: {
      200: seriesAnswer,
      502: errorAnswer("The server that `read_from` names failed."),
      503: errorAnswer("Reading takes too long."),
    },
    isPresentedExactly: true,
    async handle(request, parts, reply) {
      const range = rangeInQuery(request, parts);
      const filters = sourceFiltersOf(request);
      const source = sourceOf(request, parts);
      const series = started(parts.timeSeries());
      const keys = await keysOf(await selectResources(source, filters));
      const labels = filters.metric && new Set((await series.labels(keys)).labels.filter(filters.metric));
      const measured = await series.metrics(keys, labels ?? null, MAX_SERIES);
      const read = await readSeries(series, measured, range, () => request.raw.socket.destroyed);
      const text = textOfSeries(read, range.from, ({ key }) => namesOfResource(parts.realtime, key, source.visibility));
      reply.type("application/json");
      return Readable.from(inChunks(text), { objectMode: false });
    },
  },
];

function listOf(slug: Slug): Operation {
  const { displayName, path } = KINDS[slug];
  return {
    id: `list-data-source-${path}`,
    surface: "centreon",
    method: "GET",
    answeredBy: "leader",
    paths: [`/data-source/${path}`],
    right: "api-access",
    tag: "Data source",
    summary: `Names to choose from: ${displayName.toLowerCase()}`,
    description: "In order, each once, even if many objects have it.",
    query: { ...pageParameters, ...filterParameters },
    answers: listAnswers(namedObject),
    isPresentedExactly: true,
    async handle(request, parts, reply) {
      const query = pageOf(request);
      const page = await namedObjects(slug, sourceOf(request, parts), sourceFiltersOf(request), query);
      return largeListAnswer(reply, query, page, ({ id, name }: NamedObject) => ({ id, name }));
    },
  };
}

function pageOf(request: FastifyRequest): ListQuery {
  const { page, limit } = listQueryOf(request);
  return { page, limit: textIn(request, "limit") === undefined ? DEFAULT_LIMIT : limit, search: {}, sortBy: [] };
}

const sourceOf = (request: FastifyRequest, { realtime, timeSeries }: ApiParts): SourceParts => ({
  realtime,
  visibility: callerOf(request).visibility,
  timeSeries: () => started(timeSeries()),
});
