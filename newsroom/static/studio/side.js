// The side of the sheet follows what is saved: what is still missing, and what the writer attests to when sending.
// Both are drawn by our own templates, every word in them escaped.
export function showSide({ side, statement }) {
  document.querySelector("[data-readiness]").outerHTML = side;
  document.querySelector("[data-ready-short]").textContent = document.querySelector("[data-readiness]").dataset.short;
  showStatement(statement);
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
