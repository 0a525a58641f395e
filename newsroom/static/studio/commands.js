// Splitting and joining blocks: Enter, Backspace, Delete. The new ids are given in the same transaction.
import { NodeSelection, Selection, TextSelection } from "../vendor/prosemirror.js";
import { LISTS, newId, schema } from "./schema.js";
import { fitted, inlineOf, replaceUnits, unitAt } from "./units.js";

const { paragraph, section, heading, item, line } = schema.nodes;

const isEmpty = (unit) => unit.$pos.parent.content.size === 0;
const scrolled = (tr) => tr.scrollIntoView();

export function enter(state, dispatch) {
  const { selection } = state;
  if (selection instanceof NodeSelection) return below(state, dispatch);
  const tr = state.tr;
  if (!(selection instanceof TextSelection)) return instead(tr, dispatch);
  if (!selection.empty) tr.deleteSelection();
  const unit = unitAt(tr.selection.$from);
  if (isEmpty(unit) && (unit.isItem || unit.node.type.name === "quote")) return toParagraph(tr, unit, dispatch);
  if (unit.offset === 0 && !isEmpty(unit)) insertAbove(tr, unit);
  else split(tr, unit);
  dispatch?.(scrolled(tr));
  return true;
}

function below(state, dispatch) {
  const at = state.selection.to;
  const tr = state.tr.insert(at, paragraph.create({ id: newId() }));
  dispatch?.(scrolled(tr.setSelection(TextSelection.create(tr.doc, at + 1))));
  return true;
}

// A click below a last photo or rule begins a paragraph there.
export function belowLast(view, pos, event) {
  const { doc, tr } = view.state, end = doc.content.size;
  if (!view.editable || event.target !== view.dom || !doc.lastChild.isAtom) return false;
  if (event.clientY < view.nodeDOM(end - doc.lastChild.nodeSize).getBoundingClientRect().bottom) return false;
  tr.insert(end, paragraph.create({ id: newId() }));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)));
  return true;
}

// The end of a text behind a last photo or rule, where browsers find no place for the caret and leave it where it is.
export function toEnd({ doc, tr }, dispatch) {
  if (!doc.lastChild.isAtom) return false;
  const behind = Selection.fromJSON(doc, { type: "gapcursor", pos: doc.content.size });
  dispatch?.(scrolled(tr.setSelection(behind)));
  return true;
}

// Between two photos, or with everything selected: an empty paragraph there.
function instead(tr, dispatch) {
  const { from, to } = tr.selection;
  tr.replaceWith(from, to, paragraph.create({ id: newId() }));
  dispatch?.(scrolled(tr.setSelection(TextSelection.create(tr.doc, from + 1))));
  return true;
}

// The words keep their id: an empty block appears above them.
function insertAbove(tr, unit) {
  const made = unit.isItem ? item.create({ id: newId() }, line.create()) : paragraph.create({ id: newId() });
  tr.insert(unit.pos, made);
}

function split(tr, unit) {
  const { $pos } = unit, id = newId();
  const atEnd = $pos.parentOffset === $pos.parent.content.size;
  if (unit.isItem) tr.split($pos.pos, 2, [{ type: item, attrs: { id } }, { type: line }]);
  else {
    const type = atEnd && [section, heading].includes(unit.node.type) ? paragraph : unit.node.type;
    const attrs = type === unit.node.type ? { ...unit.node.attrs, id } : { id };
    tr.split($pos.pos, 1, [{ type, attrs }]);
  }
}

// An item, quote or heading becomes a paragraph under the same id; a list is cut in two around it.
function toParagraph(tr, unit, dispatch) {
  replaceUnits(tr, unit.$pos, unit.$pos, (node) => paragraph.create({ id: node.attrs.id }, inlineOf(node)));
  dispatch?.(scrolled(tr));
  return true;
}

export function backspace(state, dispatch) {
  const { selection } = state;
  if (!selection.empty || !(selection instanceof TextSelection) || selection.$from.parentOffset > 0) return false;
  const unit = unitAt(selection.$from), tr = state.tr;
  if (unit.isItem || unit.node.type !== paragraph) return toParagraph(tr, unit, dispatch);
  const above = state.doc.resolve(unit.pos).nodeBefore;
  if (!above) return true;
  if (above.isAtom) dispatch?.(tr.setSelection(NodeSelection.create(tr.doc, unit.pos - above.nodeSize)));
  else if (above.type === paragraph && above.content.size === 0) dispatch?.(scrolled(tr.delete(unit.pos - above.nodeSize, unit.pos)));
  else dispatch?.(scrolled(joined(tr, above, unit.pos, unit.node, unit.pos)));
  return true;
}

export function del(state, dispatch) {
  const { selection } = state, { $from } = selection;
  if (!selection.empty || !(selection instanceof TextSelection) || $from.parentOffset < $from.parent.content.size) return false;
  const unit = unitAt($from), after = unit.pos + unit.node.nodeSize, tr = state.tr;
  const isLast = unit.isItem && !state.doc.resolve(after).nodeAfter;
  const at = isLast ? unit.$pos.after(1) : after, next = state.doc.resolve(at).nodeAfter;
  if (!next) return true;
  if (unit.node.type === paragraph && isEmpty(unit)) gone(tr, unit, next);
  else if (next.isAtom) tr.setSelection(NodeSelection.create(tr.doc, at));
  else if (LISTS.has(next.type.name)) takeFirstItem(tr, unit, next, after, at);
  else joined(tr, unit.node, after, next, at);
  dispatch?.(scrolled(tr));
  return true;
}

// An empty paragraph goes, and what follows keeps its shape and its id.
function gone(tr, unit, next) {
  tr.delete(unit.pos, unit.pos + unit.node.nodeSize);
  tr.setSelection(next.isAtom ? NodeSelection.create(tr.doc, unit.pos) : Selection.near(tr.doc.resolve(unit.pos)));
}

function takeFirstItem(tr, unit, list, unitEnd, at) {
  const first = list.firstChild;
  const [from, size] = list.childCount === 1 ? [at, list.nodeSize] : [at + 1, first.nodeSize];
  tr.delete(from, from + size);
  appended(tr, unit.node, unitEnd, inlineOf(first));
}

// The lower block's words at the end of the upper one, whose id stays.
function joined(tr, upper, upperEnd, lower, lowerPos) {
  tr.delete(lowerPos, lowerPos + lower.nodeSize);
  return appended(tr, upper, upperEnd, inlineOf(lower));
}

function appended(tr, upper, upperEnd, content) {
  const host = LISTS.has(upper.type.name) ? upper.lastChild : upper;
  const depth = LISTS.has(upper.type.name) ? 3 : host.type === item ? 2 : 1;
  const at = upperEnd - depth;
  const type = host.type === item ? line : host.type;
  tr.insert(at, fitted(type, content));
  return tr.setSelection(TextSelection.create(tr.doc, at));
}
