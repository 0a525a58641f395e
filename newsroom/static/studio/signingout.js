// Signing out asks first when this device holds text that the server does not have; what stays unsent is deleted then,
// since the next person may use the same phone.
import { made } from "../made.js";
import * as journal from "./journal.js";

for (const link of document.querySelectorAll("[data-signing-out]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const writer = link.dataset.signingOut, left = await journal.unsent(writer).catch(() => []);
    if (left.length && !(await agreed(link.dataset))) return;
    await journal.forgetAll(writer).catch(() => {});
    location.assign(link.href);
  });
}

function agreed({ sentence, yes, no }) {
  const dialog = made("dialog", "dialog", { "aria-label": sentence }), page = made("form", "flow flow-tight", { method: "dialog" }), buttons = made("div", "buttons");
  buttons.append(made("button", "button button-write", { value: "no" }, no), made("button", "button button-danger", { value: "yes" }, yes));
  page.append(made("p", "", {}, sentence), buttons);
  dialog.append(page);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); }));
}
