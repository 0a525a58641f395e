// What is pasted becomes blocks of ours: from Word, Google Docs, WordPress, WhatsApp and plain text. Parsing applies the
// page's policy to style attributes, so they are renamed first and read as words.
import { BLOCKS, flattenLists, holdsBlocks, renamed, says, wordLists } from "./pastelists.js";

let policy = null;
try { policy = window.trustedTypes?.createPolicy("lembar-paste", { createHTML: (html) => html }); } catch { /* made before */ }

export function disarm(html) {
  return html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, (_, name) => ` data-${name.toLowerCase() === "style" ? "style" : "off"}=`));
}

const parsed = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html").body;

// The pasted page rebuilt with only what the schema reads. `left` is how many pictures stayed behind.
export function tidied(html) {
  const body = parsed(disarm(html));
  for (const junk of body.querySelectorAll("script, style, meta, link, title, head, template, noscript, iframe, object")) junk.remove();
  const pictures = body.querySelectorAll("img, video, svg");
  for (const picture of pictures) picture.remove();
  for (const own of body.querySelectorAll("[data-block], [data-photo], [data-code]")) ["block", "photo", "code"].forEach((name) => delete own.dataset[name]);
  readStyles(body);
  codeLines(body);
  wordLists(body);
  flattenLists(body);
  cells(body);
  quotes(body);
  empties(body);
  return { html: body.innerHTML, left: pictures.length };
}

// Bold and italic that stand in styles; Google Docs wraps all in a b that is not bold.
function readStyles(body) {
  for (const element of body.querySelectorAll("b, strong, i, em, span, font")) {
    if (says(element, "font-weight", "normal|[1-4]00") && element.matches("b, strong")) element.replaceWith(...element.childNodes);
    else if (says(element, "font-style", "normal") && element.matches("i, em")) element.replaceWith(...element.childNodes);
    else if (element.matches("span, font")) {
      if (says(element, "font-weight", "bold|[6-9]00")) element.dataset.strong = "";
      if (says(element, "font-style", "italic")) element.dataset.em = "";
      if ("strong" in element.dataset && "em" in element.dataset) nestEm(element);
    }
  }
}

function nestEm(element) {
  const inner = document.createElement("em");
  inner.append(...element.childNodes);
  element.append(inner);
}

// One quote a paragraph, lists and headings in it stand by themselves; who said it stands below with a dash.
function quotes(body) {
  for (const cite of body.querySelectorAll("blockquote cite, blockquote footer")) {
    const line = document.createElement("p");
    line.append(`– ${cite.textContent.trim().replace(/^[–—-]\s*/, "")}`);
    cite.closest("blockquote").append(line);
    cite.remove();
  }
  for (let quote; (quote = [...body.querySelectorAll("blockquote")].find(holdsBlocks));) quote.replaceWith(...linesOf(quote, quote.className));
}

function linesOf(holder, name) {
  const lines = [];
  let open = null;
  for (const node of [...holder.childNodes]) {
    if (node.nodeType === 1 && (node.matches(BLOCKS) || holdsBlocks(node))) {
      open = null;
      if (node.matches("blockquote, ul, ol, h1, h2, h3, h4, h5, h6, hr, table")) lines.push(node);
      else lines.push(...linesOf(node, name));
      continue;
    }
    if (!open && !node.textContent.trim()) continue;
    if (!open) lines.push(open = Object.assign(document.createElement("blockquote"), { className: name }));
    open.append(node);
  }
  return lines;
}

function cells(body) {
  for (const cell of body.querySelectorAll("td, th")) {
    if (holdsBlocks(cell)) cell.replaceWith(...cell.childNodes);
    else renamed(cell, "p");
  }
}

// Lines of code are lines.
function codeLines(body) {
  for (const code of body.querySelectorAll("pre")) {
    const lines = code.textContent.replace(/\n$/, "").split("\n");
    renamed(code, "p", lines.flatMap((line, at) => (at ? [document.createElement("br"), line] : [line])));
  }
}

// What only makes room: paragraphs without words, line ends between blocks.
function empties(body) {
  const isBlock = (node) => node === null || (node.nodeType === 1 && node.matches(BLOCKS));
  const beside = (node, way) => { let next = node[way]; while (next && next.nodeType !== 1 && !next.textContent.trim()) next = next[way]; return next; };
  for (const end of body.querySelectorAll("br")) {
    const [before, after] = [beside(end, "previousSibling"), beside(end, "nextSibling")];
    if (isBlock(before) && isBlock(after)) end.remove();
  }
  for (const block of body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6, blockquote, li")) if (!block.textContent.trim() && !block.querySelector("hr")) block.remove();
  for (const list of body.querySelectorAll("ul, ol")) if (!list.children.length) list.remove();
}
