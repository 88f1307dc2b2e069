import { element, prose } from "./dom.js";

/** Tree of the members of a schema: name, type, description. */
export function schemaTree(schema) {
  const members = membersOf(schema);
  if (members.length === 0)
    return element("p", {}, element("span", { class: "type" }, typeOf(schema)), " ", ...prose(schema.description));
  const required = new Set(innermost(schema).required ?? []);
  return element(
    "ul",
    { class: "members" },
    ...members.map(([name, member]) => memberLine(name, member, required.has(name))),
  );
}

/** Type in words: `array of HostMain`, `string or null`. */
export function typeOf(schema) {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") return `array of ${typeOf(schema.items ?? {})}`;
  if (schema.title) return schema.title;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  return schema.type ?? "any";
}

/** Example value that matches the schema. */
export function exampleOf(schema) {
  if (schema.examples?.length > 0) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.type === "array") return [exampleOf(schema.items ?? {})];
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, member]) => [name, exampleOf(member)]));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return { string: "", integer: 1, number: 1, boolean: true }[type] ?? null;
}

function memberLine(name, schema, isRequired) {
  const line = [
    element("code", {}, name),
    " ",
    element("span", { class: "type" }, typeOf(schema)),
    isRequired ? "" : " optional",
    " ",
    ...prose(schema.description),
  ];
  if (membersOf(schema).length === 0) return element("li", {}, ...line);
  return element("li", {}, element("details", {}, element("summary", {}, ...line), schemaTree(schema)));
}

const innermost = (schema) => (schema.type === "array" ? innermost(schema.items ?? {}) : schema);
const membersOf = (schema) => Object.entries(innermost(schema).properties ?? {});
