// Saving and following are done in place: what was read stays where it is, and the focus on its button. Whatever is not
// plainly done (signed out since, refused, gone) is sent once more as the page's own form, whose answer says why.
// `fill` draws the reader's own slots anew.
export function inPlace(fill) {
  addEventListener("submit", async (event) => {
    const form = event.target, slot = form.closest("[data-slot]"), button = event.submitter;
    if (!form.dataset.away || !slot) return;
    event.preventDefault();
    if (button.ariaBusy) return;
    button.ariaBusy = "true";
    const body = new FormData(form);
    body.set(button.name, button.value);
    try {
      const { type } = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (type === "opaqueredirect" && (await fill([slot]))) return slot.querySelector("button").focus();
      delete form.dataset.away;
      form.requestSubmit(button);
    } catch {
      slot.querySelector("[role=status]").textContent = form.dataset.away;
      button.ariaBusy = null;
    }
  });
}
