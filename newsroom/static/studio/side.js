// The side of the sheet follows what is saved: what is still missing, and what the writer attests to when sending.
// Both are drawn by our own templates, every word in them escaped.
export function showSide({ side, statement, title_case: titleCase }) {
  offerTitle(titleCase);
  document.querySelector("[data-readiness]").outerHTML = side;
  document.querySelector("[data-ready-short]").textContent = document.querySelector("[data-readiness]").dataset.short;
  showStatement(statement);
}

// The title with the capitals of its language, as long as it has others; a press takes it over.
function offerTitle(words) {
  const offer = document.querySelector("[data-title-offer]"), title = document.getElementById("id_title");
  offer.hidden = !words || title.value.trim() === words;
  offer.querySelector("span").textContent = words;
  offer.onclick = () => {
    title.value = words;
    title.dispatchEvent(new Event("input", { bubbles: true }));
    offer.hidden = true;
    title.focus();
  };
}

// Topics may have statements of their own. A tick counts for the words that stood beside it, so new ones take it away.
function showStatement(drawn) {
  const stands = document.querySelector("[data-statement]"), made = parse(drawn);
  if (named(made).join() === named(stands).join()) return;
  const [box, fresh] = [stands, made].map((one) => one.querySelector("input"));
  const focused = box === document.activeElement, fewer = named(made).every((one) => named(stands).includes(one));
  fresh.checked = box.checked && fewer;
  made.querySelector("[data-grown]").hidden = !box.checked || fewer;
  stands.replaceWith(made);
  if (focused) fresh.focus();
}

const parse = (drawn) => new DOMParser().parseFromString(drawn, "text/html").querySelector("[data-statement]");
const named = (statement) => statement.dataset.statement.split("-");
