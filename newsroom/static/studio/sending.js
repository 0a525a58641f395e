// Leaving the sheet by its buttons: everything is saved first, then the page goes on; sending names the saved version.
import { form, studio } from "./page.js";

const page = document.getElementById("kirim-formulir");

export function wakeSending({ saving, photos }) {
  let pressed = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (pressed) return;
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

function send(saving) {
  page.elements.version.value = saving.version;
  page.elements.attest.value = document.getElementById("id_attest").checked ? document.getElementById("id_attest").value : "";
  page.action = studio.addresses.send;
  page.submit();
}
