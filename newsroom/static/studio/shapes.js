// What the toolbar and the shortcuts make of blocks: sections, headings, quotes, lists, rules; moving them up and down.
import { NodeSelection, TextSelection, toggleMark } from "../vendor/prosemirror.js";
import { newId, schema } from "./schema.js";
import { fitted, inlineOf, placeCaret, replaceUnits, unitAt } from "./units.js";

const { paragraph, section, heading, quote, bullets, numbers, item, line, rule } = schema.nodes;

export const bold = toggleMark(schema.marks.strong);
export const italic = toggleMark(schema.marks.em);

// The type of what the caret stands in: a list's name for its items, "pull" for a large quote.
export function shapeAt(state) {
  const { $from } = state.selection;
  if (state.selection instanceof NodeSelection || $from.depth === 0) return "";
  const block = $from.node(1);
  return block.type === quote && block.attrs.pull ? "pull" : block.type.name;
}

function changeTo(type, attrs = {}) {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    if ($from.depth === 0) return false;
    const made = (unit) => type.create({ ...attrs, id: unit.attrs.id }, fitted(type, inlineOf(unit)));
    dispatch?.(replaceUnits(state.tr, $from, $to, made).scrollIntoView());
    return true;
  };
}

const toggled = (name, command) => (state, dispatch) => (shapeAt(state) === name ? changeTo(paragraph) : command)(state, dispatch);
export const toSection = changeTo(section), toHeading = changeTo(heading);
export const toQuote = changeTo(quote), toPull = changeTo(quote, { pull: true });
export const toggleSection = toggled("section", toSection);
export const toggleHeading = toggled("heading", toHeading);

// Quote, large quote, paragraph: one button after another.
export const toggleQuote = (state, dispatch) => ({ quote: toPull, pull: changeTo(paragraph) }[shapeAt(state)] ?? toQuote)(state, dispatch);

const listOf = (type) => (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.depth === 0) return false;
  const made = (unit) => item.create({ id: unit.attrs.id }, line.create(null, fitted(line, inlineOf(unit))));
  dispatch?.(replaceUnits(state.tr, $from, $to, made, type).scrollIntoView());
  return true;
};
export const toBullets = listOf(bullets), toNumbers = listOf(numbers);
export const toggleBullets = toggled("bullets", toBullets);
export const toggleNumbers = toggled("numbers", toNumbers);

// An atom where the caret stands: in place of an empty paragraph, else below the block.
export function insertAtom(tr, node, at = null) {
  const $at = at === null ? tr.selection.$from : tr.doc.resolve(at);
  if ($at.depth === 0) return tr.insert($at.pos, node);
  const block = $at.node(1), start = $at.before(1);
  const isLast = start + block.nodeSize === tr.doc.content.size;
  if (block.type === paragraph && block.content.size === 0) {
    return isLast ? tr.insert(start, node) : tr.replaceWith(start, start + block.nodeSize, node);
  }
  const end = start + block.nodeSize;
  tr.insert(end, node);
  return isLast ? tr.insert(end + node.nodeSize, paragraph.create({ id: newId() })) : tr;
}

export function insertRule(state, dispatch) {
  dispatch?.(insertAtom(state.tr, rule.create({ id: newId() })).scrollIntoView());
  return true;
}

export function addSection(state, dispatch) {
  const end = state.doc.content.size;
  const tr = state.tr.insert(end, [section.create({ id: newId() }), paragraph.create({ id: newId() })]);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
}

// Alt+up and Alt+down: an item within its list, else the whole block.
export const move = (step) => (state, dispatch) => {
  const { selection } = state;
  const whole = selection instanceof NodeSelection && { node: selection.node, pos: selection.from, offset: 0 };
  const unit = whole || (selection.$from.depth > 0 && unitAt(selection.$from));
  if (!unit) return false;
  const moved = shift(state, unit, step) ?? (unit.isItem ? shift(state, listAround(selection.$from), step) : null);
  if (!moved) return true;
  placeCaret(moved, unit.node.attrs.id, unit.offset);
  dispatch?.(moved.scrollIntoView());
  return true;
};

const listAround = ($from) => ({ node: $from.node(1), pos: $from.before(1) });

function shift(state, { node, pos }, step) {
  const end = pos + node.nodeSize;
  const other = step < 0 ? state.doc.resolve(pos).nodeBefore : state.doc.resolve(end).nodeAfter;
  if (!other) return null;
  const from = step < 0 ? pos - other.nodeSize : pos, to = step < 0 ? end : end + other.nodeSize;
  return state.tr.replaceWith(from, to, step < 0 ? [node, other] : [other, node]);
}
