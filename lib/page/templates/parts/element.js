/* Elements of a name, attributes (null: without) and what is in them. A text stays a text, whatever it says. */
const made = (element, has, inside) => {
  for (const [key, value] of Object.entries(has)) if (value != null) element.setAttribute(key, value);
  fill(element, inside);
  return element;
};
const html = (name, has, ...inside) => made(document.createElement(name), has, inside);
const svg = (name, has, ...inside) => made(document.createElementNS(document.querySelector('svg').namespaceURI, name), has, inside);
/* What is in an element from now on: elements and texts, in lists of any depth, without what is '', null, false or 0. */
const fill = (where, ...inside) => where.replaceChildren(...inside.flat(Infinity).filter(Boolean));
