import { element, prose } from "./dom.js";
import { exampleOf, schemaTree, typeOf } from "./schema.js";
import { tryOut } from "./try-out.js";

/** Section of one operation: description, parameters, body, answers, and a form to send it. */
export function operationSection({ method, path, operation }, session) {
  const inputs = new Map();
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const bodyField =
    body &&
    element(
      "textarea",
      { "aria-label": "Request body", spellcheck: "false" },
      JSON.stringify(exampleOf(body), null, 2),
    );
  return element(
    "details",
    { class: "operation", id: operation.operationId },
    element(
      "summary",
      {},
      methodBadge(method),
      element("span", { class: "path" }, path),
      element("span", { class: "summary" }, operation.summary ?? ""),
    ),
    element(
      "div",
      { class: "inside" },
      element("p", {}, ...prose(operation.description)),
      ...parameterTable(operation.parameters ?? [], inputs),
      ...(body ? [element("h3", {}, "Body"), schemaTree(body), bodyField] : []),
      element("h3", {}, "Answers"),
      answerTable(operation.responses ?? {}),
      ...tryOut({ method, path, inputs, bodyField, needsToken: operation.security?.length > 0 }, session),
    ),
  );
}

export function methodBadge(method) {
  return element("span", { class: `method ${method}` }, method.toUpperCase());
}

function parameterTable(parameters, inputs) {
  if (parameters.length === 0) return [];
  const pathFirst = parameters.toSorted((a, b) => Number(b.in === "path") - Number(a.in === "path"));
  const rows = pathFirst.map((parameter) => {
    const field = element("input", {
      "aria-label": parameter.name,
      value: parameter.in === "path" ? String(exampleOf(parameter.schema)) : "",
      spellcheck: "false",
    });
    inputs.set(parameter, field);
    return element(
      "tr",
      {},
      element(
        "td",
        {},
        element("code", {}, parameter.name),
        parameter.required ? element("span", { class: "required" }, " required") : "",
      ),
      element("td", { class: "type" }, `${parameter.in}, ${typeOf(parameter.schema)}`),
      element("td", { class: "description" }, ...prose(parameter.description)),
      element("td", {}, field),
    );
  });
  return [
    element("h3", {}, "Parameters"),
    element("table", {}, headings("Name", "Type", "Meaning", "Value"), element("tbody", {}, ...rows)),
  ];
}

function answerTable(answers) {
  const rows = Object.entries(answers).map(([status, answer]) => {
    const schema = answer.content?.["application/json"]?.schema;
    return element(
      "tr",
      {},
      element("td", {}, element("code", {}, status)),
      element("td", { class: "description" }, ...prose(answer.description), ...(schema ? [schemaTree(schema)] : [])),
    );
  });
  return element("table", {}, headings("Status", "Answer"), element("tbody", {}, ...rows));
}

function headings(...names) {
  return element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name))));
}
