// Keys on the manuscript: arrows go from block to block, n leaves a remark there, p goes to the next photo's passport.
import { openRemark } from "./noting.js";

const TYPED = "input, textarea, select, [contenteditable]";
const sheet = document.querySelector(".pane-sheet");
const blocks = () => [...sheet.querySelectorAll(".block[data-block]")];
let focused = null;

function focus(block) {
  focused?.classList.remove("block-focus");
  focused = block;
  block.classList.add("block-focus");
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: block.clientHeight > innerHeight / 2 ? "start" : "center" });
}

function step(by) {
  const all = blocks();
  const top = all.findIndex((block) => block.getBoundingClientRect().bottom > innerHeight / 4);
  const next = all[focused ? all.indexOf(focused) + by : Math.max(top, 0)];
  if (next) focus(next);
}

function nextPassport() {
  const all = [...sheet.querySelectorAll(".passport-read")];
  const next = all[(all.indexOf(document.activeElement) + 1) % all.length];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

sheet?.addEventListener("click", (event) => {
  const block = event.target.closest(".block[data-block]");
  if (block && block !== focused && !event.target.closest("a, button")) {
    focused?.classList.remove("block-focus");
    focused = block;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!sheet || event.target.closest?.(TYPED) || document.querySelector("[popover]:popover-open")) return;
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "n") openRemark(focused?.dataset.block ?? blocks()[0]?.dataset.block);
  else if (event.key === "p") nextPassport();
  else return;
  event.preventDefault();
});
