// Two versions become one again: the server proposes, the page asks where both changed the same, one button goes on.
import { Away, call } from "./calls.js";
import { changedFields, download, sameBody, setFields } from "./copy.js";
import { heard } from "./hearing.js";
import { newId } from "./schema.js";
import { say, studio } from "./page.js";
import { showState } from "./savestate.js";

const dialog = document.getElementById("gabung");

// What the page does with "there is a newer version". Until it is merged, everything stays in the journal.
export function merger({ setBody, saving }) {
  return async function merge() {
    const own = saving();
    own.out = "merge";
    showState("elsewhere", { action: [say("compare"), () => ask(own, setBody)] });
    await own.keep();
    ask(own, setBody);
    return false;
  };
}

async function ask(saving, setBody) {
  const { fields, body } = saving.now();
  const base = saving.stored && { ...saving.stored.fields, body: saving.stored.body };
  try {
    const answer = await call(studio.addresses.merge, "POST", { base, mine: { ...fields, body } }), { status, said } = answer;
    if (status !== 200) { saving.out = ""; await heard(saving, answer, {}); return; }
    const now = saving.now(); // whoever typed on meanwhile is asked about the text of now
    if (!sameBody(now.body, body) || Object.keys(changedFields(now.fields, fields)).length) { await ask(saving, setBody); return; }
    if (!said.asks.length && !said.taken) { settle(saving, setBody, said, {}); return; } // only the version was newer
    dialog.innerHTML = said.page; // drawn by our own template, every word in it escaped
    dialog.showModal();
    wake(saving, setBody, said);
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    showState("offline", { action: [say("compare"), () => ask(saving, setBody)] });
  }
}

function wake(saving, setBody, said) {
  const page = dialog.querySelector("form"), go = page.querySelector("[value=merge]");
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value === "file") { downloadBoth(saving, said); return; }
    const chosen = Object.fromEntries(said.asks.map(({ key }) => [key, new FormData(page).get(`ask-${key}`)]));
    const open = said.asks.find(({ key }) => !chosen[key]);
    if (open) { page.querySelector(`[name="ask-${CSS.escape(open.key)}"]`).focus(); page.querySelector("[data-open]").hidden = false; return; }
    settle(saving, setBody, said, chosen);
  });
  go.focus();
}

function downloadBoth(saving, said) {
  saving.download();
  download(said.theirs, said.theirs.body);
}

// The merged text becomes the working copy over the other version; both stay under "Earlier versions".
// What was not chosen of mine is saved for a moment, so that it is kept there as well.
async function settle(saving, setBody, said, chosen) {
  const fields = { ...said.fields }, content = [];
  const asks = Object.fromEntries(said.asks.map((ask) => [ask.key, ask]));
  for (const { key, theirs } of said.asks) if (typeof theirs === "string" && chosen[key] === "theirs") fields[key] = theirs;
  for (const block of said.body.content) {
    const ask = asks[block.attrs.id];
    if (!ask) { content.push(block); continue; }
    const kept = { mine: [ask.mine], theirs: [ask.theirs], both: [ask.mine, ask.theirs && { ...ask.theirs, attrs: { ...ask.theirs.attrs, id: newId() } }] }[chosen[ask.key]];
    content.push(...kept.filter(Boolean));
  }
  const { body: theirBody, ...theirFields } = said.theirs;
  Object.assign(saving, { stored: { fields: { ...saving.stored.fields, ...theirFields }, body: theirBody }, version: said.version, tried: [], merged: true, out: "" });
  if (Object.values(chosen).includes("theirs") && (await saving.save())) saving.merged = true;
  setBody({ type: "doc", content: content.length ? content : [{ type: "paragraph", attrs: { id: newId() } }] });
  setFields(fields);
  if (dialog.open) dialog.close();
  saving.save();
}
