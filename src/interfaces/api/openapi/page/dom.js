/**
 * Creates an element. Strings become text nodes, so that nothing from the document is parsed as HTML.
 * @param {string} name
 * @param {Record<string, string | boolean | ((event: Event) => void)>} attributes `on…` adds a listener
 * @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Splits a text into strings and `code` elements for parts between backticks. */
export function prose(text = "") {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}
