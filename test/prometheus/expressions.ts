import fc, { type Arbitrary } from "fast-check";

// Expressions of the subset as text, most of them valid. Operators also stand without parentheses, so that both parsers
// group them.

const METRICS = ["requests_total", "bytes_total", "temperature", "load", "odd", "nowhere"] as const;

const MATCHERS = [
  'host="alpha"',
  'host!="alpha"',
  'host=~"alpha|beta"',
  'host=~"(al|ga).*"',
  'host!~".*ta"',
  'host=~"a"',
  'service="web"',
  'unit=""',
  'unit!=""',
  'unit=~"s|"',
  "host=~'\\\\w+a'",
  "service=~`d\\w`",
] as const;

const DURATIONS = ["15s", "1m", "90s", "5m", "17m30s", "1h", "3h"] as const;

const LABEL_LISTS = [
  "",
  "host",
  "service",
  "host, service",
  "host,service,unit",
  "unit",
  "__name__",
  "__name__, host",
] as const;

const NUMBERS = ["0", "1", "2", "0.5", "-1", "100", "1e3", "0x1F", ".25", "20", "Inf", "-Inf", "NaN"] as const;

const text = (...texts: readonly string[]): Arbitrary<string> => fc.constantFrom(...texts);

/** Joins texts and arbitraries of texts. */
const joined = (strings: TemplateStringsArray, ...parts: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc.tuple(...parts).map((values) => String.raw({ raw: strings }, ...values));

const often = (likely: Arbitrary<string>, seldom: Arbitrary<string>): Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: seldom });

const name = text(...METRICS);
const matchers = fc
  .uniqueArray(text(...MATCHERS), { maxLength: 2 })
  .map((list) => (list.length === 0 ? "" : `{${list.join(", ")}}`));
const selected = often(
  joined`${name}${matchers}`,
  text('{__name__="load"}', '{__name__=~"re.*|lo.*",host="beta"}', '{host="alpha"}'),
);
const offset = often(text(""), joined` offset ${text("30s", "5m", "-1m", "1h")}`);
const instant = joined`${selected}${offset}`;
const range = joined`${selected}[${text(...DURATIONS)}]${offset}`;
// Prometheus 2.42 says 0 for the deviation of one NaN.
const finiteValues = fc.oneof(joined`load${matchers}${offset}`, joined`rate(requests_total[5m]${offset})`);
const distinctValues = joined`temperature${matchers}${offset}`;
const labels = text(...LABEL_LISTS);

const RANGE_FUNCTIONS = [
  "rate", "rate", "increase", "increase", "delta", "irate", "idelta", "resets", "changes", "deriv",
  "avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "count_over_time", "last_over_time",
  "present_over_time", "stddev_over_time", "stdvar_over_time",
]; // prettier-ignore

const VALUE_FUNCTIONS = ["abs", "ceil", "floor", "exp", "ln", "log2", "log10", "sqrt", "sgn", "round"];
const DATE_FUNCTIONS = [
  "minute",
  "hour",
  "day_of_week",
  "day_of_month",
  "day_of_year",
  "days_in_month",
  "month",
  "year",
];
const REDUCERS = ["sum", "min", "max", "avg", "count", "group"];
const ARITHMETIC = ["+", "-", "*", "/", "%", "^"];
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="];

const grouping = joined` ${text("by", "without")} (${labels}) `;
const matching = fc.oneof(text(""), joined`on (${labels}) `, joined`ignoring (${labels}) `);

interface Expressions {
  readonly scalar: string;
  readonly vector: string;
}

const { vector, scalar } = fc.letrec<Expressions>((tie) => {
  const [vector, scalar] = [tie("vector") as Arbitrary<string>, tie("scalar") as Arbitrary<string>];
  const aggregated = (call: Arbitrary<string>, body: Arbitrary<string>): Arbitrary<string> =>
    fc.oneof(joined`${call}(${body})`, joined`${call}${grouping}(${body})`, joined`${call}(${body})${grouping}`);
  return {
    scalar: fc.oneof(
      { maxDepth: 2 },
      text(...NUMBERS),
      joined`scalar(${vector})`,
      text("time()", "pi()"),
      joined`-${scalar}`,
      joined`(${scalar} ${text(...ARITHMETIC)} ${scalar})`,
      joined`${scalar} ${text(...COMPARISONS)} bool ${scalar}`,
    ),
    vector: fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: instant },
      { weight: 6, arbitrary: joined`${text(...RANGE_FUNCTIONS)}(${range})` },
      { weight: 1, arbitrary: joined`quantile_over_time(${text("0", "0.5", "0.9", "1", "2", "-1", "NaN")}, ${range})` },
      { weight: 1, arbitrary: joined`predict_linear(${range}, ${text("60", "3600", "-30")})` },
      { weight: 3, arbitrary: aggregated(text(...REDUCERS), vector) },
      { weight: 1, arbitrary: aggregated(text("stddev", "stdvar"), finiteValues) },
      { weight: 1, arbitrary: aggregated(text("quantile"), joined`${text("0", "0.25", "0.99", "1.5")}, ${vector}`) },
      {
        weight: 2,
        arbitrary: aggregated(text("topk", "bottomk"), joined`${text("1", "2", "5", "0", "2.7")}, ${distinctValues}`),
      },
      { weight: 2, arbitrary: joined`${text(...VALUE_FUNCTIONS)}(${vector})` },
      { weight: 1, arbitrary: joined`round(${vector}, ${text("0.1", "5", "0", "0.25")})` },
      { weight: 1, arbitrary: joined`clamp(${vector}, ${scalar}, ${scalar})` },
      { weight: 1, arbitrary: joined`${text("clamp_min", "clamp_max")}(${vector}, ${scalar})` },
      {
        weight: 1,
        arbitrary: joined`${text(...DATE_FUNCTIONS)}(${text("", "vector(time())", "timestamp(load)", "vector(-1e9)")})`,
      },
      { weight: 1, arbitrary: joined`${text("absent", "timestamp", "sort", "sort_desc")}(${vector})` },
      { weight: 1, arbitrary: joined`vector(${scalar})` },
      {
        weight: 1,
        arbitrary: joined`label_replace(${vector}, ${text('"host"', '"new"', '"unit"')}, ${text('"$1"', '"x-${1}$$"', '""', '"$2_$name"')}, ${text('"host"', '"unit"', '"service"')}, ${text('"(.).*"', '".*"', '"a(?P<name>.*)a"', '"b"')})`,
      },
      {
        weight: 1,
        arbitrary: joined`label_join(${vector}, ${text('"host"', '"new"')}, "/", "host", ${text('"service"', '"unit"')})`,
      },
      { weight: 2, arbitrary: joined`${vector} ${text(...ARITHMETIC, ...COMPARISONS)} ${scalar}` },
      { weight: 1, arbitrary: joined`${scalar} ${text(...ARITHMETIC, ...COMPARISONS)} ${vector}` },
      { weight: 1, arbitrary: joined`${vector} ${text(...COMPARISONS)} bool ${scalar}` },
      { weight: 4, arbitrary: joined`${vector} ${text(...ARITHMETIC, ...COMPARISONS)} ${matching}${vector}` },
      { weight: 1, arbitrary: joined`${vector} ${text(...COMPARISONS)} bool ${matching}${vector}` },
      { weight: 2, arbitrary: joined`${vector} ${text("and", "or", "unless")} ${matching}${vector}` },
      { weight: 1, arbitrary: joined`-${vector}` },
      { weight: 2, arbitrary: joined`(${vector})` },
    ),
  };
});

/** Texts of queries. */
export const EXPRESSIONS: Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: vector },
  { weight: 2, arbitrary: scalar },
  { weight: 1, arbitrary: joined`${text("sort", "sort_desc")}(${distinctValues})` },
  { weight: 1, arbitrary: range },
  { weight: 1, arbitrary: text('"text"', "'it\\'s'", "`a\\b`", '"\\u00e9\\x41\\101"') },
);
