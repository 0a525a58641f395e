// Plain text as blocks: what is pasted from chats, mails and terminals.
import { Fragment, Slice } from "../vendor/prosemirror.js";
import { newId, schema } from "./schema.js";

const CHAT = /^\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[, ]+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?\]?(?:\s-)?\s[^:]{1,60}:\s/i;

// Plain text: a line a paragraph, lists and headings by their signs, a chat's times and names left out.
export function fromText(text) {
  const blocks = [];
  for (const raw of text.replace(/\r\n?/g, "\n").replace(/[\u200e\u200f\u202a-\u202e]/g, "").split("\n")) {
    const line = raw.replace(CHAT, "").trim();
    if (line) addLine(blocks, line);
  }
  return new Slice(Fragment.from(blocks.length ? blocks : [schema.nodes.paragraph.create({ id: newId() })]), 1, 1);
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
  for (const part of text.split(/(\*\*?[^*\s](?:[^*]*[^*\s])?\*?\*|_[^_\s](?:[^_]*[^_\s])?_)/)) {
    if (!part) continue;
    const strong = /^\*\*?([^*]+?)\*\*?$/.exec(part), em = /^_([^_]+)_$/.exec(part);
    const mark = strong ? [schema.marks.strong.create()] : em ? [schema.marks.em.create()] : [];
    out.push(schema.text((strong ?? em)?.[1] ?? part, mark));
  }
  return out;
}
