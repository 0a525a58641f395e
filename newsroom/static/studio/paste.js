// What is pasted becomes blocks of ours: from Word, Google Docs, WordPress, WhatsApp and plain text. Parsing applies the
// page's policy to style attributes, so they are renamed first and read as words.
let policy = null;
try { policy = window.trustedTypes?.createPolicy("lembar-paste", { createHTML: (html) => html }); } catch { /* made before */ }

export function disarm(html) {
  return html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, (_, name) => ` data-${name.toLowerCase() === "style" ? "style" : "off"}=`));
}

const parsed = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html").body;

// The pasted page rebuilt with only what the schema reads. `left` is how many pictures stayed behind.
export function tidied(html) {
  const body = parsed(disarm(html));
  for (const junk of body.querySelectorAll("script, style, meta, link, title, head, template, noscript, iframe, object")) junk.remove();
  const pictures = body.querySelectorAll("img, picture, video, svg").length;
  for (const picture of body.querySelectorAll("img, picture, video, svg")) picture.remove();
  readStyles(body);
  wordLists(body);
  flattenLists(body);
  quotes(body);
  cells(body);
  return { html: body.innerHTML, left: pictures };
}

const styleOf = (element) => element.dataset.style ?? "";
const says = (element, property, value) => new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*(?:${value})`, "i").test(styleOf(element));

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

// Word's lists are paragraphs with a bullet among their words.
function wordLists(body) {
  for (const line of body.querySelectorAll("p")) {
    if (!/mso-list\s*:/i.test(styleOf(line)) || says(line, "mso-list", "none")) continue;
    const marker = [...line.querySelectorAll("span")].find((span) => /mso-list\s*:\s*Ignore/i.test(styleOf(span)));
    const isNumber = /\d|^[a-z][.)]/i.test(marker?.textContent.trim() ?? "");
    marker?.remove();
    const tag = isNumber ? "ol" : "ul", before = line.previousElementSibling;
    const list = before?.dataset.word === tag ? before : document.createElement(tag);
    list.dataset.word = tag;
    if (list !== before) line.before(list);
    const item = document.createElement("li");
    item.append(...line.childNodes);
    list.append(item);
    line.remove();
  }
}

// Lists are flat here: what is nested follows its item.
function flattenLists(body) {
  for (let inner; (inner = body.querySelector("li ul, li ol, ul > ul, ul > ol, ol > ul, ol > ol"));) {
    const item = inner.closest("li");
    if (item && item.contains(inner)) item.after(...inner.children);
    else inner.replaceWith(...inner.children);
    inner.remove();
  }
  for (const item of body.querySelectorAll("li")) {
    const blocks = [...item.querySelectorAll("p, div")];
    blocks.forEach((block, at) => { if (at > 0) block.prepend(document.createElement("br")); block.replaceWith(...block.childNodes); });
    if (!item.closest("ul, ol")) item.replaceWith(Object.assign(document.createElement("p"), { textContent: item.textContent }));
  }
}

// One quote a paragraph; who said it stands below with a dash.
function quotes(body) {
  for (const cite of body.querySelectorAll("blockquote cite, blockquote footer")) {
    const line = document.createElement("p");
    line.append(`– ${cite.textContent.trim().replace(/^[–—-]\s*/, "")}`);
    cite.closest("blockquote").append(line);
    cite.remove();
  }
  for (const quote of body.querySelectorAll("blockquote")) {
    const lines = [...quote.children].filter((child) => child.matches("p, div"));
    if (lines.length) quote.replaceWith(...lines.filter((line) => line.textContent.trim()).map((line) => {
      const one = document.createElement("blockquote");
      one.className = quote.className;
      one.append(...line.childNodes);
      return one;
    }));
  }
}

function cells(body) {
  for (const cell of body.querySelectorAll("td, th")) {
    if (cell.querySelector("p, ul, ol, blockquote, h1, h2, h3, table, div")) cell.replaceWith(...cell.childNodes);
    else cell.replaceWith(Object.assign(document.createElement("p"), { textContent: cell.textContent.trim() }));
  }
}
