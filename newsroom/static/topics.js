// Topics are completed while they are typed: a combobox over a list that the server finds (ARIA 1.2), without script a plain list.
import { made } from "./made.js";

const PAUSE = 150;
// What the page says of the stored names is said by each field, and changes with it.
const stored = document.querySelector("[data-topics-stored]"), isNew = (name) => stored?.textContent.includes(name);
for (const input of document.querySelectorAll("[data-topics]")) complete(input);
stored?.remove();

function complete(input) {
  const many = "topicsMany" in input.dataset;
  const box = made("div", "completing");
  const list = made("ul", "completing-list", { id: `${input.id}_list`, role: "listbox" });
  const note = made("p", "completing-note");
  const said = made("span", "visually-hidden", { role: "status" });
  const notes = new Map(), names = () => input.value.split(",").map((name) => name.trim());
  let active = -1, asked, waiting, chosen = false;

  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
  list.hidden = note.hidden = true;
  input.removeAttribute("list");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    input.setAttribute(name, value);
  input.replaceWith(box);
  box.append(input, list, note, said);
  learn(names().filter(isNew));

  input.addEventListener("input", () => {
    if (chosen) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
    tell();
  });
  input.addEventListener("blur", () => { close(); learn(names()); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) point(active + (event.key === "ArrowDown" ? 1 : -1));
      else ask();
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));

  // The name under the caret: what stands between the commas around it.
  function part() {
    const caret = input.selectionStart ?? input.value.length;
    const from = input.value.lastIndexOf(",", caret - 1) + 1;
    const until = input.value.indexOf(",", caret);
    const to = until < 0 ? input.value.length : until;
    return { from, to, text: input.value.slice(from, to).trim() };
  }

  async function ask() {
    const { text } = part();
    asked?.abort();
    learn(names().filter((name) => name !== text));
    if (!text) return close();
    asked = new AbortController();
    const found = await answered(text, asked.signal);
    if (found) show(text, found);
  }

  // Nothing when offline, signed out, or typed on: the field stays a field.
  async function answered(name, signal) {
    try {
      const answer = await fetch(`${input.dataset.topics}?${new URLSearchParams({ q: name })}`, { signal, redirect: "error" });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  // What was pasted, or typed faster than it was asked for.
  async function learn(typed) {
    for (const name of typed.filter((name) => name && !notes.has(name)).slice(0, 5)) {
      notes.set(name, "");
      const found = await answered(name);
      if (found) notes.set(name, found.note);
      else notes.delete(name);
    }
    tell();
  }

  function show(text, { topics, said: words, note: sentence }) {
    notes.set(text, sentence);
    list.replaceChildren(...topics.map(option));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    const open = topics.length > 0 && document.activeElement === input;
    list.hidden = !open;
    if (open) list.scrollIntoView({ block: "nearest" }); // below the field there may be no screen left
    input.setAttribute("aria-expanded", open);
    said.textContent = topics.length || !sentence ? words : sentence;
    tell();
  }

  function option({ name, leads_to: successor, texts }, place) {
    const row = made("li", "completing-option", { id: `${list.id}_${place}`, role: "option", "aria-selected": "false" });
    row.dataset.name = successor;
    row.append(made("span", "", {}, successor === name ? name : `${name} → ${successor}`), made("span", "chip-count", {}, String(texts)));
    return row;
  }

  function point(place) {
    const rows = [...list.children];
    active = (place + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", at === active));
    rows[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[active].id);
  }

  function choose(row) {
    if (!row) return;
    const { from, to } = part();
    const rest = input.value.slice(to);
    const before = `${input.value.slice(0, from)}${from ? " " : ""}${row.dataset.name}`;
    input.value = `${before}${rest || (many ? ", " : "")}`;
    const caret = before.length + (rest || !many ? 0 : 2);
    input.setSelectionRange(caret, caret);
    chosen = true;
    input.dispatchEvent(new Event("input", { bubbles: true })); // the page has words that are not saved
    chosen = false;
    close();
    tell();
  }

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  // Every name in the field that is no topic yet says what follows; not the one that may still become one of the list.
  function tell() {
    const unfinished = list.hidden ? null : part().text;
    const sentences = names().filter((name) => name !== unfinished).map((name) => notes.get(name)).filter(Boolean);
    note.textContent = sentences.join(" ");
    note.hidden = sentences.length === 0;
  }
}
