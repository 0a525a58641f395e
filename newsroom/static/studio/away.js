// A link to a video or a post that stands alone in its paragraph will be a card: the writer sees it while writing. Only a
// decoration; the document stays a paragraph with a link. The table comes from the server (articles/elsewhere.py).
import { Decoration, DecorationSet, Plugin } from "../vendor/prosemirror.js";
import { say, studio } from "./page.js";

const shelves = studio?.away.map(({ label, hosts, shape }) => ({ label, hosts, shape: new RegExp(shape) })) ?? [];

function labelOf(href) {
  let url;
  try { url = new URL(href); } catch { return ""; }
  const { protocol, host, pathname, search } = url;
  return (/^https?:$/.test(protocol) && shelves.find(({ hosts, shape }) => hosts.includes(host) && shape.test(pathname + search))?.label) || "";
}

// The address of a paragraph that holds one link and nothing else, or a typed address alone.
export function loneAddress(block) {
  const found = new Set();
  block.forEach((node) => {
    if (node.isText && !node.text.trim()) return;
    found.add(node.marks.find(({ type }) => type.name === "link")?.attrs.href);
  });
  const typed = /^https?:\/\/\S+$/.exec(block.textContent.trim())?.[0];
  return block.type.name === "paragraph" && found.size === 1 ? [...found][0] ?? typed : undefined;
}

function cards(doc) {
  const found = [];
  doc.forEach((block, at) => {
    const href = loneAddress(block), label = href && labelOf(href);
    if (label) found.push(Decoration.node(at, at + block.nodeSize, { class: "away-hint", "data-hint": say("away", { label }) }));
  });
  return DecorationSet.create(doc, found);
}

export const awayHints = new Plugin({
  state: { init: (_, { doc }) => cards(doc), apply: (tr, before) => (tr.docChanged ? cards(tr.doc) : before) },
  props: { decorations(state) { return this.getState(state); } },
});
