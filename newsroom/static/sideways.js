// On a phone a row of rooms scrolls sideways: what is open is brought into view, and nothing else moves. Which side has
// more is told here where style alone cannot tell it.
const toldByStyle = CSS.supports("animation-timeline: scroll()");

function tell(row) {
  row.classList.toggle("sideways-before", row.scrollLeft > 1);
  row.classList.toggle("sideways-after", row.scrollLeft < row.scrollWidth - row.clientWidth - 1);
}

for (const row of document.querySelectorAll(".sideways")) {
  const [all, open] = [row, row.querySelector("[aria-current]")].map((one) => one?.getBoundingClientRect());
  if (open) row.scrollLeft += open.left - all.left - (all.width - open.width) / 2;
  if (toldByStyle) continue;
  row.addEventListener("scroll", () => tell(row), { passive: true });
  new ResizeObserver(() => tell(row)).observe(row);
}
