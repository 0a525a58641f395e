// Keys of the desk: each presses what names it in data-key. None acts while somebody types or holds a modifier.
// "g q" is two keys, one after the other. What has data-first asks for that field before it is pressed.
const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
let before = "";
let asking = document.querySelector("[data-asking]"); // the answer that waits for a field of the decision to be filled in

const shown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
const named = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];

// A key works on what its pane hides on a narrow screen too, as long as it is there; what can be seen comes first.
function find(key) {
  const all = named(key);
  return all.find(shown) ?? all[0];
}

export function reveal(field) {
  for (let above = field.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
  if (!shown(field) && field.closest(".pane")) location.hash = field.closest(".pane").id;
  field.focus();
  field.scrollIntoView({ block: "nearest" });
}

function press(element) {
  const first = element.dataset.first && document.getElementById(element.dataset.first);
  if (first && !first.value) { asking = element; reveal(first); }
  else if (element.matches("select")) reveal(element);
  else element.click();
}

function step(by) {
  const links = [...document.querySelectorAll(".queue-title a")];
  const current = links.findIndex((link) => link === document.activeElement);
  const open = links.findIndex((link) => link.closest("[aria-current]"));
  const next = links[(current >= 0 ? current : open) + by];
  if (next) reveal(next);
}

// Ctrl and Enter in a field press what its form is there for; the decision has several answers, so it is the asked one.
function send({ form }) {
  if (!form) return;
  const first = [...form.elements].find((one) => one.type === "submit" && !one.disabled);
  (form === document.querySelector(".decision") ? asking : first)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) { event.preventDefault(); send(event.target); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPED)) { if (event.key === "Escape") event.target.blur(); return; }
  const dialog = document.querySelector("dialog[open], [popover]:popover-open");
  if (event.shiftKey && /^[a-z]$/i.test(event.key)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (dialog && key !== "?") return;
  const pair = `${before} ${key}`;
  before = key;
  if (event.repeat && key !== "j" && key !== "k") return;
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else {
    const wanted = find(pair) ?? find(key);
    if (!wanted) return;
    press(wanted);
  }
  event.preventDefault();
});
