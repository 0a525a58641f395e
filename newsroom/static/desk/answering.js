// What an answer still lacks is said at its field, until it is given or another answer is being prepared. An answer
// without its reason is not sent at all: the page stays as it is, with the remarks that nobody saved yet.
import { reveal } from "./keys.js";

const FOR_APPROVAL = ["checked", "publish_at"];
const bar = document.querySelector("form.decision");
const belongs = ({ name }) => FOR_APPROVAL.includes(name);
const isGiven = (field) => (field.type === "checkbox" ? field.checked : field.value !== "");
const lacking = () => [...bar.elements].filter((field) => field.getAttribute("aria-invalid") === "true");

function demand(field) {
  const told = document.getElementById(`${field.id}_error`);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", told.id);
  told.hidden = false;
  reveal(field);
}

function settle(field) {
  const told = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  if (told) told.hidden = true;
  else document.getElementById("daftar-periksa-kurang").style.visibility = "hidden"; // no box moves under the finger
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
  field.closest(".check-lacking")?.classList.remove("check-lacking");
}

function heard({ target }) {
  if (target.form !== bar) return;
  for (const field of lacking()) if (belongs(field) !== belongs(target) || (field === target && isGiven(field))) settle(field);
  const notice = document.querySelector("[data-refusal]")?.closest(".notice");
  if (notice && lacking().length === 0) notice.hidden = true;
}

if (bar) {
  document.addEventListener("input", heard);
  document.addEventListener("change", heard); // what a template fills in, and browsers that tell of a list late
  bar.addEventListener("submit", (event) => {
    const first = document.getElementById(event.submitter?.dataset.first);
    if (event.defaultPrevented || !first || first.value) return;
    event.preventDefault();
    demand(first);
  });
}
