// A page left with words that were not saved asks first. A form marked "typed" came back with such words. The studio
// saves by itself and asks by itself.
for (const form of document.querySelectorAll("[data-unsaved]")) {
  let unsaved = form.dataset.unsaved === "typed";
  document.addEventListener("input", (event) => { if (event.target.form === form) unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved && !document.body.dataset.studio) event.preventDefault(); });
}
