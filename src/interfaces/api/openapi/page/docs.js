import { element, prose } from "./dom.js";
import { methodBadge, operationSection } from "./operation.js";

// The token is kept in memory only, as long as the page is open.
const session = { token: null };

const response = await fetch("/api/openapi.json");
const openapi = await response.json();
document.getElementById("release").textContent = openapi.info.version;
document.getElementById("introduction").replaceChildren(...prose(openapi.info.description));

const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
);
const groups = openapi.tags.map((tag) => ({
  tag,
  operations: operations.filter(({ operation }) => operation.tags?.[0] === tag.name),
}));

drawOperations();
drawIndex();
openLinked();
addEventListener("hashchange", openLinked);
document.getElementById("filter").addEventListener("input", drawIndex);
document.getElementById("login").addEventListener("submit", logIn);

function drawOperations() {
  for (const { tag, operations: own } of groups) {
    document
      .getElementById("main")
      .append(
        element("h2", {}, tag.name),
        element("p", {}, tag.description),
        ...own.map((one) => operationSection(one, session)),
      );
  }
}

function drawIndex(event) {
  const words = (event?.target.value ?? "").toLowerCase().split(/\s+/);
  const fits = (one) => words.every((word) => JSON.stringify(one).toLowerCase().includes(word));
  document.getElementById("index").replaceChildren(
    ...groups.flatMap(({ tag, operations: own }) => {
      const shown = own.filter(fits);
      return shown.length === 0 ? [] : [element("h2", {}, tag.name), element("ul", {}, ...shown.map(indexLine))];
    }),
  );
}

function indexLine({ method, operation }) {
  return element(
    "li",
    {},
    element(
      "a",
      { href: `#${operation.operationId}` },
      methodBadge(method),
      operation.summary ?? operation.operationId,
    ),
  );
}

function openLinked() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
}

async function logIn(event) {
  event.preventDefault();
  const outcome = document.getElementById("login-outcome");
  const { login, password } = Object.fromEntries(new FormData(event.target));
  const answer = await fetch("/centreon/api/latest/login", {
    method: "POST",
    body: JSON.stringify({ security: { credentials: { login, password } } }),
  });
  const body = await answer.json();
  session.token = answer.ok ? body.security.token : null;
  outcome.textContent = answer.ok ? `Logged in as ${body.contact.alias}.` : `${body.message}.`;
  event.target.elements.password.value = "";
}
