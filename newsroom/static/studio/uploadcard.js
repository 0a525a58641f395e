// One photo on its way, as the writer sees it: its picture, how far it is, cancel, and trying again.
import { made } from "../made.js";
import { say, tell } from "./page.js";

export class Card {
  constructor({ id, file, name = file.name }, cancel, again) {
    this.name = name;
    this.dom = made("div", "upload upload-running", { contenteditable: "false", role: "group", "aria-label": name });
    const preview = made("img", "upload-preview", { alt: "", src: URL.createObjectURL(file) });
    preview.addEventListener("error", () => preview.remove()); // no browser draws what is no picture, nor every kind that is
    this.text = made("div", "upload-text");
    this.bar = made("progress", "progress", { max: "100", value: "0", "aria-labelledby": `unggah-${id}` });
    this.hint = made("p", "hint");
    this.text.append(made("p", "upload-name", { id: `unggah-${id}` }, name), this.bar, this.hint);
    const stop = made("button", "button", { type: "button" }, say("cancel")), retry = made("button", "button", { type: "button", hidden: "" }, say("again"));
    stop.addEventListener("click", cancel);
    retry.addEventListener("click", again);
    this.retry = retry;
    const buttons = made("div", "buttons");
    buttons.append(retry, stop);
    this.dom.append(preview, this.text, buttons);
  }

  progress(percent) {
    this.bar.value = percent;
    this.retry.hidden = true;
    this.hint.textContent = say("uploading", { name: this.name, percent });
  }

  wait() {
    this.retry.hidden = false;
    this.hint.textContent = say("upload_waits");
    tell(say("upload_waits"));
  }

  fail(why) {
    this.dom.classList.replace("upload-running", "upload-failed");
    this.bar.remove();
    this.hint.textContent = why;
    this.hint.setAttribute("role", "alert");
  }
}
