// The cover is chosen among the photos that the article has already, or uploaded anew; the first one is asked for at once.
import { made } from "../made.js";
import { fieldsetOf, readyPhotos } from "./atoms.js";

const dialog = document.getElementById("sampul-pilih");
const list = dialog?.querySelector("[data-covers]");

export function wakeCover(upload) {
  document.querySelector("[data-choose-cover]")?.addEventListener("click", () => (readyPhotos().length ? offer() : upload()));
  dialog?.querySelector("[data-cover-upload]").addEventListener("click", () => { dialog.close(); upload(); });
  list?.addEventListener("click", (event) => { const one = event.target.closest("[data-code]"); if (one) take(one.dataset.code); });
}

function offer() {
  list.replaceChildren(...readyPhotos().map((fieldset) => {
    const button = made("button", "cover-choice", { type: "button", "data-code": fieldset.dataset.photo });
    const picture = fieldset.querySelector("[data-photo-picture] img").cloneNode();
    picture.alt = "";
    button.append(picture, made("span", "", {}, fieldset.querySelector(".passport-line").textContent));
    return button;
  }));
  dialog.showModal();
}

// By the form's own field, so that it is arranged and saved like any other choice.
function take(code) {
  dialog.close();
  const fieldset = fieldsetOf(code), field = fieldset.querySelector("input[name=cover]");
  field.checked = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  fieldset.querySelector("summary").focus();
}
