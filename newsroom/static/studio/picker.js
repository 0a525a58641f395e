// "Read also" is found while its title is typed: a combobox in a dialog, arrows and Enter.
import { made } from "../made.js";
import { call } from "./calls.js";
import { later, say, studio } from "./page.js";
import { newId, schema } from "./schema.js";
import { insertAtom } from "./shapes.js";

const dialog = document.getElementById("baca-juga");
const [input, list, said] = ["input", "[role=listbox]", "[role=status]"].map((part) => dialog?.querySelector(part));
const hint = said?.textContent;
let active = -1, rows = [];

export function pickReadAlso(view) {
  if (!view.editable) return;
  const search = later(find, 200);
  [active, rows] = [-1, []];
  input.value = "";
  show([]);
  said.textContent = hint;
  dialog.showModal();
  input.focus();
  input.oninput = () => search.later();
  input.onkeydown = (event) => steer(event, view);
  list.onclick = (event) => { const row = event.target.closest("[role=option]"); if (row) set(view, rows[[...list.children].indexOf(row)]); };
  dialog.onclose = () => view.focus();
}

async function find() {
  const words = input.value.trim();
  if (!words) return show([]);
  try {
    const { said: answer } = await call(`${studio.addresses.read_also}?${new URLSearchParams({ q: words, as: "json" })}`);
    if (input.value.trim() === words && answer) show(answer.found, answer.said);
  } catch { /* offline: the list stays as it is */ }
}

function show(found, words = "") {
  rows = found;
  active = found.length ? 0 : -1;
  list.replaceChildren(...found.map(({ title, by }, at) => {
    const row = made("li", "picker-item", { role: "option", id: `baca-juga-${at}`, "aria-selected": at === active });
    row.append(made("span", "picker-name", {}, title), made("span", "hint", {}, by));
    return row;
  }));
  input.setAttribute("aria-expanded", found.length > 0);
  point();
  said.textContent = words ? (found.length ? words : say("nothing_found")) : hint;
}

function point() {
  [...list.children].forEach((row, at) => row.setAttribute("aria-selected", at === active));
  if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
  input.setAttribute("aria-activedescendant", list.children[active].id);
  list.children[active].scrollIntoView({ block: "nearest" });
}

function steer(event, view) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (rows.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length;
    point();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (rows[active]) set(view, rows[active]);
  }
}

function set(view, { code, title }) {
  studio.read_alsos[code] = title;
  dialog.close();
  view.dispatch(insertAtom(view.state.tr, schema.nodes.readalso.create({ id: newId(), code })).scrollIntoView());
}
