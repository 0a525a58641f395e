// Keys and markdown shortcuts. Tab is never taken: it always leaves the text (WCAG 2.1.2).
import {
  baseKeymap, chainCommands, deleteSelection, InputRule, inputRules, keymap, redo, selectNodeBackward, selectNodeForward,
  undo, undoInputRule,
} from "../vendor/prosemirror.js";
import { backspace, del, enter, toEnd } from "./commands.js";
import { LISTS, schema } from "./schema.js";
import { bold, insertRule, italic, move, shapeAt, toBullets, toHeading, toNumbers, toPull, toQuote, toSection } from "./shapes.js";
import { placeCaret, unitAt } from "./units.js";

function hardBreak(state, dispatch) {
  if (["section", "heading", ""].includes(shapeAt(state))) return enter(state, dispatch);
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.break.create()).scrollIntoView());
  return true;
}

const erase = chainCommands(takeBack, deleteSelection, backspace, selectNodeBackward);
const eraseNext = chainCommands(deleteSelection, del, selectNodeForward);

export function keys({ toToolbar, editLink, save }) {
  return [
    keymap({
      Enter: enter, "Shift-Enter": hardBreak, Backspace: erase, "Mod-Backspace": erase, "Shift-Backspace": erase,
      Delete: eraseNext, "Mod-Delete": eraseNext,
      "Mod-b": bold, "Mod-i": italic, "Mod-k": editLink, "Mod-s": save, "Mod-End": toEnd,
      "Mod-z": undo, "Shift-Mod-z": redo, "Mod-y": redo,
      "Alt-ArrowUp": move(-1), "Alt-ArrowDown": move(1), "Alt-F10": toToolbar,
    }),
    keymap(Object.fromEntries(Object.entries(baseKeymap).filter(([key]) => !["Enter", "Backspace", "Delete"].includes(key)))),
  ];
}

// A sign and a space at the start of a paragraph change what it is.
const atStart = (pattern, command) => new InputRule(pattern, (state, match, start, end) => {
  if (shapeAt(state) !== "paragraph") return null;
  const cut = state.tr.delete(start, end);
  let made = null;
  command(state.apply(cut), (tr) => { made = tr; });
  for (const step of made?.steps ?? []) cut.step(step);
  return made ? cut.setSelection(made.selection.constructor.fromJSON(cut.doc, made.selection.toJSON())) : null;
});

// Words between stars or underscores, with the links and marks that they have. What was typed last stands in the match
// and not yet in the document.
const marked = (pattern, name, signs) => new InputRule(pattern, (state, match, start, end) => {
  const mark = schema.marks[name], { tr } = state, opens = start + match[1].length;
  if (!tr.doc.resolve(start).parent.type.allowsMarkType(mark)) return null;
  let known = 0;
  const there = tr.doc.textBetween(start, end, null, "\ufffc");
  while (known < there.length && there[known] === match[0][known]) known++;
  tr.insertText(match[0].slice(known), start + known, end);
  const closes = start + match[0].length - signs;
  tr.addMark(opens + signs, closes, mark.create()).delete(closes, closes + signs).delete(opens, opens + signs);
  return tr.setStoredMarks(mark.removeFromSet(state.storedMarks ?? state.doc.resolve(end).marks()));
});

// Backspace right after a shortcut takes it back; the caret then stands behind the sign.
function takeBack(state, dispatch) {
  const unit = state.selection.$from.depth > 0 && unitAt(state.selection.$from);
  return undoInputRule(state, dispatch && ((tr) => {
    const $from = tr.selection.$from, again = $from.depth > 0 && unitAt($from);
    const grown = again && unit && again.node.attrs.id === unit.node.attrs.id ? again.node.textContent.length - unit.node.textContent.length : 0;
    if (grown > 0) placeCaret(tr, unit.node.attrs.id, unit.offset + grown);
    dispatch(tr);
  }));
}

// Whoever sets a sign before every line, as in a chat, has it already: the list goes on by itself.
const signAgain = new InputRule(/^([-*•]|\d{1,2}[.)])\s$/, (state, match, start, end) => {
  const { parent } = state.selection.$from;
  return LISTS.has(shapeAt(state)) && parent.content.size === match[1].length ? state.tr.delete(start, end) : null;
});

const rule = new InputRule(/^(---|\*\*\*)$/, (state, match, start, end) => {
  if (shapeAt(state) !== "paragraph") return null;
  const cut = state.tr.delete(start, end);
  let made = null;
  insertRule(state.apply(cut), (tr) => { made = tr; });
  for (const step of made.steps) cut.step(step);
  return cut;
});

export const shortcuts = inputRules({
  rules: [
    atStart(/^##\s$/, toSection), atStart(/^###\s$/, toHeading), atStart(/^>>\s$/, toPull), atStart(/^>\s$/, toQuote),
    atStart(/^[-*]\s$/, toBullets), atStart(/^1[.)]\s$/, toNumbers), rule, signAgain,
    marked(/(^|[^*])\*\*([^*\s\ufffc](?:[^*\ufffc]*[^*\s\ufffc])?)\*\*$/, "strong", 2),
    marked(/(^|[\s(])_([^_\s\ufffc](?:[^_\ufffc]*[^_\s\ufffc])?)_$/, "em", 1),
  ],
});
