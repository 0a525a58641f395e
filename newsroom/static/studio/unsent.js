// What this device still holds unsaved, with its first words and the time; opening one saves it, a second press on "throw
// away" deletes it here.
import { made } from "../made.js";
import * as journal from "./journal.js";

export function listUnsent(place, waiting) {
  const { zone: timeZone, writer, untitled, away, sure } = place.dataset;
  const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // 29 Nov 2026, 14:30, as the pages write it
  const shown = (at) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(at);
  place.querySelector("ul").replaceChildren(...waiting.map(({ code, begun, title, text, at }) => {
    const row = made("li");
    row.append(made("a", "tap", { href: begun ? `/write/${code}/` : `/write/new/?draft=${code}` }, title || text || untitled), made("span", "hint", {}, ` ${shown(at)} `));
    const button = made("button", "button button-plain", { type: "button" }, away);
    button.addEventListener("click", async () => {
      if (button.textContent !== sure) { button.textContent = sure; return; }
      await journal.remove(writer, code);
      row.remove();
      place.hidden = !place.querySelector("li");
    });
    row.append(button);
    return row;
  }));
  place.hidden = false;
}

const list = document.querySelector("[data-unsent=list]");
if (list) journal.unsent(list.dataset.writer).then((waiting) => { if (waiting.length) listUnsent(list, waiting); }, () => {});
