// The head of the checklist says how many points are ticked.
for (const list of document.querySelectorAll("[data-checklist]")) {
  const count = () => { list.querySelector("[data-ticked]").textContent = list.querySelectorAll("input:checked").length; };
  list.addEventListener("change", count);
  addEventListener("pageshow", count);
  count();
}
