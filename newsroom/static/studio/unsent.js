// The list of one's texts says which of them this device still holds unsaved; opening one saves it.
import { made } from "../made.js";
import * as journal from "./journal.js";

const place = document.querySelector("[data-unsent]");
const names = place ? await journal.unsent(place.dataset.unsent).catch(() => []) : [];
for (const name of names) {
  const code = name.split(":")[1], { fields, begun } = await journal.read(place.dataset.unsent, code);
  const row = made("li"), link = made("a", "tap", { href: begun ? `/write/${code}/` : "/write/new/" }, fields.title || place.dataset.untitled);
  row.append(link);
  place.querySelector("ul").append(row);
  place.hidden = false;
}
