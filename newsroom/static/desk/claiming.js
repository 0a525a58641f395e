// Reading looks; the first tick, key or word of a decision claims. While somebody works here the claim is renewed, at
// most once a minute; what others do with the text in the meantime is told in place, and nothing typed is lost.
const EVERY = 15_000;
const RENEWED = 60_000;
const bar = document.querySelector("[data-state]");
const notice = document.querySelector("[data-moved-on]");
let stamp = bar?.dataset.stamp;
let mine = bar !== null && "mine" in bar.dataset;
let claimed = mine ? Date.now() : 0;
let asking = false;
let gone = false;

async function ask(address, options = {}) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error", ...options });
  if (answer.status === 401) bar.querySelector("[data-note]").textContent = (await answer.json()).note;
  return answer.ok || answer.status === 409 ? answer.json() : null;
}

function show(now) {
  bar.querySelector("[data-note]").textContent = now.note;
  const lost = !now.open || now.held;
  if (lost && now.stamp !== stamp) {
    gone = !now.open;
    notice.querySelector("[data-sentence]").textContent = now.sentence || now.note;
    notice.hidden = false;
    for (const button of bar.querySelectorAll("[data-key]")) if (gone && button.name) button.setAttribute("aria-disabled", "true");
  } else if (!lost) {
    notice.hidden = true;
  }
  if (now.held || !now.open) mine = false;
  stamp = now.stamp;
}

async function claim() {
  if (asking || gone || !bar.dataset.claim || Date.now() - claimed < RENEWED) return;
  asking = true;
  claimed = Date.now();
  try {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", bar.elements.csrfmiddlewaretoken.value);
    const now = await ask(bar.dataset.claim, { method: "POST", body });
    if (now) {
      mine = !now.held && now.open;
      if (mine) { stamp = now.stamp; bar.querySelector("[data-work]")?.remove(); }
      show(now);
    } else claimed = 0;
  } catch { claimed = 0; } finally { asking = false; }
}

async function look() {
  if (document.visibilityState !== "visible" || asking || gone) return;
  try {
    const now = await ask(bar.dataset.state);
    if (now && !asking) show(now);
  } catch { /* no network: the next look tells */ }
}

// What belongs to deciding; opening a list of reasons or reading on does not.
const ofDecision = (target) => target.form === bar || target.matches?.(".pane-sheet [name=text]");

async function copyTyped({ currentTarget: button }) {
  const all = [...document.querySelectorAll("#id_message, .pane-sheet [name=text]")];
  const fields = all.filter((field) => !field.closest(".remark-steps") || field.value !== field.defaultValue);
  try {
    await navigator.clipboard.writeText(fields.map((field) => field.value).filter(Boolean).join("\n\n"));
  } catch { return; } // the words still stand in their fields
  button.textContent = button.dataset.copied;
}

if (bar) {
  document.addEventListener("input", (event) => { if (ofDecision(event.target)) claim(); });
  document.addEventListener("keydown", () => { if (mine) claim(); });
  document.addEventListener("pointerdown", () => { if (mine) claim(); });
  document.addEventListener("visibilitychange", look);
  bar.addEventListener("submit", (event) => {
    if (!gone || event.submitter?.name !== "verb") return;
    event.preventDefault();
    notice.scrollIntoView({ block: "center" });
  });
  const copy = notice?.querySelector("[data-copy]");
  if (copy) copy.hidden = !navigator.clipboard; // there is none outside https
  copy?.addEventListener("click", copyTyped);
  setInterval(look, EVERY);
}
