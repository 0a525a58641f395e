// What the editor does with a paste or a drop: files become photos, marked-up text is tidied, plain text becomes blocks.
import { say, tell } from "./page.js";
import { cleanLink, schema } from "./schema.js";
import { tidied } from "./paste.js";
import { fromText } from "./pastetext.js";

const picturesOf = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/") || /\.(heic|heif|avif)$/i.test(file.name));

export const pasting = (parts) => ({
  transformPastedHTML(html) {
    if (html.includes("data-pm-slice")) return html;
    const { html: clean, left } = tidied(html);
    if (left) tell(say("pictures_left", { number: left }));
    return clean;
  },
  clipboardTextParser: (text) => fromText(text),
  handlePaste(view, event) {
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

// An address pasted over words makes a link of them.
function linked(view, text) {
  const { empty, from, to, $from } = view.state.selection, href = /^\S+$/.test(text.trim()) && /^https?:/.test(text.trim()) && cleanLink(text);
  if (empty || !href || !$from.parent.type.allowsMarkType(schema.marks.link)) return false;
  view.dispatch(view.state.tr.addMark(from, to, schema.marks.link.create({ href })));
  return true;
}
