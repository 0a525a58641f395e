// Photos on their way: a picture and its progress stand where the photo will, a widget that is neither saved nor sent.
// The file waits on the device, so that a lost network or a reload only delays it.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../vendor/prosemirror.js";
import { freshToken } from "./calls.js";
import * as journal from "./journal.js";
import { say, studio, tell } from "./page.js";
import { newId } from "./schema.js";
import { posted } from "./posting.js";
import { Card } from "./uploadcard.js";

const MOST_BYTES = 25_000_000, PAUSE = 5000;
const key = new PluginKey("uploads");

export const uploadPlaces = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, set) {
      const mapped = set.map(tr.mapping, tr.doc), { add, drop } = tr.getMeta(key) ?? {};
      if (add) return mapped.add(tr.doc, [Decoration.widget(add.at, () => add.card, { id: add.id, side: 1, stopEvent: () => true, ignoreSelection: true })]);
      return drop ? mapped.remove(mapped.find(null, null, (spec) => spec.id === drop)) : mapped;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

export class Uploads {
  // `landed` gets a photo's answer, the place in the text where it was waited for, or null for the cover, and since when.
  constructor(view, { ready, landed }) {
    Object.assign(this, { view, ready, landed, queue: [], busy: false });
    addEventListener("online", () => this.next());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.next(); });
  }

  get isBusy() { return this.queue.length > 0; }

  // `at` is a place in the text; null for the cover.
  async add(files, at) {
    for (const file of files) {
      if (file.size > MOST_BYTES) { this.refuseLarge(file, at); continue; }
      const upload = { id: newId(), file, name: file.name, isCover: at === null };
      this.put(upload, at);
      try { await journal.keepUpload(studio.writer, studio.code, upload.id, { file, name: file.name, isCover: upload.isCover }); } catch { tell(say("no_room")); }
    }
    this.next();
  }

  refuseLarge(file, at) {
    const upload = { id: newId(), file, name: file.name, isCover: at === null };
    upload.card = this.show(upload, at);
    upload.card.fail(say("too_large", { name: file.name }));
  }

  async resume() {
    try { for (const upload of await journal.uploadsOf(studio.writer, studio.code)) this.put(upload, upload.isCover ? null : this.view.state.doc.content.size); } catch { return; }
    this.next();
  }

  put(upload, at) {
    upload.card = this.show(upload, at);
    upload.since = performance.now();
    this.queue.push(upload);
  }

  show(upload, at) {
    const card = new Card(upload, () => this.cancel(upload), () => this.next());
    if (at === null) document.querySelector("[data-cover]").append(card.dom);
    else {
      const $at = this.view.state.doc.resolve(Math.min(at, this.view.state.doc.content.size));
      const place = $at.depth ? $at.after(1) : $at.pos;
      this.view.dispatch(this.view.state.tr.setMeta(key, { add: { id: upload.id, at: place, card: card.dom } }));
    }
    return card;
  }

  // Where the writer has the placeholder now, whatever was typed meanwhile.
  placeOf(upload) {
    return key.getState(this.view.state).find(null, null, (spec) => spec.id === upload.id)[0]?.from ?? this.view.state.doc.content.size;
  }

  async next() {
    if (this.busy || !this.queue.length) return;
    this.busy = true;
    try { while (this.queue.length && (await this.send(this.queue[0]))); } finally { this.busy = false; }
  }

  // Whether the next one may go: after an answer, whatever it was. What has no answer waits and is tried again.
  async send(upload) {
    const isReady = await this.ready();
    if (upload.gone) return true;
    if (!isReady) return this.wait(upload);
    upload.abort = new AbortController();
    const { status, said } = await posted(upload, (percent) => upload.card.progress(percent), upload.abort.signal);
    if (upload.gone) return true;
    if (status === 201) this.land(upload, said);
    else if ([0, 401, 403, 429].includes(status) || status >= 500) {
      if (status === 403) await freshToken().catch(() => {});
      return this.wait(upload);
    } else this.refuse(upload, said?.sentence ?? "");
    return true;
  }

  wait(upload) {
    upload.card.wait();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.next(), PAUSE);
    return false;
  }

  refuse(upload, why) {
    upload.card.fail(say("upload_failed", { name: upload.name, why }));
    this.queue.shift();
    journal.dropUpload(studio.writer, studio.code, upload.id).catch(() => {});
  }

  land(upload, said) {
    const at = upload.isCover ? null : this.placeOf(upload);
    this.drop(upload);
    this.landed(said, at, upload.since);
    tell(say("uploaded"));
  }

  drop(upload) {
    this.queue = this.queue.filter((one) => one !== upload);
    upload.card.dom.remove();
    if (!upload.isCover) this.view.dispatch(this.view.state.tr.setMeta(key, { drop: upload.id }));
    journal.dropUpload(studio.writer, studio.code, upload.id).catch(() => {});
  }

  cancel(upload) {
    upload.gone = true;
    upload.abort?.abort();
    this.drop(upload);
    this.next();
  }
}
