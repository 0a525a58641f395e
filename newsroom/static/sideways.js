// On a phone a row of rooms scrolls sideways: what is open is brought into view, and nothing else moves.
for (const row of document.querySelectorAll(".sideways")) {
  const [all, open] = [row, row.querySelector("[aria-current]")].map((one) => one?.getBoundingClientRect());
  if (open) row.scrollLeft += open.left - all.left - (all.width - open.width) / 2;
}
