// Lists of what is pasted: those of Word, which are paragraphs, and nested ones, which become flat.
export const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, dl, dt, dd, blockquote, table, tbody, thead, tfoot, tr, td, th, section, article, figure, figcaption, header, footer, main, aside, pre, hr, address";
export const holdsBlocks = (element) => element.querySelector(BLOCKS) !== null;

const styleOf = (element) => element.dataset.style ?? "";
export const says = (element, property, value) => new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*(?:${value})`, "i").test(styleOf(element));

// Word's lists are paragraphs with a bullet among their words.
export function wordLists(body) {
  for (const line of body.querySelectorAll("p")) {
    if (!/mso-list\s*:/i.test(styleOf(line)) || says(line, "mso-list", "none")) continue;
    const marker = [...line.querySelectorAll("span")].find((span) => /mso-list\s*:\s*Ignore/i.test(styleOf(span)));
    const sign = marker?.textContent.trim() ?? "", isNumber = /\d|^[a-z]+[.)]/i.test(sign);
    marker?.remove();
    const tag = isNumber ? "ol" : "ul", before = line.previousElementSibling;
    const list = before?.dataset.word === tag ? before : document.createElement(tag);
    list.dataset.word = tag;
    if (list !== before) line.before(list);
    if (list !== before && parseInt(sign, 10) > 1) list.start = parseInt(sign, 10);
    const item = document.createElement("li");
    item.append(...line.childNodes);
    list.append(item);
    line.remove();
  }
}

// Lists are flat here: what is nested follows its item.
export function flattenLists(body) {
  for (let inner; (inner = body.querySelector("li ul, li ol, ul > ul, ul > ol, ol > ul, ol > ol"));) {
    const item = inner.closest("li");
    if (item && item.contains(inner)) item.after(...inner.children);
    else inner.replaceWith(...inner.children);
    inner.remove();
  }
  for (const item of body.querySelectorAll("li")) {
    oneLine(item);
    if (!item.closest("ul, ol")) renamed(item, "p");
  }
}

// What stands in blocks inside an item is broken into lines.
function oneLine(item) {
  const blocks = [...item.querySelectorAll(BLOCKS)], inner = blocks.filter((block) => !holdsBlocks(block) && block.textContent.trim());
  inner.forEach((block, at) => { if (at > 0 || block.previousSibling?.textContent.trim()) block.prepend(document.createElement("br")); });
  for (const block of blocks) block.replaceWith(...block.childNodes);
}

export function renamed(element, tag, nodes = element.childNodes) {
  const one = document.createElement(tag);
  one.append(...nodes);
  element.replaceWith(one);
  return one;
}
