// A returned article: each remark stands under its block, its words marked, and says whether the block has changed.
import { Decoration, DecorationSet, Plugin } from "../vendor/prosemirror.js";
import { icon, say } from "./page.js";
import { made } from "../made.js";

const all = [...document.querySelectorAll(".answer [data-remark]")];

export const remarkPlaces = new Plugin({
  state: { init: (_, { doc }) => drawn(doc), apply: (tr, set) => (tr.docChanged ? drawn(tr.doc) : set) },
  props: { decorations(state) { return this.getState(state); } },
});

// Where a block stands now, if it still does: itself, and the end of the top-level block that it is in.
function placeOf(doc, id) {
  let place = null;
  doc.forEach((block, at) => {
    if (place) return;
    if (block.attrs.id === id) place = { node: block, at, end: at + block.nodeSize };
    else block.forEach((item, inside) => { if (item.attrs.id === id) place = { node: item, at: at + 1 + inside, end: at + block.nodeSize }; });
  });
  return place;
}

function drawn(doc) {
  const decorations = [];
  for (const section of all) {
    const { block, words, occurrence, was, remark } = section.dataset, place = block && placeOf(doc, block);
    show(section, place, was);
    if (!place) continue;
    decorations.push(Decoration.widget(place.end, () => section, { key: `remark-${remark}-${section.dataset.is}`, side: 1, stopEvent: () => true, ignoreSelection: true }));
    const range = words && rangeOf(place, words, Number(occurrence) || 1);
    decorations.push(range ? Decoration.inline(...range, { class: "remarked" }) : Decoration.node(place.at, place.at + place.node.nodeSize, { class: "remark-block-here" }));
  }
  return DecorationSet.create(doc, decorations);
}

function show(section, place, was) {
  const is = !place ? (section.dataset.block ? "gone" : "whole") : wordsOf(place.node) === was ? "same" : "changed";
  if (section.dataset.is === is) return;
  section.dataset.is = is;
  section.querySelector("[data-remark-state]").replaceChildren(...(is === "whole" ? [] : [icon({ gone: "minus", same: "edit", changed: "check" }[is]), say(`remark_${is}`)]));
  section.querySelector("[data-remark-quote]")?.toggleAttribute("hidden", Boolean(place));
}

// As the server reads a block's words: items of a list on a line each, breaks as line ends.
function wordsOf(node) {
  if (node.isTextblock || node.type.name === "item") return node.textBetween(0, node.content.size, "", (leaf) => (leaf.type.name === "break" ? "\n" : ""));
  const lines = [];
  node.forEach((item) => lines.push(wordsOf(item)));
  return lines.join("\n");
}

function rangeOf({ node, at }, words, occurrence) {
  const starts = [];
  let text = "";
  node.descendants((inner, offset) => { if (inner.isText) { for (let i = 0; i < inner.text.length; i++) starts.push(at + 1 + offset + i); text += inner.text; } });
  for (let from = text.indexOf(words), seen = 1; from >= 0; from = text.indexOf(words, from + 1), seen++) {
    if (seen === occurrence) return [starts[from], starts[from + words.length - 1] + 1];
  }
  return null;
}

// The remarks first in the outline; the page opens at the first one.
export function wakeRemarks() {
  if (!all.length) return;
  const list = document.querySelector("[data-remark-list]");
  list.replaceChildren(...all.map((section) => {
    const row = made("li", "outline-remark-item"), link = made("a", "", { href: `#${section.id}` });
    link.append(icon("remark"), made("span", "", {}, section.querySelector("[data-remark-text]").textContent));
    row.append(link);
    return row;
  }));
  list.hidden = false;
  all[0].scrollIntoView({ block: "center" });
}
