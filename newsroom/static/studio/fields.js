// The sheet's own fields: a title that wraps, counters, and Enter that goes on instead of sending a form.
import { made } from "../made.js";
import { form } from "./page.js";

export function wakeFields() {
  const title = wrapping(document.getElementById("id_title"));
  for (const input of form.querySelectorAll("[data-counter]")) counter(input);
  title.addEventListener("beforeinput", (event) => { if (event.inputType === "insertLineBreak") event.preventDefault(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input, .sheet-title")) event.preventDefault();
  });
}

function wrapping(input) {
  const area = made("textarea", input.className, { rows: "1" });
  for (const { name, value } of input.attributes) if (!["value", "class"].includes(name)) area.setAttribute(name, value);
  area.value = input.value;
  input.replaceWith(area);
  area.addEventListener("input", () => { if (area.value.includes("\n")) area.value = area.value.replace(/\s*\n\s*/g, " "); });
  return area;
}

function counter(input) {
  const count = made("span", "field-counter", { "aria-hidden": "true" });
  const show = () => { count.textContent = `${[...input.value.trim()].length}/${input.dataset.counter}`; count.classList.toggle("field-over", input.value.trim().length > input.dataset.counter); };
  input.parentElement.querySelector(".field-foot").append(count);
  input.addEventListener("input", show);
  show();
}

// Sentences of the server beside the controls that they concern; what was mended loses its. The first such control.
export function showRefused(refused) {
  for (const old of form.querySelectorAll("[data-refused]")) {
    document.getElementById(old.dataset.refused)?.removeAttribute("aria-invalid");
    old.remove();
  }
  let first = null;
  for (const [name, sentence] of Object.entries(refused)) {
    const control = form.elements[name];
    if (!(control instanceof Element) || name === "body") continue;
    control.setAttribute("aria-invalid", "true");
    const error = made("p", "field-error", { "data-refused": control.id, id: `${control.id}_refused`, role: "alert" }, sentence);
    (control.closest(".field, .sheet-field") ?? control.parentElement).append(error);
    first ??= control;
  }
  return first;
}

// Readable, not writable; disabled controls alone would lose their values.
export function lockFields() {
  for (const control of form.elements) {
    if (control.matches("textarea, input:not([type=radio], [type=checkbox], [type=file], [type=hidden])")) control.readOnly = true;
    else if (control.type !== "hidden") control.disabled = true;
  }
}
