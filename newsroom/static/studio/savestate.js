// The save state in words, a shape and at most one button: what stands where, said at every moment.
import { made } from "../made.js";
import { icon, say, tell } from "./page.js";

const SHAPES = { saving: "dots", saved: "check", unsaved: "edit", offline: "cloud-off", failed: "warning", elsewhere: "two-sheets", out: "key", other: "key", tab: "lock", full: "warning", sent: "lock", gone: "warning" };
const CLASSES = { unsaved: "saving-not", other: "out", sent: "tab", gone: "failed" };
const place = document.querySelector("[data-save-state]");
let shown = "", quiet;

// When what the page opened with was saved, in words; "" when it is not what the server has.
export const savedAt = place?.dataset.at ?? "";

// `action` is [words, what to do] or [words, an address that opens beside].
export function showState(name, { filled = {}, why = "", action = null } = {}) {
  const words = say(why ? "failed_why" : name, why ? { why } : filled), key = `${name}|${words}|${action?.[0] ?? ""}`;
  if (key === shown) return;
  shown = key;
  place.className = `save-state save-state-${CLASSES[name] ?? name}`;
  place.dataset.is = name;
  place.replaceChildren(icon(SHAPES[name]), made("span", "", {}, words), ...(action ? [button(action)] : []));
  if (["saving", "unsaved"].includes(name)) tellUnsent();
  clearTimeout(quiet);
  if (!["saving", "unsaved"].includes(name)) quiet = setTimeout(() => tell(words), 300);
}

// Of a published article: readers do not have this change before it is sent and approved.
function tellUnsent() {
  const [live, unsent] = ["[data-live]", "[data-update-unsent]"].map((one) => document.querySelector(one));
  if (unsent) [live.hidden, unsent.hidden] = [true, false];
}

function button([words, act]) {
  if (typeof act === "string") return made("a", "button", { href: act, target: "_blank" }, words);
  const button = made("button", "button", { type: "button" }, words);
  button.addEventListener("click", act);
  return button;
}
