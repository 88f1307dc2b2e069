/**
 * Makes an element. Texts become text nodes, so nothing from the document is ever read as HTML.
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

/** Text with `code` between backticks. */
export function prose(text = "") {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}
