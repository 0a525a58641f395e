// The field's own list goes on as was typed: titles and topics, asked for when the fingers rest.
const field = document.querySelector("[data-suggest]");
const list = document.getElementById("usulan");
let waiting, asked;

field?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 150);
});

async function offer() {
  const words = field.value.trim();
  if (words.length < 2 || words === asked) return;
  asked = words;
  try {
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`);
    if (!answer.ok || asked !== words) return;
    const { offered } = await answer.json();
    list.replaceChildren(...offered.map((text) => Object.assign(document.createElement("option"), { value: text })));
  } catch { /* without a network there is nothing to offer */ }
}
