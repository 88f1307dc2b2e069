import { runCooperatively } from "../../../lib/cooperative.ts";
import { createCompiler } from "./evaluation/compile-expression.ts";
import { readSelectors } from "./evaluation/read-selectors.ts";
import { runInstant, runRange, type Steps } from "./evaluation/run-query.ts";
import { PromqlError } from "./promql-error.ts";
import { keepWithin, type QueryLimits } from "./query-limits.ts";
import type { QueryResult } from "./query-result.ts";
import type { SeriesReader } from "./series-reader.ts";
import type { Expression } from "./syntax/ast.ts";
import { typeOf } from "./syntax/expression-type.ts";
import { parseQuery } from "./syntax/parse-query.ts";
import { LabelSets } from "./values/label-set.ts";

/** One time, or the steps of a range: from `startMs` to `endMs`, both included. */
export type QueryTime = { readonly timeMs: number } | Steps;

/**
 * Answers a PromQL query: reads all series first, then evaluates in slices, so that other work goes on. Rejects with
 * `PromqlError`; with that of kind `canceled` when the signal aborts.
 */
export async function evaluateQuery(
  query: string,
  time: QueryTime,
  reader: SeriesReader,
  limits: QueryLimits,
  signal: AbortSignal,
): Promise<QueryResult> {
  const expression = parseQuery(query);
  if ("stepMs" in time) checkSteps(expression, time, limits);
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const either = AbortSignal.any([signal, deadline]);
  try {
    return await readAndRun(expression, time, reader, limits, either);
  } catch (error) {
    if (signal.aborted) throw new PromqlError("canceled", "the query was canceled");
    if (deadline.aborted) throw new PromqlError("timeout", `the query took longer than ${limits.timeoutMs / 1000} s`);
    throw error;
  }
}

function checkSteps(expression: Expression, { startMs, endMs, stepMs }: Steps, limits: QueryLimits): void {
  const type = typeOf(expression);
  if (type !== "scalar" && type !== "vector") {
    throw new PromqlError("syntax", `a range query needs a scalar or an instant vector, not a ${type}`);
  }
  if (!(stepMs >= 1)) throw new PromqlError("syntax", "the step must be at least 1 ms");
  if (!(endMs >= startMs)) throw new PromqlError("syntax", "the end must not be before the start");
  keepWithin(Math.floor((endMs - startMs) / stepMs), limits.stepsPerSeries, "points a series: increase the step");
}

async function readAndRun(
  expression: Expression,
  time: QueryTime,
  reader: SeriesReader,
  limits: QueryLimits,
  signal: AbortSignal,
): Promise<QueryResult> {
  signal.throwIfAborted();
  const sets = new LabelSets();
  const range = "stepMs" in time ? time : { startMs: time.timeMs, endMs: time.timeMs };
  const compiler = createCompiler(sets, await readSelectors(expression, range, reader, sets, limits, signal));
  const work =
    "stepMs" in time
      ? runRange(expression, time, compiler, limits)
      : runInstant(expression, time.timeMs, compiler, limits);
  return runCooperatively(untilAborted(work, signal));
}

function* untilAborted<Result>(work: Generator<void, Result>, signal: AbortSignal): Generator<void, Result> {
  for (;;) {
    signal.throwIfAborted();
    const step = work.next();
    if (step.done === true) return step.value;
    yield;
  }
}
