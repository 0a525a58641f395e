// Blocks and list items as units: the smallest things that have an id, read and rebuilt as such.
import { Fragment, NodeSelection, TextSelection } from "../vendor/prosemirror.js";
import { LISTS, newId, schema } from "./schema.js";

const { item } = schema.nodes;

// The innermost thing with an id at a position, and what stands around it.
export function unitAt($pos) {
  const depth = $pos.depth > 2 && $pos.node(2).type === item ? 2 : 1;
  return { node: $pos.node(depth), pos: $pos.before(depth), depth, isItem: depth === 2, offset: $pos.parentOffset, $pos };
}

export const inlineOf = (node) => (node.type === item ? node.firstChild.content : node.isTextblock ? node.content : Fragment.empty);

// Words as `type` may hold them: headings have no breaks, links or bold.
export function fitted(type, content) {
  const nodes = [];
  content.forEach((node) => {
    if (node.type === schema.nodes.break && !type.contentMatch.matchType(node.type)) nodes.push(schema.text(" "));
    else nodes.push(node.mark(node.marks.filter((mark) => type.allowsMarkType(mark.type))));
  });
  return Fragment.from(nodes);
}

// Rebuild the units from one position to another: `made` gives a block, or an item for a list of `listType`.
export function replaceUnits(tr, $from, $to, made, listType = null) {
  const doc = tr.doc, isJoined = (index) => listType !== null && doc.maybeChild(index)?.type === listType;
  let [first, last] = [$from.index(0), $to.index(0)];
  if (isJoined(first - 1)) first -= 1;
  if (isJoined(last + 1)) last += 1;
  const caret = unitAt(tr.selection.$head), offset = caret.offset;
  const blocks = [];
  let at = 0;
  doc.forEach((block, start, index) => {
    if (index === first) at = start;
    if (index < first || index > last) return;
    if (!LISTS.has(block.type.name)) { blocks.push(block.isTextblock ? { unit: block } : { whole: block }); return; }
    block.forEach((one, inside) => {
      const begins = start + 1 + inside, touched = begins < $to.pos && begins + one.nodeSize > $from.pos;
      blocks.push(touched ? { unit: one, list: block } : { kept: one, list: block });
    });
  });
  const to = at + blocksSize(doc, first, last);
  tr.replaceWith(at, to, assembled(blocks, made, listType));
  placeCaret(tr, caret.node.attrs.id, offset);
  return tr;
}

function blocksSize(doc, first, last) {
  let size = 0;
  for (let index = first; index <= last; index++) size += doc.child(index).nodeSize;
  return size;
}

// What becomes a list joins the neighbours of its kind; a list that was there keeps its id.
function assembled(blocks, made, listType) {
  const out = [], used = new Set();
  const push = (type, attrs, one, key) => {
    const before = out.at(-1), id = attrs.id && !used.has(attrs.id) ? attrs.id : newId();
    if (before?.items && before.type === type && (before.key === key || type === listType)) {
      if (before.key === "made" && attrs.id === id) [before.attrs, before.key] = [attrs, key];
      before.items.push(one);
    } else out.push({ key, type, attrs: { ...attrs, id }, items: [one] });
    used.add(out.at(-1).attrs.id);
  };
  for (const { unit, whole, kept, list } of blocks) {
    if (whole) out.push({ node: whole });
    else if (kept) push(list.type, list.attrs, kept, list.attrs.id);
    else if (listType) push(listType, { id: list?.attrs.id }, made(unit), "made");
    else out.push({ node: made(unit) });
  }
  return out.map(({ node, type, attrs, items }) => node ?? type.create(attrs, items));
}

// The caret at the same letter of the block with this id, wherever that stands now.
export function placeCaret(tr, id, offset) {
  tr.doc.descendants((node, at) => {
    if (node.attrs.id !== id) return !node.isTextblock;
    const start = at + (node.type === item ? 2 : 1);
    tr.setSelection(node.isAtom ? NodeSelection.create(tr.doc, at) : TextSelection.create(tr.doc, Math.min(start + offset, start + inlineOf(node).size)));
    return false;
  });
}
