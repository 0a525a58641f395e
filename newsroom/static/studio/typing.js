// Keys and markdown shortcuts. Tab is never taken: it always leaves the text (WCAG 2.1.2).
import {
  baseKeymap, chainCommands, deleteSelection, InputRule, inputRules, keymap, redo, selectNodeBackward, selectNodeForward,
  undo, undoInputRule,
} from "../vendor/prosemirror.js";
import { backspace, del, enter } from "./commands.js";
import { schema } from "./schema.js";
import { bold, insertRule, italic, move, shapeAt, toBullets, toHeading, toNumbers, toPull, toQuote, toSection } from "./shapes.js";

function hardBreak(state, dispatch) {
  if (["section", "heading", ""].includes(shapeAt(state))) return enter(state, dispatch);
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.break.create()).scrollIntoView());
  return true;
}

const erase = chainCommands(undoInputRule, deleteSelection, backspace, selectNodeBackward);
const eraseNext = chainCommands(deleteSelection, del, selectNodeForward);

export function keys({ toToolbar, editLink, save }) {
  return [
    keymap({
      Enter: enter, "Shift-Enter": hardBreak, Backspace: erase, "Mod-Backspace": erase, "Shift-Backspace": erase,
      Delete: eraseNext, "Mod-Delete": eraseNext,
      "Mod-b": bold, "Mod-i": italic, "Mod-k": editLink, "Mod-s": save,
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

// Words between stars or underscores. What was typed last stands in the match and not yet in the document.
const marked = (pattern, name) => new InputRule(pattern, (state, match, start, end) => {
  const mark = schema.marks[name], [, before, words] = match;
  const $start = state.doc.resolve(start + before.length);
  if (!$start.parent.type.allowsMarkType(mark)) return null;
  const marks = mark.create().addToSet($start.marks());
  return state.tr.replaceWith($start.pos, end, schema.text(words, marks)).removeStoredMark(mark);
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
    atStart(/^[-*]\s$/, toBullets), atStart(/^1[.)]\s$/, toNumbers), rule,
    marked(/(^|[^*])\*\*([^*\s\ufffc](?:[^*\ufffc]*[^*\s\ufffc])?)\*\*$/, "strong"),
    marked(/(^|[\s(])_([^_\s\ufffc](?:[^_\ufffc]*[^_\s\ufffc])?)_$/, "em"),
  ],
});
