// The toolbar: one tab stop, arrows within, pressed states that follow the caret. It never takes the focus from the text.
import { redo, redoDepth, undo, undoDepth } from "../vendor/prosemirror.js";
import { say } from "./page.js";
import { bold, italic, move, shapeAt, toggleBullets, toggleHeading, toggleNumbers, toggleQuote, toggleSection } from "./shapes.js";
import { schema } from "./schema.js";

const tools = document.querySelector("[data-tools]");
const bar = tools?.querySelector("[role=toolbar]");
const COMMANDS = { strong: bold, em: italic, section: toggleSection, heading: toggleHeading, quote: toggleQuote, bullets: toggleBullets, numbers: toggleNumbers, up: move(-1), down: move(1), undo, redo };

export function wakeToolbar(view, opening) {
  const buttons = [...bar.querySelectorAll("[data-tool]")];
  tools.hidden = false;
  buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
  bar.addEventListener("pointerdown", (event) => { if (view.hasFocus()) event.preventDefault(); });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (button && button.getAttribute("aria-disabled") !== "true") press(view, button.dataset.tool, opening, event.detail === 0);
  });
  bar.addEventListener("keydown", (event) => steer(event, buttons, view));
  return { toToolbar: () => { buttons.find((button) => button.tabIndex === 0).focus(); return true; }, show: (state) => show(buttons, state) };
}

function press(view, name, opening, byKeyboard) {
  if (opening[name]) { opening[name](); return; }
  if (!view.editable) return;
  COMMANDS[name](view.state, view.dispatch);
  if (!view.hasFocus() && !byKeyboard) view.focus();
}

function steer(event, buttons, view) {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (event.key === "Escape") { event.preventDefault(); view.focus(); }
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
}

function show(buttons, state) {
  const shape = shapeAt(state), isTitle = ["section", "heading"].includes(shape);
  for (const button of buttons) {
    const name = button.dataset.tool;
    const pressed = { strong: () => isMarked(state, "strong"), em: () => isMarked(state, "em"), link: () => isMarked(state, "link"), quote: () => ["quote", "pull"].includes(shape) }[name]?.() ?? name === shape;
    const off = { undo: () => !undoDepth(state), redo: () => !redoDepth(state), strong: () => isTitle, link: () => isTitle }[name]?.() ?? false;
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", pressed);
    off ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
    if (name === "quote") button.setAttribute("aria-label", say(shape === "pull" ? "pull" : "quote"));
  }
}

export function isMarked(state, name) {
  const { from, $from, to, empty } = state.selection, type = schema.marks[name];
  return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
}
