// What a device keeps of how pages look; theme.js reads it before a page is drawn.
const root = document.documentElement;
for (const choice of document.querySelectorAll("[data-display] input")) {
  choice.checked = choice.value === (root.dataset.theme ?? "");
  choice.addEventListener("change", () => {
    if (choice.value) root.dataset.theme = choice.value;
    else delete root.dataset.theme;
    try { localStorage.theme = choice.value; } catch { /* private windows keep nothing */ }
  });
}
