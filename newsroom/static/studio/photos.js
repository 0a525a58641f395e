// Photos in the sheet: chosen, taken, dropped or pasted; where they stand; and the worker's progress with each.
import { closeHistory } from "../vendor/prosemirror.js";
import { arrange, chosenCover, fieldsetOf, forget, knowPhotos, shelve } from "./atoms.js";
import { made } from "../made.js";
import { Away, call } from "./calls.js";
import { wakeCover } from "./covers.js";
import { form, studio } from "./page.js";
import { newId, schema } from "./schema.js";
import { insertAtom } from "./shapes.js";
import { Uploads } from "./uploads.js";

const POLL = 2000;

export function wakePhotos(view, saving, changed) {
  const chooser = document.getElementById("id_upload");
  let wantsCover = false;
  ready = () => saving.begin();
  const uploads = new Uploads(view, {
    ready,
    landed: (said, at, since) => { shelve(said.html); land(view, said, at); settle(view, said, changed); askFor(said.code, since); },
  });
  chooser.addEventListener("change", () => {
    uploads.add([...chooser.files], wantsCover ? null : view.state.selection.to);
    chooser.value = "";
    wantsCover = false;
  });
  form.addEventListener("click", (event) => pressed(event, view, changed));
  form.addEventListener("change", (event) => { if (event.target.name === "cover") { arranged(view); changed(); } });
  wakeCover(() => { wantsCover = true; chooser.click(); });
  for (const fieldset of form.querySelectorAll("[data-state=waiting]")) watch(fieldset.dataset.photo, view);
  arranged(view);
  uploads.resume();
  return { uploads, choose: () => { wantsCover = false; chooser.click(); } };
}

export function arranged(view) {
  arrange(view);
  document.dispatchEvent(new Event("photos-arranged"));
  view.state.doc.forEach((node) => { if (node.type.name === "photo" && !fieldsetOf(node.attrs.photo)) copied(view, node.attrs.photo); });
}

// A photo that was pasted from another draft of the same writer comes along with its passport; nobody else's does.
const asked = new Set();
let ready = async () => false;
async function copied(view, code) {
  if (asked.has(code) || !code) return;
  asked.add(code);
  if (!(await ready())) { asked.delete(code); return; }
  const body = new FormData();
  body.append("copy", code);
  const { status, said } = await call(studio.addresses.photos, "POST", body).catch(() => ({}));
  if (status !== 201) { if (status !== 404) asked.delete(code); return; }
  shelve(said.html);
  const tr = view.state.tr;
  view.state.doc.forEach((node, at) => { if (node.type.name === "photo" && node.attrs.photo === code) tr.setNodeAttribute(at, "photo", said.code); });
  view.dispatch(tr);
  arranged(view);
}

function land(view, { code }, at) {
  if (at === null) {
    for (const one of form.elements.cover.length ? form.elements.cover : [form.elements.cover]) one.checked = one.value === code;
    return;
  }
  const tr = closeHistory(view.state.tr); // so that undo takes the photo alone
  view.dispatch(insertAtom(tr, schema.nodes.photo.create({ id: newId(), photo: code }), Math.min(at, view.state.doc.content.size)));
}

function settle(view, { code, state }, changed) {
  arranged(view);
  changed();
  if (state === "waiting") watch(code, view);
}

// Its passport is asked for at once, unless the writer has gone on with something since: no letter is taken away.
let acted = 0;
for (const kind of ["keydown", "pointerdown", "compositionstart"]) document.addEventListener(kind, () => { acted = performance.now(); }, true);
function askFor(code, since) {
  if (acted > since) return;
  fieldsetOf(code).querySelector("input:not([type=hidden]):not([type=radio])")?.focus();
}

// Until the worker has rendered it.
async function watch(code, view) {
  try {
    const { status, said } = await call(`${studio.addresses.photos}${code}/`);
    if (status === 200) { shelve(said.html); if (said.state !== "waiting") { arranged(view); return; } }
    if (status === 404) return;
  } catch (error) { if (!(error instanceof Away)) throw error; }
  setTimeout(() => watch(code, view), POLL);
}

function pressed(event, view, changed) {
  const fieldset = event.target.closest("[data-photo]"), code = fieldset?.dataset.photo;
  if (!code || !view.editable) return;
  if (event.target.closest("[data-place]")) {
    view.dispatch(insertAtom(view.state.tr, schema.nodes.photo.create({ id: newId(), photo: code })).scrollIntoView());
    arranged(view);
  }
  if (event.target.closest("[data-remove]")) { event.preventDefault(); takeOut(view, code, changed); }
}

// Out of the text and out of the draft: the form says so, and the next save does it.
function takeOut(view, code, changed) {
  const tr = view.state.tr;
  view.state.doc.forEach((node, at) => { if (node.type.name === "photo" && node.attrs.photo === code) tr.delete(tr.mapping.map(at), tr.mapping.map(at + 1)); });
  if (tr.docChanged) view.dispatch(tr);
  if (chosenCover() === code) for (const one of document.querySelectorAll("input[name=cover]")) one.checked = one.value === "";
  const fieldset = fieldsetOf(code), box = form.elements[`${code}-remove`];
  if (box) box.checked = true;
  else fieldset.append(made("input", "", { type: "hidden", name: `${code}-remove`, value: "on" }));
  fieldset.hidden = true;
  arranged(view);
  changed();
}

// What the server has taken out goes from the page; what it has of a passport is said beside it.
export async function savedPhotos(fields) {
  const codes = new Set(Object.keys(fields).map((name) => /^([a-z0-9]{8})-/.exec(name)?.[1]).filter(Boolean));
  for (const code of codes) {
    if (fields[`${code}-remove`] === "on") { forget(code); continue; }
    const { status, said } = await call(`${studio.addresses.photos}${code}/`).catch(() => ({}));
    if (status === 200) shelve(said.html);
  }
}

export { knowPhotos };
