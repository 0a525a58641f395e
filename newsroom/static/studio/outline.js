// The outline beside the sheet: title, opening, the numbered sections, topics. It follows the text and the caret.
import { made } from "../made.js";
import { say } from "./page.js";

const list = document.querySelector("[data-outline]");
let shown = "";

export function showOutline(state) {
  const rows = [["id_title", "", say("head")]], doc = state.doc;
  if (doc.firstChild && doc.firstChild.type.name !== "section") rows.push([`b-${doc.firstChild.attrs.id}`, "", say("opening")]);
  let number = 0;
  doc.forEach((node) => { if (node.type.name === "section") rows.push([`b-${node.attrs.id}`, String(++number), node.textContent.trim() || say("untitled")]); });
  rows.push(["id_topic_main", "", say("topics")]);
  const here = placeOf(state), key = JSON.stringify([rows, here]);
  if (key === shown) return;
  shown = key;
  list.replaceChildren(...rows.map((row) => drawn(row, here)));
}

function drawn([id, number, words], here) {
  const row = made("li"), link = made("a", "", { href: `#${id}` });
  if (id === here) link.setAttribute("aria-current", "location");
  if (number) link.append(made("span", "outline-number", {}, number), " ");
  link.append(made("span", "outline-words", {}, words));
  row.append(link);
  return row;
}

// The section in which the caret stands.
function placeOf(state) {
  const index = state.selection.$from.index(0);
  for (let at = index; at >= 0; at--) {
    const node = state.doc.maybeChild(at);
    if (node?.type.name === "section" || (at === 0 && node)) return `b-${node.attrs.id}`;
  }
  return "";
}
