// Owns what the worker puts into the device's store: public pages of articles, and the files that belong to them.
const pictureOf = (path) => path.startsWith("/media/") ? path.slice(0, path.lastIndexOf("-") + 1) : path;
const isKept = async (path) => Boolean(await caches.match(keyOf(path), { cacheName: READ }));
const pathsOf = async (cache) => (await cache.keys()).map(({ url }) => pathOf(url));

// The page loads its own pictures first.
async function keep(path, answer) {
  if (!isPublic(answer)) return;
  const read = await caches.open(READ), text = await answer.text();
  await read.put(keyOf(path), new Response(text, { headers: noted(answer, { "x-path": path, "x-at": Date.now() }) }));
  await new Promise((rested) => setTimeout(rested, REST));
  await keepPictures(read, path, text);
  await tidy(read);
}

function noted(answer, more) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return headers;
}

// Pictures that nobody scrolled to, in the size for phones; not where somebody saves data, or signed out meanwhile.
async function keepPictures(read, path, text) {
  if (navigator.connection?.saveData) return;
  const have = await pathsOf(read);
  for (const [figure] of text.matchAll(/<figure.*?<\/figure>/gs)) {
    const wanted = /type="image\/webp" srcset="(?:[^"]*, )?(\S+) \d+w"/.exec(figure)?.[1] ?? / src="([^"]+)"/.exec(figure)?.[1];
    if (wanted && !have.some((one) => one.startsWith(pictureOf(wanted))) && (await isKept(path))) await fetchFile(wanted);
  }
}

const fetchFile = async (address) => keepFile(pathOf(address), await fetch(address, { cache: "force-cache" }));

async function keepFile(path, answer) {
  const read = await caches.open(READ);
  if (isGone(answer)) for (const one of await pathsOf(read)) if (one.startsWith(pictureOf(path))) await read.delete(one);
  if (!isPublic(answer) || (path.startsWith("/static/") && (await caches.match(path)))) return;
  const body = await answer.blob();
  await read.put(path, new Response(body, { headers: noted(answer, { "x-bytes": body.size }) }));
}
