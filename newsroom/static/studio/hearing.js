// What the page does with each answer of the server to a save: the table of the editor's design, "Autosave".
import { say, studio, tell } from "./page.js";
import { showState } from "./savestate.js";

const LONGEST_PAUSE = 60;

export async function heard(saving, { status, said, wait }, fields) {
  if (said?.version && status !== 409) return took(saving, said, fields, status);
  if (status === 409 && said?.reason === "sent") return close(saving, "sent", [say("recall"), () => location.assign(studio.addresses.draft)]);
  if (status === 409 && said?.reason === "stale") return saving.merge(said);
  if (status === 401) return signedOut(saving, said?.reason === "other");
  if ([404, 410, 423].includes(status)) return close(saving, "gone", [say("copy"), () => saving.download()]);
  if ([413, 415, 422].includes(status)) {
    Object.assign(saving.refused, fields);
    return sayRefused(saving, said?.sentence ?? "");
  }
  return retry(saving, "failed", wait);
}

// The server has it: what was sent is the new base, whatever has been typed since.
function took(saving, said, fields, status) {
  const refused = said.refused ?? {};
  for (const [name, value] of Object.entries(fields)) {
    if (name in refused) { saving.refused[name] = value; continue; }
    delete saving.refused[name];
    if (name === "body") saving.stored.body = value;
    else saving.stored.fields[name] = value;
  }
  Object.assign(saving, { version: said.version, at: said.at, tried: [], pauses: 0, merged: false });
  if (!saving.begun) {
    saving.begun = true;
    history.replaceState(null, "", said.address);
  }
  saving.painted(said, fields);
  if (status !== 200) return sayRefused(saving, Object.values(refused)[0]);
  showState("saved", { filled: { at: said.at } });
  return true;
}

function sayRefused(saving, why) {
  showState("failed", { why: why || say("newer_page"), action: [say("copy"), () => saving.download()] });
  return false;
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

export function close(saving, state, action = null) {
  saving.closed = state;
  showState(state, { action });
  saving.lock();
  return false;
}
