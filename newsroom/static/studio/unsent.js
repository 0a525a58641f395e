// What this device still holds unsaved, with its first words and the time; opening one saves it.
import { made } from "../made.js";
import * as journal from "./journal.js";

export function listUnsent(place, waiting) {
  const shown = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(at);
  place.querySelector("ul").replaceChildren(...waiting.map(({ code, begun, title, text, at }) => {
    const row = made("li");
    row.append(made("a", "tap", { href: begun ? `/write/${code}/` : `/write/new/?draft=${code}` }, title || text || place.dataset.untitled), made("span", "hint", {}, ` ${shown(at)}`));
    return row;
  }));
  place.hidden = false;
}

const list = document.querySelector("[data-unsent=list]");
if (list) journal.unsent(list.dataset.writer).then((waiting) => { if (waiting.length) listUnsent(list, waiting); }, () => {});
