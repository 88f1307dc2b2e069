import { element } from "./dom.js";

/** Form elements that send the operation to this server and show the request and the answer. */
export function tryOut({ method, path, inputs, bodyField, needsToken }, session) {
  const command = element("pre", { "aria-label": "The request as a curl command" });
  const answer = element("div", { "aria-live": "polite" });
  const send = async () => {
    const request = requestOf({ method, path, inputs, bodyField, token: needsToken ? session.token : null });
    command.textContent = curlOf(request);
    answer.replaceChildren("Sending …");
    try {
      answer.replaceChildren(...(await answerParts(request)));
    } catch (error) {
      answer.replaceChildren(`The request failed: ${error.message}`);
    }
  };
  return [
    element("h3", {}, "Try it"),
    element("button", { type: "button", onclick: send }, `Send ${method.toUpperCase()}`),
    command,
    answer,
  ];
}

function requestOf({ method, path, inputs, bodyField, token }) {
  let url = path;
  const query = new URLSearchParams();
  for (const [parameter, field] of inputs) {
    if (parameter.in === "path") url = url.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
    else if (field.value !== "") query.set(parameter.name, field.value);
  }
  const text = query.toString();
  return {
    method: method.toUpperCase(),
    url: text === "" ? url : `${url}?${text}`,
    headers: {
      ...(token ? { "X-AUTH-TOKEN": token } : {}),
      ...(bodyField ? { "Content-Type": "application/json" } : {}),
    },
    body: bodyField?.value,
  };
}

async function answerParts({ method, url, headers, body }) {
  const startedAt = performance.now();
  const response = await fetch(url, { method, headers, body, credentials: "omit" });
  const text = await response.text();
  const took = Math.round(performance.now() - startedAt);
  return [
    element(
      "p",
      {},
      element("span", { class: "answer-status" }, String(response.status)),
      ` after ${took} ms, ${text.length} characters`,
    ),
    ...(text === "" ? [] : [element("pre", {}, indented(text))]),
  ];
}

function curlOf({ method, url, headers, body }) {
  const shown = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(`${name}: ${name === "X-AUTH-TOKEN" ? "$TOKEN" : value}`)}`,
  );
  return [
    `curl -X ${method}`,
    ...shown,
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
    quoted(location.origin + url),
  ].join(" \\\n  ");
}

// Keeps the token out of copied commands: `$TOKEN` is a shell variable, which needs double quotes.
function quoted(text) {
  return text.includes("$TOKEN") ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
