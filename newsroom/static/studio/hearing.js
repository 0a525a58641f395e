// What the page does with each answer of the server to a save: the table of the editor's design, "Autosave".
import { groupOf } from "./copy.js";
import { showRefused } from "./fields.js";
import { say, studio, tell } from "./page.js";
import { showState } from "./savestate.js";

const LONGEST_PAUSE = 60;

export async function heard(saving, { status, said, wait }, fields) {
  if (said?.version && status !== 409) return took(saving, said, fields);
  if (status === 409 && said?.reason === "sent") return close(saving, "sent", [say("recall"), () => location.assign(studio.addresses.draft)]);
  if (status === 409 && said?.reason === "stale") return saving.merge(said);
  if (status === 401) return signedOut(saving, said?.reason === "other");
  if ([404, 410, 423].includes(status)) return close(saving, "gone", [say("copy"), () => saving.download()]);
  if ([413, 415, 422].includes(status)) return refuse(saving, said?.sentence ?? "", fields);
  return retry(saving, "failed", wait);
}

// The server has it: what was sent is the new base, whatever has been typed since. A passport is kept or refused whole.
function took(saving, said, fields) {
  const why = said.refused ?? {}, refused = new Set(Object.keys(why).map(groupOf));
  for (const [name, value] of Object.entries(fields)) {
    if (refused.has(groupOf(name))) continue;
    if (name === "body") saving.stored.body = value;
    else saving.stored.fields[name] = value;
  }
  for (const group of refused) note(saving, group, fields, why);
  Object.assign(saving, { version: said.version, at: said.at, tried: [], pauses: 0, merged: false });
  if (!saving.begun) {
    saving.begun = true;
    history.replaceState(null, "", said.address);
  }
  saving.painted(said, fields);
  if (Object.keys(saving.refused).length) return sayRefused(saving);
  showState("saved", { filled: { at: said.at } });
  return true;
}

function note(saving, group, fields, why) {
  const names = Object.keys(fields).filter((name) => groupOf(name) === group);
  saving.refused[group] = { values: Object.fromEntries(names.map((name) => [name, fields[name]])), why };
}

// Nothing of the call was taken. A text that is too large or broken keeps the other fields from nothing.
function refuse(saving, sentence, fields) {
  const groups = "body" in fields ? ["body"] : [...new Set(Object.keys(fields).map(groupOf))];
  for (const group of groups) note(saving, group, fields, { [group]: sentence });
  saving.saver.later();
  return sayRefused(saving);
}

// Each beside its control. Where the save state stands is room for the field's name and the way there; a sentence with
// no field beside it stands there itself.
export function sayRefused(saving) {
  const why = Object.assign({}, ...Object.values(saving.refused).map((one) => one.why)), control = showRefused(why);
  if (control?.labels?.length) showState("failed", { why: control.labels[0].textContent.trim(), action: [say("to_field"), () => goTo(control)] });
  else showState("failed", { why: Object.values(why)[0] || say("newer_page"), action: [say("copy"), () => saving.download()] });
  return false;
}

// In the middle, since the sentence stands below it.
function goTo(control) {
  control.focus({ preventScroll: true });
  control.scrollIntoView({ block: "center" });
}

// Writing goes on into the journal; the sign-in opens beside, and coming back tries again.
function signedOut(saving, isOther) {
  saving.out = isOther ? "other" : "out";
  if (isOther) showState("other");
  else showState("out", { action: [say("sign_in"), studio.addresses.sign_in] });
  return false;
}

// Again after 2, 4, 8 … 60 seconds, or when the server says; at once when the network or the writer comes back.
export function retry(saving, state, seconds = 0) {
  const pause = seconds || Math.min(LONGEST_PAUSE, 2 ** ++saving.pauses) * (0.75 + Math.random() / 2);
  const now = () => { saving.waiting = clearTimeout(saving.waiting); saving.save(); };
  clearTimeout(saving.waiting);
  saving.waiting = setTimeout(now, pause * 1000);
  const action = [say("again"), now];
  if (saving.journalless) showState("full", { action });
  else if (state === "offline") showState("offline");
  else {
    showState("failed", { action });
    tell(say("busy", { seconds: Math.ceil(pause) }));
  }
  return false;
}

// Nothing is written any more; what was typed until now stays in the journal.
export async function close(saving, state, action = null) {
  await saving.keep();
  saving.closed = state;
  showState(state, { action });
  saving.lock();
  return false;
}
