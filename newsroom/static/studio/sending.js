// Leaving the sheet by its buttons: everything is saved first, then the page goes on; sending names the saved version.
import { form, studio } from "./page.js";

const page = document.getElementById("kirim-formulir");

// What is new in an update goes with the sending and is no part of the draft; until it has arrived, which raises the
// draft's version, the tab keeps it.
const news = document.getElementById("id_news"), kept = `news:${studio?.code}`, sent = `news-sent:${studio?.code}`;
if (news) {
  if (Number(sessionStorage.getItem(sent) ?? Infinity) < studio?.version) sessionStorage.removeItem(kept);
  sessionStorage.removeItem(sent);
  news.value = sessionStorage.getItem(kept) || news.value;
  news.addEventListener("input", () => sessionStorage.setItem(kept, news.value));
}

export function wakeSending({ saving, photos }) {
  let pressed = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (pressed || (event.submitter?.value === "submit" && !isAttested())) return;
    pressed = true;
    const saved = await saving.save();
    pressed = false;
    const verb = event.submitter?.value;
    if (!saved || verb === "save") return;
    if (verb === "preview") location.assign(studio.addresses.preview);
    if (verb === "submit") send(saving);
  });
  addEventListener("beforeunload", (event) => {
    if ((saving.journalless && saving.isDirty) || photos.uploads.isBusy) event.preventDefault();
  });
}

const box = () => document.getElementById("id_attest"); // side.js draws it anew

// Whether the statement is ticked; if not, it is said beside the tick, as the server would.
function isAttested() {
  mark(!box().checked);
  if (!box().checked) box().focus();
  return box().checked;
}

function mark(lacks) {
  document.getElementById("id_attest_error").hidden = !lacks;
  if (lacks) box().setAttribute("aria-invalid", "true"); // an empty value would say that it is right
  else box().removeAttribute("aria-invalid");
  box().closest("label").classList.toggle("check-lacking", lacks);
}

document.addEventListener("change", ({ target }) => { if (target === box()) mark(false); });

function send(saving) {
  page.elements.version.value = saving.version;
  page.elements.attest.value = box().value;
  page.elements.news.value = news?.value ?? "";
  page.action = studio.addresses.send;
  sessionStorage.setItem(sent, saving.version);
  page.submit();
}
