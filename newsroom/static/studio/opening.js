// How a draft opens: what this device still holds comes back, and what another device saved since is taken or merged.
import { Away, call } from "./calls.js";
import { setFields } from "./copy.js";
import * as journal from "./journal.js";
import { listUnsent } from "./unsent.js";
import { form, say, studio, tell } from "./page.js";

const LOOK = 60_000;

// A sheet that was never saved has no address of its own yet: this tab remembers it over a reload, and others that wait
// on this device are offered above the sheet.
export async function adoptNew() {
  if (!studio.is_new) return;
  const wanted = new URLSearchParams(location.search).get("draft") ?? sessionStorage.getItem("new-draft");
  const waiting = (await journal.unsent(studio.writer).catch(() => [])).filter((one) => !one.begun);
  if (waiting.some((one) => one.code === wanted)) adopt(wanted);
  sessionStorage.setItem("new-draft", studio.code);
  offer(waiting.filter((one) => one.code !== studio.code));
}

function adopt(code) {
  for (const key of Object.keys(studio.addresses)) studio.addresses[key] = studio.addresses[key].replace(studio.code, code);
  studio.code = form.elements.code.value = code;
}

function offer(waiting) {
  const place = document.querySelector("[data-unsent]");
  if (waiting.length) listUnsent(place, waiting);
}

// Puts the journal's text on the page. When the server moved on meanwhile, and not by this device, it is merged.
// Until the journal was read nothing is written into it.
export async function restore(saving, setBody, awake) {
  const record = await journal.read(studio.writer, studio.code).catch(() => null);
  awake();
  if (!record) return;
  const isOurs = record.base_version === saving.version || record.tried.includes(studio.save_id);
  saving.tried = record.tried;
  if (!isOurs) [saving.stored, saving.out] = [record.base, "merge"];
  setBody(record.body);
  setFields(record.fields);
  if (!isOurs) { saving.merge(); return; }
  if (saving.isDirty) tell(say("restored"));
  saving.save();
}

// Another device may have saved: look on coming back and every minute. Nothing unsaved here: the page takes it quietly.
export function watchOthers(saving) {
  const look = async () => {
    if (document.hidden || saving.closed || saving.out || saving.flight || !saving.begun) return;
    try {
      const { status, said } = await call(studio.addresses.state);
      if (status !== 200 || saving.flight || said.version === saving.version || saving.tried.includes(said.save_id)) return;
      if (saving.isDirty) saving.merge(said);
      else location.reload();
    } catch (error) { if (!(error instanceof Away)) throw error; }
  };
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
}
