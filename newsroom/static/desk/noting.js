// Words selected in a block: a button beside them opens the block's remark with these words quoted.
const MOST = 300;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const LEFT_OUT = "del, figure, .visually-hidden, .run-address, .block-state, .passport-read, .dateline";
const button = document.querySelector("[data-note-words]");

// What of a range is the writer's own text of now; white space counts as one space.
function words(range) {
  const part = range.cloneContents();
  for (const one of part.querySelectorAll(LEFT_OUT)) one.remove();
  for (const one of part.querySelectorAll("br")) one.replaceWith(" ");
  return part.textContent.replace(/\s+/g, " ");
}

// Half a word says nothing to its writer: the range grows to the words that it begins and ends in.
function whole(range) {
  const wide = range.cloneRange();
  const { startContainer: first, endContainer: last } = wide;
  const within = ({ data }, at) => data !== undefined && at > 0 && LETTER.test(data[at - 1]) && LETTER.test(data[at] ?? "");
  while (within(first, wide.startOffset)) wide.setStart(first, wide.startOffset - 1);
  while (within(last, wide.endOffset)) wide.setEnd(last, wide.endOffset + 1);
  return wide;
}

// The block that the selection stands in, its words, and which of several equal ones they are.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = whole(selection.getRangeAt(0));
  const at = range.commonAncestorContainer;
  const inside = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest(".block[data-block] .block-words");
  // The dash behind a dateline is not the writer's.
  const text = inside && words(range).trim().replace(inside.querySelector(".dateline") ? /^\u2013 / : "", "");
  if (!text || text.length > MOST) return null;
  const before = document.createRange();
  before.setStart(inside, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const occurrence = words(before).split(text).length;
  return { block: inside.closest(".block").dataset.block, text, occurrence, box: range.getBoundingClientRect() };
}

export function openRemark(block, quoted = selected()) {
  const details = document.getElementById(`n-${quoted?.block ?? block}`);
  if (!details) return;
  const form = details.querySelector("form");
  if (quoted) {
    form.elements.words.value = quoted.text;
    form.elements.occurrence.value = quoted.occurrence;
    form.querySelector("[data-quote] mark").textContent = quoted.text;
    form.querySelector("[data-quote]").hidden = false;
  }
  details.open = true;
  button.hidden = true;
  (form.elements.reason.value ? form.elements.text : form.elements.reason).focus();
  details.scrollIntoView({ block: "nearest" });
}

function offer() {
  const quoted = selected();
  button.hidden = !quoted;
  if (!quoted) return;
  const frame = button.offsetParent.getBoundingClientRect();
  button.style.insetBlockStart = `${quoted.box.bottom - frame.top + 6}px`;
  button.style.insetInlineStart = `${Math.max(0, Math.min(quoted.box.left - frame.left, frame.width - button.offsetWidth))}px`;
}

if (button) {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
  // Pressing would take the selection away before the click is told.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => openRemark(""));
}
