// A page left with words that were not saved asks first. A form marked "typed" came back with such words.
// A new sheet that came back with something refused is a draft by now: its page takes on the address of its form.
for (const form of document.querySelectorAll("[data-unsaved]")) {
  if (form.getAttribute("action") !== location.pathname) history.replaceState(null, "", form.action);
  let unsaved = form.dataset.unsaved === "typed";
  document.addEventListener("input", (event) => { if (event.target.form === form) unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
