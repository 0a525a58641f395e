// The whole working copy as it stands on the page, read from the form's own controls and from the editor.
import { form, studio } from "./page.js";

const NOT_KEPT = new Set(["csrfmiddlewaretoken", "version", "code", "verb", "attest", "news", "upload", "body"]);

// By the names of the controls, as the server knows them.
export function fieldsNow() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (!NOT_KEPT.has(name) && typeof value === "string") found[name] = value.replace(/\r\n/g, "\n");
  }
  return found;
}

// The copy that the server has, as this page was drawn from it; answers to remarks stand beside the draft.
export function storedCopy() {
  const stored = structuredClone(studio.stored);
  for (const answer of document.querySelectorAll("[form=draft][name^=remark-]")) stored.fields[answer.name] = answer.defaultValue;
  return stored;
}

// What differs from `stored`. A passport is judged whole, and so are the topics.
export function changedFields(now, stored) {
  const names = Object.keys(now).filter((name) => now[name] !== (stored[name] ?? ""));
  const groups = new Set(names.map(groupOf));
  return Object.fromEntries(Object.entries(now).filter(([name]) => groups.has(groupOf(name))));
}

// What is kept or refused together with a field.
export function groupOf(name) {
  if (name === "topics" || name === "topic_main") return "topics*";
  const photo = /^([a-z0-9]{8})-/.exec(name);
  return photo ? `${photo[1]}*` : name;
}

// Put values into the controls; a choice among several is ticked.
export function setFields(values) {
  for (const [name, value] of Object.entries(values)) {
    const control = form.elements[name];
    if (!control || NOT_KEPT.has(name)) continue;
    if (control instanceof RadioNodeList) control.value = value;
    else if (control.type === "radio" || control.type === "checkbox") control.checked = control.value === value;
    else control.value = value;
    (control instanceof RadioNodeList ? control[0] : control).dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export const sameBody = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// As a file, when nothing else is possible: plain words, blank lines between.
export function download(fields, body) {
  const words = (node) => node.type === "text" ? node.text : node.type === "break" ? "\n" : (node.content ?? []).map(words).join("");
  const blocks = (body?.content ?? []).flatMap((block) => block.content?.[0]?.type === "item" ? block.content.map((item) => `- ${words(item)}`) : [words(block)]);
  const text = [fields.title, fields.dek, ...blocks].filter(Boolean).join("\n\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = `${studio.code}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
