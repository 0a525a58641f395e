// The studio: wires schema, toolbar, photos, journal and saving to the page. Until all of it stands and the stored text
// has passed the schema, the page stays the form that it is without script.
import { Decoration, DecorationSet, dropCursor, EditorState, EditorView, gapCursor, history, Node, Plugin } from "../vendor/prosemirror.js";
import { PhotoView, ReadAlsoView } from "./atoms.js";
import { awayHints } from "./away.js";
import { blockIds, blockViews } from "./blockids.js";
import { belowLast } from "./commands.js";
import { storedCopy } from "./copy.js";
import { wakeDrawers } from "./drawers.js";
import { lockFields, showRefused, wakeFields } from "./fields.js";
import { editLink } from "./links.js";
import { merger } from "./merging.js";
import { adoptNew, restore, watchOthers } from "./opening.js";
import { showOutline } from "./outline.js";
import { AROUND, form, say, studio } from "./page.js";
import { pasting } from "./pasting.js";
import { arranged, knowPhotos, savedPhotos, wakePhotos } from "./photos.js";
import { pickReadAlso } from "./picker.js";
import { remarkPlaces, wakeRemarks } from "./remarks.js";
import { showState } from "./savestate.js";
import { Saving } from "./saving.js";
import { schema } from "./schema.js";
import { wakeSending } from "./sending.js";
import { addSection } from "./shapes.js";
import { showSide } from "./side.js";
import { holdDraft, takeOver } from "./tabs.js";
import { wakeToolbar } from "./toolbar.js";
import { keys, shortcuts } from "./typing.js";
import { uploadPlaces } from "./uploads.js";

const parts = {};
if (studio?.body && form) start();

function read(json) {
  const doc = Node.fromJSON(schema, json);
  doc.check();
  return doc;
}

async function start() {
  let doc;
  try { doc = read(studio.body); } catch {
    form.elements.body.readOnly = true;
    showState("failed", { why: say("newer_page") });
    return;
  }
  await adoptNew();
  document.body.dataset.studio = "on";
  knowPhotos();
  wakeFields();
  wakeDrawers();
  const view = parts.view = new EditorView(document.querySelector("[data-editor]"), { ...looks(), state: stateOf(doc) });
  parts.saving = new Saving({ body: () => view.state.doc.toJSON(), painted, merge: merger({ setBody, saving: () => parts.saving }), lock }, storedCopy());
  parts.toolbar = wakeToolbar(view, { link: () => editLink(view), readalso: () => pickReadAlso(view), photo: () => parts.photos?.choose() });
  if (!(await holdDraft(letGo))) { close("tab"); return; }
  await restore(parts.saving, setBody, () => { parts.saving.closed = ""; view.setProps({}); });
  parts.photos = wakePhotos(view, parts.saving, changed);
  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => { if (event.target.form === form && !["attest", "news"].includes(event.target.name) && !(kind === "change" && parts.saving?.isAllSaid)) changed(); });
  document.querySelector("[data-add-section]").addEventListener("click", () => { addSection(view.state, view.dispatch); view.focus(); });
  wakeSending(parts);
  watchOthers(parts.saving);
  follow(view.state);
  wakeRemarks();
  if (parts.saving.isDirty) changed(); // what was typed before the studio stood
  document.body.dataset.studio = "ready";
}

let persisted = false;
function changed() {
  if (!persisted) navigator.storage?.persist?.(); // the browser may then not drop the journal by itself
  persisted = true;
  parts.saving.changed();
}

function stateOf(doc) {
  const { toToolbar, link, save } = { toToolbar: () => parts.toolbar.toToolbar(), link: () => editLink(parts.view), save: () => { parts.saving.save(); return true; } };
  return EditorState.create({
    doc,
    plugins: [shortcuts, ...keys({ toToolbar, editLink: link, save }), history(), blockIds, uploadPlaces, remarkPlaces, dropCursor({ class: "drop-line", color: false }), gapCursor(), hints, awayHints],
  });
}

// The hint of an empty text, and what readers see before the first words.
const hints = new Plugin({
  props: {
    decorations({ doc }) {
      const first = doc.firstChild, isEmpty = doc.childCount === 1 && first.isTextblock && first.content.size === 0;
      return isEmpty ? DecorationSet.create(doc, [Decoration.node(0, first.nodeSize, { class: "empty-text", "data-hint": say("placeholder") })]) : null;
    },
  },
});

function looks() {
  return {
    ...pasting(parts), handleClick: belowLast, scrollMargin: AROUND, scrollThreshold: AROUND,
    attributes: { class: "manuscript sheet-body", id: "naskah", role: "textbox", "aria-multiline": "true", "aria-label": say("text"), "aria-describedby": "naskah-petunjuk", lang: document.documentElement.lang },
    nodeViews: { ...blockViews, photo: (node, view, getPos) => new PhotoView(node, view, getPos), readalso: (node, view, getPos) => new ReadAlsoView(node, view, getPos) },
    editable: () => !parts.saving?.closed,
    dispatchTransaction(tr) {
      const before = this.state;
      this.updateState(before.apply(tr));
      follow(this.state);
      if (!tr.docChanged) return;
      if (parts.saving) changed();
      if (photosOf(before.doc) !== photosOf(this.state.doc)) arranged(this);
    },
  };
}

function photosOf(doc) {
  const codes = [];
  doc.forEach((node) => { if (node.type.name === "photo") codes.push(node.attrs.photo); });
  return codes.join();
}

function follow(state) {
  parts.toolbar?.show(state);
  showOutline(state);
}

// What an answer of the server brings: the list of what is missing, and what it did not take.
function painted(said, fields) {
  if (said.lost) document.querySelector("[data-much-lost]").hidden = false;
  showSide(said);
  showRefused(said.refused);
  savedPhotos(fields);
}

function setBody(json) {
  const { state } = parts.view, doc = read(json);
  if (!doc.eq(state.doc)) parts.view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content).setMeta("addToHistory", false));
}

// A tab that was frozen while another took the draft must not write its older text over the journal.
async function letGo(stolen) {
  if (!stolen) await parts.saving.keep();
  if (!stolen) await parts.saving.save();
  close("tab");
}

function close(why) {
  parts.saving.closed = why;
  showState(why, { action: [say("take_over"), takeOver] });
  lock();
}

function lock() {
  parts.view.setProps({}); // asks anew whether it may be written in
  lockFields();
}
