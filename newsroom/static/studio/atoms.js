// How photos and read-alsos stand in the sheet. A photo's passport is the form's own fieldset, moved beside its picture:
// its fields save like every other field, and the document never changes by them.
import { made } from "../made.js";
import { icon, say, studio } from "./page.js";

const shelf = document.querySelector("[data-photos]");
const coverPlace = document.querySelector("[data-cover]");
const fieldsets = new Map();

export function knowPhotos(root = document) {
  for (const fieldset of root.querySelectorAll("[data-photo]")) fieldsets.set(fieldset.dataset.photo, fieldset);
}

// A fieldset that the server drew: new ones stand on the shelf until they get a place.
export function shelve(html) {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-photo]");
  const known = fieldsets.get(found.dataset.photo);
  if (known) return repaint(known, found);
  fieldsets.set(found.dataset.photo, document.importNode(found, true));
  shelf.append(fieldsets.get(found.dataset.photo));
  return fieldsets.get(found.dataset.photo);
}

// Only the picture and its state: what is being typed into the passport stays.
function repaint(known, found) {
  known.dataset.state = found.dataset.state;
  known.classList.toggle("photo-block-lacking", found.classList.contains("photo-block-lacking"));
  for (const part of ["[data-photo-picture]", "[data-photo-state]"]) known.querySelector(part)?.replaceWith(document.importNode(found.querySelector(part), true));
  return known;
}

export const fieldsetOf = (code) => fieldsets.get(code);
export const readyPhotos = () => [...fieldsets.values()].filter((one) => !one.hidden && one.querySelector("[data-photo-picture] img") && one.querySelector("input[name=cover]"));
export const forget = (code) => { fieldsets.get(code)?.remove(); fieldsets.delete(code); };
export const chosenCover = () => document.querySelector("input[name=cover]:checked")?.value ?? "";

// The cover's fieldset stands above the text, those that the text shows in it, the others on the shelf.
export function arrange(view) {
  const cover = chosenCover(), inText = new Set();
  view?.state.doc.forEach((node) => { if (node.type.name === "photo") inText.add(node.attrs.photo); });
  for (const [code, fieldset] of fieldsets) {
    const place = code === cover ? coverPlace : inText.has(code) ? null : shelf;
    if (place && fieldset.parentElement !== place) place.append(fieldset);
    const button = fieldset.querySelector("[data-place]"); // a photo that could not be read has none
    if (button) button.hidden = inText.has(code);
  }
  document.querySelector("[data-no-photos]").hidden = shelf.children.length > 0;
  name(cover, inText);
}

// As the server calls them (articles/photonames.py): the cover, the others in the order of the text, then of the shelf.
function name(cover, inText) {
  const others = new Set([...inText, ...fieldsets.keys()].filter((code) => code !== cover && fieldsets.has(code) && !fieldsets.get(code).hidden));
  const tell = (code, words) => { for (const part of fieldsets.get(code)?.querySelectorAll("[data-photo-name]") ?? []) part.textContent = words; };
  [...others].forEach((code, at) => tell(code, say("photo_number", { number: at + 1 })));
  tell(cover, say("photo_cover"));
}

export class PhotoView {
  constructor(node, view, getPos) {
    [this.view, this.getPos] = [view, getPos];
    this.dom = made("figure", "sheet-photo", { contenteditable: "false" });
    this.update(node);
    this.watched = () => this.fill();
    document.addEventListener("photos-arranged", this.watched);
  }

  update(node) {
    if (this.node && node.type !== this.node.type) return false;
    this.node = node;
    this.dom.id = `b-${node.attrs.id}`;
    this.dom.dataset.block = node.attrs.id;
    this.fill();
    return true;
  }

  fill() {
    const code = this.node.attrs.photo, fieldset = fieldsets.get(code);
    if (!fieldset) return this.only(icon("warning"), made("p", "", {}, say("photo_missing")), this.remover());
    if (code !== chosenCover() && this.isFirst(code)) {
      if (fieldset.parentElement !== this.dom) this.only(fieldset);
      return;
    }
    const picture = fieldset.querySelector("[data-photo-picture] img")?.cloneNode();
    this.only(...(picture ? [picture] : []), made("p", "hint", {}, say(code === chosenCover() ? "photo_is_cover" : "photo_twice")), this.remover());
  }

  only(...parts) {
    this.dom.replaceChildren(...parts);
  }

  isFirst(code) {
    let first = null;
    this.view.state.doc.forEach((node, at) => { if (first === null && node.type.name === "photo" && node.attrs.photo === code) first = at; });
    return first === null || first === this.getPos();
  }

  remover() {
    const button = made("button", "button", { type: "button" }, say("remove"));
    button.addEventListener("click", () => this.view.dispatch(this.view.state.tr.delete(this.getPos(), this.getPos() + 1)));
    return button;
  }

  selectNode() { this.dom.dataset.selected = ""; }
  deselectNode() { delete this.dom.dataset.selected; }
  stopEvent(event) { return event.target !== this.dom && !/^drag/.test(event.type) && event.target.closest?.("input, select, textarea, button, label, a, summary") !== null; }
  ignoreMutation() { return true; }
  destroy() { document.removeEventListener("photos-arranged", this.watched); }
}

export class ReadAlsoView {
  constructor(node, view, getPos) {
    this.dom = made("div", "read-also", { contenteditable: "false" });
    this.update(node);
    const remove = made("button", "button button-plain", { type: "button" }, say("remove"));
    remove.addEventListener("click", () => view.dispatch(view.state.tr.delete(getPos(), getPos() + 1)));
    this.dom.append(remove);
  }

  update(node) {
    if (this.node && (node.type !== this.node.type || node.attrs.code !== this.node.attrs.code)) return false;
    if (!this.node) this.dom.append(made("p", "read-also-name", {}, say("read_also")), made("p", "read-also-title", {}, studio.read_alsos[node.attrs.code] ?? say("read_also_gone")));
    this.node = node;
    this.dom.id = `b-${node.attrs.id}`;
    this.dom.dataset.block = node.attrs.id;
    return true;
  }

  selectNode() { this.dom.dataset.selected = ""; }
  deselectNode() { delete this.dom.dataset.selected; }
  stopEvent(event) { return event.target.closest?.("button") !== null; }
  ignoreMutation() { return true; }
}
