// The link dialog: an address for the words that are selected, or for the link in which the caret stands.
import { TextSelection } from "../vendor/prosemirror.js";
import { cleanLink, schema } from "./schema.js";
import { say } from "./page.js";

const dialog = document.getElementById("tautan");
const input = document.getElementById("tautan-alamat"), words = document.getElementById("tautan-kata");
const error = dialog?.querySelector(".field-error");
const type = schema.marks.link;

// Where the link reaches in which the caret stands.
function around(state) {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to, href: hrefIn(state, from, to) };
  const mark = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return { from, to, href: "" };
  let start = $from.pos, end = $from.pos;
  const parent = $from.parent, base = $from.start();
  parent.forEach((node, offset) => {
    const [begins, ends] = [base + offset, base + offset + node.nodeSize];
    if (!mark.isInSet(node.marks)) return;
    if (ends >= start && begins <= end) { start = Math.min(start, begins); end = Math.max(end, ends); }
  });
  return { from: start, to: end, href: mark.attrs.href };
}

function hrefIn(state, from, to) {
  let href = "";
  state.doc.nodesBetween(from, to, (node) => { href ||= type.isInSet(node.marks)?.attrs.href ?? ""; });
  return href;
}

export function editLink(view) {
  if (!view.editable || !view.state.selection.$from.parent.type.allowsMarkType(type)) return true;
  const place = around(view.state);
  input.value = place.href;
  words.value = "";
  dialog.querySelector("[data-link-words]").hidden = place.from !== place.to;
  dialog.querySelector("[value=remove]").hidden = !place.href;
  error.hidden = true;
  input.removeAttribute("aria-invalid");
  dialog.returnValue = "cancel";
  dialog.showModal();
  if (place.from === place.to) words.focus();
  else input.select();
  dialog.querySelector("form").onsubmit = (event) => {
    const chosen = event.submitter?.value ?? "set";
    const href = cleanLink(input.value);
    if (chosen === "set" && !href) { event.preventDefault(); refuse(); return; }
    if (chosen !== "cancel") set(view, place, chosen === "set" ? href : null);
  };
  dialog.onclose = () => view.focus();
  return true;
}

function refuse() {
  error.textContent = say("bad_link");
  error.hidden = false;
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

function set(view, { from, to }, href) {
  const tr = view.state.tr;
  if (from !== to) tr.removeMark(from, to, type);
  if (href && from === to) tr.insert(from, schema.text(words.value.trim() || href, [type.create({ href })]));
  else if (href) tr.addMark(from, to, type.create({ href }));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map(to))));
}
