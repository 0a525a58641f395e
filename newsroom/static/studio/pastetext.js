// Plain text as blocks: what is pasted from chats, mails and terminals.
import { Fragment, Slice } from "../vendor/prosemirror.js";
import { newId, schema } from "./schema.js";

const WHEN = String.raw`\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[, ]+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?`;
const CHAT = new RegExp(String.raw`^(?:\[${WHEN}\]|${WHEN}\s[-–])\s[^:]{1,60}:\s`, "i");

// Plain text: a line a paragraph, lists and headings by their signs, a chat's times and names left out.
export function fromText(text) {
  const blocks = [];
  for (const raw of text.replace(/\r\n?/g, "\n").replace(/[\u200e\u200f\u202a-\u202e]/g, "").split("\n")) {
    const line = raw.replace(CHAT, "").trim();
    if (line) addLine(blocks, line);
  }
  return new Slice(Fragment.from(blocks), openness(blocks[0]), openness(blocks.at(-1)));
}

const openness = (block) => (block?.type === schema.nodes.paragraph ? 1 : block?.firstChild?.type === schema.nodes.item ? 3 : 0);

// The characters that the server would keep: every space a plain one, nothing invisible (community/characters.py).
const SPACES = /[\t\n\v\f\r\u0085\u00a0\u2028\u2029\u202f]/g;
const HIDDEN = /[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/gu;
export const plainLetters = (text) => text.replace(SPACES, " ").replace(HIDDEN, "").normalize("NFC");

// A list of several items stays whole beside words that are no list: it is not taken apart to join them.
export function tidiedSlice({ content, openStart, openEnd }, view) {
  const { $from } = view.state.selection, isWhole = (block) => $from.depth === 1 && block?.firstChild?.type === schema.nodes.item && (content.childCount > 1 || block.childCount > 1);
  return new Slice(lettersIn(content), isWhole(content.firstChild) ? 0 : openStart, isWhole(content.lastChild) ? 0 : openEnd);
}

function lettersIn(fragment) {
  const nodes = [];
  fragment.forEach((node) => {
    if (!node.isText) { nodes.push(node.copy(lettersIn(node.content))); return; }
    const text = plainLetters(node.text);
    if (text) nodes.push(schema.text(text, node.marks));
  });
  return Fragment.from(nodes);
}

function addLine(blocks, line) {
  const { paragraph, section, heading, quote, bullets, numbers, item, line: inner } = schema.nodes, id = newId();
  const found = /^(##|###|>|[-*•–]|\d{1,3}[.)])\s+(.*)$/.exec(line);
  if (!found) return blocks.push(paragraph.create({ id }, words(line)));
  const [, sign, rest] = found;
  const simple = { "##": section, "###": heading, ">": quote }[sign];
  if (simple) return blocks.push(simple.create({ id }, rest ? schema.text(rest) : null));
  const type = /\d/.test(sign) ? numbers : bullets, before = blocks.at(-1);
  const one = item.create({ id }, inner.create(null, words(rest)));
  if (before?.type === type) blocks[blocks.length - 1] = before.copy(before.content.append(Fragment.from(one)));
  else blocks.push(type.create({ id: newId(), ...(type === numbers ? { start: parseInt(sign, 10) || 1 } : {}) }, one));
}

// *tebal* and _miring_, as people write them in chats.
function words(text) {
  const out = [];
  for (const part of text.split(/((?<![\p{L}\p{N}*])\*\*?[^*\s](?:[^*]*[^*\s])?\*?\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_[^_\s](?:[^_]*[^_\s])?_(?![\p{L}\p{N}_]))/u)) {
    if (!part) continue;
    const strong = /^\*\*?([^*]+?)\*\*?$/.exec(part), em = /^_([^_]+)_$/.exec(part);
    const mark = strong ? [schema.marks.strong.create()] : em ? [schema.marks.em.create()] : [];
    out.push(schema.text((strong ?? em)?.[1] ?? part, mark));
  }
  return out;
}
