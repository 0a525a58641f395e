// The topics of the page's list are pressed into the fields; without script they are words to be typed.
import { made } from "./made.js";

for (const word of document.querySelectorAll("[data-offer]")) {
  const button = made("button", "topic-offered", { type: "button" }, word.textContent);
  button.addEventListener("click", () => take(word.textContent));
  word.replaceChildren(button);
}

// A topic of the page's list goes into the first field that has room for it.
function take(name) {
  const [main, more] = document.querySelectorAll("[data-topics]");
  const chosen = more.value.split(",").map((one) => one.trim()).filter(Boolean);
  if ([main.value.trim(), ...chosen].includes(name)) return;
  const field = main.value.trim() ? more : main;
  field.value = field === main ? name : [...chosen, name].join(", ");
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
