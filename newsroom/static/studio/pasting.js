// What the editor does with a paste or a drop: files become photos, marked-up text is tidied, plain text becomes blocks.
import { NodeSelection } from "../vendor/prosemirror.js";
import { enter } from "./commands.js";
import { say, tell } from "./page.js";
import { cleanLink, schema } from "./schema.js";
import { tidied } from "./paste.js";
import { fromText, tidiedSlice } from "./pastetext.js";

const isOwn = (html) => html.includes("data-pm-slice") && /data-block=|class="line"/.test(html); // copied in an editor of ours
const isAtomSelected = (view) => view.state.selection instanceof NodeSelection;
const picturesOf = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/") || /\.(heic|heif|avif)$/i.test(file.name));

export const pasting = (parts) => ({
  transformPastedHTML(html) {
    if (isOwn(html)) return html;
    const { html: clean, left } = tidied(html);
    if (left) tell(say("pictures_left", { number: left }));
    return clean;
  },
  transformPasted: tidiedSlice,
  clipboardTextParser: (text) => fromText(text),
  // What stands selected as a whole is never overwritten by a letter or a paste: it goes below.
  handleTextInput(view, from, to, text) {
    if (!isAtomSelected(view)) return false;
    enter(view.state, (tr) => view.dispatch(tr.insertText(text)));
    return true;
  },
  handlePaste(view, event) {
    if (isAtomSelected(view)) enter(view.state, view.dispatch);
    const pictures = picturesOf(event.clipboardData);
    if (pictures.length && !event.clipboardData.getData("text/html")) { parts.photos.uploads.add(pictures, view.state.selection.to); return true; }
    return linked(view, event.clipboardData.getData("text/plain"));
  },
  handleDrop(view, event) {
    const pictures = picturesOf(event.dataTransfer);
    if (!pictures.length) return false;
    event.preventDefault();
    parts.photos.uploads.add(pictures, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size);
    return true;
  },
});

// An address pasted over words makes a link of them; in an empty paragraph it stands as a link itself.
function linked(view, text) {
  const { empty, from, to, $from } = view.state.selection, href = /^\S+$/.test(text.trim()) && /^https?:/.test(text.trim()) && cleanLink(text);
  const link = href && schema.marks.link.create({ href }), alone = empty && $from.parent.type === schema.nodes.paragraph && !$from.parent.content.size;
  if (!link || (empty && !alone) || !$from.parent.type.allowsMarkType(link.type)) return false;
  view.dispatch(alone ? view.state.tr.insert(from, schema.text(text.trim(), [link])) : view.state.tr.addMark(from, to, link));
  return true;
}
