// Every block keeps its id for life: remarks and corrections hang on it. Commands give ids in their own transaction;
// this repairs what came by paste, drop and the browser's own edits.
import { Mapping, Plugin } from "../vendor/prosemirror.js";
import { newId, VALID } from "./schema.js";

export const blockIds = new Plugin({
  appendTransaction(transactions, old, state) {
    if (!transactions.some((tr) => tr.docChanged) || onlyTyped(transactions)) return null;
    const map = new Mapping(transactions.flatMap((tr) => tr.steps.map((step) => step.getMap())));
    const was = placesOf(old.doc), tr = state.tr;
    for (const [id, places] of claimsOf(state.doc)) {
      const keeper = keeperOf(id, places, was, map, old.doc, state.doc);
      for (const place of places) if (place !== keeper) tr.setNodeAttribute(place, "id", newId());
    }
    return tr.docChanged ? tr : null;
  },
});

function keeperOf(id, places, was, map, old, doc) {
  if (!VALID.test(id)) return -1;
  if (places.length === 1) return places[0];
  const before = was.get(id);
  if (before === undefined) return places[0];
  const words = old.nodeAt(before).textContent;
  const same = words ? places.filter((place) => doc.nodeAt(place).textContent === words) : [];
  if (same.length === 1) return same[0];
  const home = map.mapResult(before, 1);
  return !home.deletedAfter && places.includes(home.pos) ? home.pos : places[0];
}

// Inserting or deleting characters inside one block can neither make nor lose an id.
function onlyTyped(transactions) {
  return transactions.every((tr) => tr.steps.every((step, at) => {
    if (!step.slice) return step.mark !== undefined;
    const from = tr.docs[at].resolve(step.from);
    return step.slice.openStart === 0 && from.sameParent(tr.docs[at].resolve(step.to)) && from.parent.inlineContent;
  }));
}

function placesOf(doc) {
  const places = new Map();
  doc.descendants((node, at) => { if (node.attrs.id !== undefined) places.set(node.attrs.id, at); return !node.isTextblock; });
  return places;
}

function claimsOf(doc) {
  const claims = new Map();
  doc.descendants((node, at) => {
    if (node.attrs.id !== undefined) claims.set(node.attrs.id, [...(claims.get(node.attrs.id) ?? []), at]);
    return !node.isTextblock;
  });
  return claims;
}

// A block whose id alone changes keeps its element: redrawing it under a running composition eats letters on Android.
export class BlockView {
  constructor(node, tag) {
    this.node = node;
    this.dom = this.contentDOM = document.createElement(tag);
    this.show();
  }

  show() {
    this.dom.id = `b-${this.node.attrs.id}`;
    this.dom.dataset.block = this.node.attrs.id;
    this.dom.classList.toggle("pull-quote", this.node.attrs.pull === true);
    if (this.node.attrs.start > 1) this.dom.setAttribute("start", this.node.attrs.start);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  ignoreMutation(mutation) { return mutation.type === "attributes"; }
}

const TAGS = { paragraph: "p", section: "h2", heading: "h3", quote: "blockquote", item: "li", bullets: "ul", numbers: "ol" };
export const blockViews = Object.fromEntries(Object.entries(TAGS).map(([name, tag]) => [name, (node) => new BlockView(node, tag)]));
