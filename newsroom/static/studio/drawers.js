// On a phone the outline and what is still missing are sheets from below; a link in one leads to its spot and closes it.
const narrow = matchMedia("(max-width: 63.99rem)");

export function wakeDrawers() {
  const drawers = document.querySelectorAll("[data-drawer]");
  const fit = () => { for (const drawer of drawers) { if (narrow.matches) drawer.setAttribute("popover", "auto"); else drawer.removeAttribute("popover"); } };
  narrow.addEventListener("change", fit);
  fit();
  for (const drawer of drawers) drawer.addEventListener("beforetoggle", ({ newState }) => { if (newState === "closed") drawer.scrollTop = 0; });
  for (const drawer of drawers) drawer.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) drawer.matches(":popover-open") && drawer.hidePopover();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const spot = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (spot) show(spot, event);
  });
}

// A spot may lie in a sheet, in a closed part, or in the text itself.
function show(spot, event) {
  event.preventDefault();
  const drawer = spot.closest("[popover]"), opens = drawer && !drawer.matches(":popover-open");
  if (opens) drawer.showPopover();
  for (let part = spot.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (opens) spot = begin(drawer, spot);
  else bringInto(spot, { block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  controlOf(spot).focus({ preventScroll: true });
}

const controlOf = (spot) => (spot.matches("input, select, textarea, [contenteditable=true]") ? spot : spot.querySelector("input:not([type=hidden]), select, textarea, a, button")) ?? spot;

// A sheet opens at its head, and further down only where what is asked for would be out of sight: then the spot begins
// it. Who wants to send and cannot yet is led to what is missing.
function begin(drawer, spot) {
  const first = (spot.id === "kirim" && drawer.querySelector("[data-readiness] li:has(a)")) || spot;
  const [here, there, asked] = [drawer, first, controlOf(first)].map((one) => one.getBoundingClientRect());
  if (asked.bottom > here.bottom) drawer.scrollTop += there.top - here.top - parseFloat(getComputedStyle(drawer).paddingTop);
  return first;
}

// A sheet from below, or a column that stays beside the text, moves alone: the text stays where it is read.
function bringInto(spot, how) {
  const column = spot.closest("[data-drawer]");
  if (!column || getComputedStyle(column).position === "static") { spot.scrollIntoView(how); return; }
  const [here, there] = [column, spot].map((one) => one.getBoundingClientRect());
  const below = there.bottom - here.bottom, above = there.top - here.top;
  if (above < 0 || below > 0) column.scrollBy({ top: Math.min(above, Math.max(below, 0) || above), behavior: how.behavior });
}
