// Saving: the journal first, then the server, one call at a time. Nothing that was typed waits for the network, and the
// body under the writer's fingers is never replaced by an answer.
import { Away, call } from "./calls.js";
import { changedFields, download, fieldsNow, groupOf, sameBody } from "./copy.js";
import { heard, retry, sayRefused } from "./hearing.js";
import * as journal from "./journal.js";
import { later, studio } from "./page.js";
import { savedAt, showState } from "./savestate.js";

const REST = 2000, LONGEST = 10_000, JOURNAL_REST = 400, JOURNAL_LONGEST = 2000, MOST_TRIED = 20;

const same = (one, other) => (typeof one === "object" ? sameBody(one, other) : (one ?? "") === (other ?? ""));

export class Saving {
  // `body` reads the text, `painted` shows what an answer brings, `merge` asks about two versions, `lock` makes the page
  // readable only. `stored` is { fields, body } as the server has them at `version`.
  constructor(hooks, stored) {
    Object.assign(this, hooks, { stored, version: studio.version, begun: !studio.is_new, at: savedAt });
    this.tried = []; // names of saves on this base whose answers never came
    this.refused = {}; // what the server did not take as it stands: { values, why } by what is kept together
    this.pauses = 0;
    this.closed = "opening"; // opening, sent, gone or tab: nothing is written
    this.out = ""; // out, other or merge: the journal goes on alone
    this.journalless = false;
    this.saver = later(() => this.save(), REST);
    this.keeper = later(() => this.keep(), JOURNAL_REST);
    addEventListener("online", () => this.wake());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.wake()));
  }

  now() { return { fields: { ...this.stored.fields, ...fieldsNow() }, body: this.body() }; }

  // What the server does not have yet, without what it has refused as it stands.
  difference() {
    const now = { ...fieldsNow(), body: this.body() }, fields = changedFields(fieldsNow(), this.stored.fields);
    if (!sameBody(now.body, this.stored.body)) fields.body = now.body;
    for (const [group, { values }] of Object.entries(this.refused)) {
      const names = Object.keys(values), stands = names.every((name) => same(now[name], values[name]));
      if (!stands || !names.some((name) => name in fields)) delete this.refused[group];
    }
    return Object.fromEntries(Object.entries(fields).filter(([name]) => !(groupOf(name) in this.refused)));
  }

  get isDirty() { return Object.keys(this.difference()).length > 0 || Object.keys(this.refused).length > 0; }

  // Leaving a field is no change: what is said of it, with its button, stays under the finger that left it.
  get isAllSaid() { return Object.keys(this.difference()).length === 0; }

  changed() {
    if (this.closed) return;
    this.keeper.later(JOURNAL_LONGEST);
    if (this.journalless) showState("full");
    else if (!this.flight && !this.waiting && !this.out) showState("unsaved");
    if (!this.waiting && !this.out) this.journalless ? this.saver.later(1000) : this.saver.later(LONGEST);
  }

  async keep() {
    if (this.closed) return;
    const record = { ...this.now(), base_version: this.version, base: this.stored, tried: this.tried, begun: this.begun };
    try {
      if (this.isDirty || this.flight) await journal.write(studio.writer, studio.code, record);
      else await journal.remove(studio.writer, studio.code);
      this.journalless = false;
    } catch {
      this.journalless = true;
      if (this.isDirty) showState("full");
    }
  }

  leave() {
    if (this.closed) return;
    this.keep();
    this.save();
  }

  wake() {
    if (this.closed || this.flight || this.out === "merge") return;
    this.out = "";
    this.waiting = clearTimeout(this.waiting);
    this.save();
  }

  // Resolves to whether the server has everything that stood here when it was called.
  async save() {
    if (this.flight) { this.again = true; return this.flight.then(() => this.flight ?? this.save()); }
    const fields = this.difference();
    if (this.closed || this.out || (Object.keys(fields).length === 0 && (this.begun || !this.mustBegin))) return this.rest();
    this.flight = this.send(fields);
    const done = await this.flight.finally(() => { this.flight = null; });
    const again = this.again;
    this.again = false;
    if (!this.isDirty) await this.keep();
    return again && done ? this.save() : done;
  }

  // A photo needs a draft to belong to, be it without a word.
  async begin() {
    this.mustBegin = true;
    return this.begun || this.save();
  }

  rest() {
    if (Object.keys(this.refused).length) return sayRefused(this);
    if (this.closed || this.out) return false;
    if (this.at) showState("saved", { filled: { at: this.at } });
    return true;
  }

  async send(fields) {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(36).padStart(2, "0")).join("");
    const tried = this.tried, start = this.begun ? {} : { code: studio.code };
    this.tried = [...tried, id].slice(-MOST_TRIED);
    showState("saving");
    if (!this.journalless) await this.keep();
    const said = { base: this.version, save_id: id, tried, fields, merged: this.merged === true, ...start };
    try {
      return await heard(this, await call(this.begun ? studio.addresses.draft : studio.addresses.begin, "PATCH", said), fields);
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      return retry(this, "offline");
    }
  }

  download() { const { fields, body } = this.now(); download(fields, body); }
}
