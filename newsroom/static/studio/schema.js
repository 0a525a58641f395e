// The document's shape: the same table as articles/body/schema.py, held equal by the random operations of the tests.
import { Schema } from "../vendor/prosemirror.js";

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
export const VALID = /^[a-z0-9]{8}$/;

export function newId() {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(random, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

const own = { id: { default: "" } };
const anchor = (node) => ({ id: `b-${node.attrs.id}`, "data-block": node.attrs.id });
const text = (tag, content, marks) => ({
  group: "block", content, marks, attrs: own, defining: tag !== "p", toDOM: (node) => [tag, anchor(node), 0],
});
const atom = (name) => ({
  group: "block", atom: true, selectable: true, draggable: true, attrs: { ...own, [name]: { default: "" } },
  toDOM: (node) => ["div", { ...anchor(node), [`data-${name}`]: node.attrs[name] }],
  parseDOM: [{ tag: `div[data-${name}]`, getAttrs: (dom) => ({ id: dom.dataset.block, [name]: dom.getAttribute(`data-${name}`) }) }],
});
const keepsId = (dom) => ({ id: dom.dataset.block || "" });
const list = (tag, attrs, getAttrs) => ({
  group: "block", content: "item+", attrs: { ...own, ...attrs }, parseDOM: [{ tag, getAttrs }],
  toDOM: (node) => [tag, { ...anchor(node), ...(node.attrs.start > 1 ? { start: node.attrs.start } : {}) }, 0],
});
const startOf = (dom) => Math.min(9999, Math.max(1, dom.start || 1));

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { ...text("p", "inline*", "_"), parseDOM: [{ tag: "p", getAttrs: keepsId }] },
    section: { ...text("h2", "text*", "em"), parseDOM: [{ tag: "h1", getAttrs: keepsId }, { tag: "h2", getAttrs: keepsId }] },
    heading: { ...text("h3", "text*", "em"), parseDOM: ["h3", "h4", "h5", "h6"].map((tag) => ({ tag, getAttrs: keepsId })) },
    quote: {
      group: "block", content: "inline*", marks: "_", defining: true, attrs: { ...own, pull: { default: false } },
      toDOM: (node) => ["blockquote", { ...anchor(node), ...(node.attrs.pull ? { class: "pull-quote" } : {}) }, 0],
      parseDOM: [{ tag: "blockquote", getAttrs: (dom) => ({ ...keepsId(dom), pull: dom.classList.contains("pull-quote") }) }],
    },
    bullets: list("ul", {}, keepsId),
    numbers: list("ol", { start: { default: 1 } }, (dom) => ({ ...keepsId(dom), start: startOf(dom) })),
    item: { content: "line", attrs: own, defining: true, toDOM: (node) => ["li", anchor(node), 0], parseDOM: [{ tag: "li", getAttrs: keepsId }] },
    line: { content: "inline*", marks: "_", toDOM: () => ["div", { class: "line" }, 0], parseDOM: [{ tag: "div.line" }, { tag: "p", context: "item/", priority: 60 }] },
    rule: { group: "block", atom: true, attrs: own, toDOM: (node) => ["hr", anchor(node)], parseDOM: [{ tag: "hr", getAttrs: keepsId }] },
    photo: atom("photo"),
    readalso: atom("code"),
    text: { group: "inline" },
    break: { inline: true, group: "inline", selectable: false, marks: "", toDOM: () => ["br"], parseDOM: [{ tag: "br" }] },
  },
  marks: {
    link: {
      attrs: { href: {} }, inclusive: false,
      toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener" }, 0],
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => { const href = cleanLink(dom.getAttribute("href")); return href ? { href } : false; } }],
    },
    strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: (dom) => dom.dataset.plain === undefined && null }, { tag: "[data-strong]" }] },
    em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (dom) => dom.dataset.plain === undefined && null }, { tag: "[data-em]" }] },
  },
});

// What the server would keep of an address; null when it would take the link away.
export function cleanLink(typed) {
  const written = (typed ?? "").trim();
  const href = /^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(written) ? `https://${written}` : written;
  if (href.length > 2000 || !/^(https?:\/\/|mailto:)/i.test(href)) return null;
  try {
    const { protocol, hostname, username, searchParams, href: whole } = new URL(href);
    if (protocol !== "mailto:" && (!hostname || username)) return null;
    if (hostname === "www.google.com" && searchParams.get("q") && new URL(href).pathname === "/url") return cleanLink(searchParams.get("q"));
    return protocol === "mailto:" ? href : whole;
  } catch { return null; }
}

export const LISTS = new Set(["bullets", "numbers"]);
