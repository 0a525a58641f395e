// Owns how our scripts make an element: its tag, its classes, its attributes, its words.
export function made(tag, css, attributes = {}, text = "") {
  const element = document.createElement(tag);
  if (css) element.className = css;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}
