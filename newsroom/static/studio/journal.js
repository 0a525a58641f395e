// The journal: what is written stands in this device's IndexedDB until the server has it. One record a person and draft.
const NAME = "lembar", DRAFTS = "drafts", UPLOADS = "uploads";
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => { for (const store of [DRAFTS, UPLOADS]) asked.result.createObjectStore(store); };
    asked.onsuccess = () => { asked.result.onclose = () => { opened = undefined; }; resolve(asked.result); };
    asked.onerror = asked.onblocked = () => { opened = undefined; reject(asked.error); };
  });
  return opened;
}

async function run(store, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode), asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked?.result);
    if (mode === "readwrite") transaction.commit(); // at once: the page may be going
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? asked?.error);
  });
}

// `writer:code` names a record, so that whoever else signs in here never meets it.
const key = (writer, code) => `${writer}:${code}`;

export const read = (writer, code) => run(DRAFTS, "readonly", (store) => store.get(key(writer, code)));
export const remove = (writer, code) => run(DRAFTS, "readwrite", (store) => store.delete(key(writer, code)));

// Throws when the device has no room.
export const write = (writer, code, record) => run(DRAFTS, "readwrite", (store) => store.put({ ...record, at: Date.now() }, key(writer, code)));

// The drafts of this person that are not with the server yet: { code, begun, title, text, at }, the newest first.
export async function unsent(writer) {
  const names = (await run(DRAFTS, "readonly", (store) => store.getAllKeys())).filter((name) => name.startsWith(`${writer}:`));
  const found = await Promise.all(names.map(async (name) => ({ code: name.split(":")[1], ...(await run(DRAFTS, "readonly", (store) => store.get(name))) })));
  return found.map(({ code, begun, fields, body, at }) => ({ code, begun, title: fields.title, text: firstWords(body), at })).sort((one, other) => other.at - one.at);
}

function firstWords(body) {
  const words = (node) => node.text ?? (node.content ?? []).map(words).join("");
  return body.content.map(words).join(" ").trim().slice(0, 80);
}

export async function forgetAll(writer) {
  for (const store of [DRAFTS, UPLOADS]) {
    const names = await run(store, "readonly", (objects) => objects.getAllKeys());
    for (const name of names) if (name.startsWith(`${writer}:`)) await run(store, "readwrite", (objects) => objects.delete(name));
  }
}

export const keepUpload = (writer, code, id, upload) => run(UPLOADS, "readwrite", (store) => store.put(upload, `${key(writer, code)}:${id}`));
export const dropUpload = (writer, code, id) => run(UPLOADS, "readwrite", (store) => store.delete(`${key(writer, code)}:${id}`));

export async function uploadsOf(writer, code) {
  const start = `${key(writer, code)}:`;
  const names = (await run(UPLOADS, "readonly", (store) => store.getAllKeys())).filter((name) => name.startsWith(start));
  return Promise.all(names.map(async (name) => ({ id: name.slice(start.length), ...(await run(UPLOADS, "readonly", (store) => store.get(name))) })));
}
