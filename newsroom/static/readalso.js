// Articles are found while their title is typed, and set into the text at the cursor. Without script there is the link.
import { made } from "./made.js";

const PAUSE = 200;
for (const part of document.querySelectorAll("[data-read-also]")) find(part);

function find(part) {
  const text = document.getElementById(part.dataset.into);
  const room = part.querySelector(".well");
  const hint = part.querySelector("[data-without-script]");
  const label = made("label", "field-label", { for: "id_read_also" }, hint.querySelector("a").textContent);
  const input = made("input", "input", { id: "id_read_also", type: "search", maxlength: "100", autocomplete: "off" });
  const said = made("p", "hint", { role: "status" });
  const list = made("ul", "flow flow-tight read-also-found", { role: "list" });
  let waiting, asked;

  hint.remove();
  room.prepend(label, input, said, list);
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, PAUSE); });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); ask(); } });

  async function ask() {
    clearTimeout(waiting);
    asked?.abort();
    const words = input.value.trim();
    if (!words) { list.replaceChildren(); said.textContent = ""; return; }
    asked = new AbortController();
    try {
      const query = new URLSearchParams({ q: words, as: "json" });
      const answer = await fetch(`${part.dataset.readAlso}?${query}`, { signal: asked.signal, redirect: "error" });
      if (answer.ok) show(await answer.json());
    } catch { /* offline, signed out, or typed on */ }
  }

  function show({ found, said: words, insert }) {
    said.textContent = words;
    list.replaceChildren(...found.map(({ line, title, by }) => {
      const row = made("li", "read-also-row");
      const button = made("button", "button", { type: "button", "aria-label": `${insert}: ${title}` }, insert);
      button.addEventListener("click", () => set(line));
      row.append(button, made("span", "", {}, title), made("span", "hint", {}, by));
      return row;
    }));
  }

  function set(line) {
    const at = text.selectionStart ?? text.value.length;
    const before = text.value.slice(0, at).trimEnd(), after = text.value.slice(at).trimStart();
    text.setRangeText(`${before}${before ? "\n\n" : ""}${line}\n\n${after}`, 0, text.value.length, "end");
    const caret = before.length + (before ? 2 : 0) + line.length;
    text.setSelectionRange(caret, caret);
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  }
}
