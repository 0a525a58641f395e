// Owns what leaves the device's store: the oldest, what was taken down, what no page shows.
// The pages that are kept, the one read last first: { path, at, address, text }.
async function pages(read) {
  const found = (await pathsOf(read)).filter((path) => ARTICLE.test(path)).map(async (path) => {
    const kept = await read.match(path);
    return { path, at: Number(kept.headers.get("x-at")), address: kept.headers.get("x-path"), text: await kept.text() };
  });
  return (await Promise.all(found)).sort((one, other) => other.at - one.at);
}

// At most MOST pages, no picture or style sheet that none of them names, and no more than ROOM bytes of files: the oldest
// pictures go. Fonts and modules are named by other files.
async function tidy(read) {
  const found = await pages(read), texts = found.slice(0, MOST).map(({ text }) => text).join();
  for (const { path } of found.slice(MOST)) await read.delete(path);
  const files = (await pathsOf(read)).filter((path) => FILE.test(path)), shown = [];
  for (const path of files) {
    if ((path.startsWith("/static/") && !path.endsWith(".css")) || texts.includes(pictureOf(path))) shown.push(path);
    else await read.delete(path);
  }
  const sizes = await Promise.all(shown.map(async (path) => Number((await read.match(path)).headers.get("x-bytes"))));
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  for (const [place, path] of shown.entries()) {
    if (bytes <= ROOM) return;
    if (path.startsWith("/static/")) continue;
    await read.delete(path);
    bytes -= sizes[place];
  }
}

// An older shelf goes, but for files that pages name which were kept with it: the looks of then.
async function handOn(name) {
  const old = await caches.open(name), texts = (await pages(await caches.open(READ))).map(({ text }) => text).join();
  const needed = (await pathsOf(old)).filter((path) => FILE.test(path) && texts.includes(path));
  const found = await Promise.all(needed.map(async (path) => [path, await old.match(path)]));
  await caches.delete(name);
  for (const [path, answer] of found) await keepFile(path, answer);
}

async function forget(path) {
  const read = await caches.open(READ);
  await read.delete(keyOf(path));
  await tidy(read);
}

// Whatever was taken down since leaves the device, also what nobody opens again. A look that broke off is done anew; after
// one that was refused or not answered the next page but a little later asks again.
async function lookAgain() {
  const read = await caches.open(READ), last = await read.match(LOOKED);
  const left = Number(last?.headers.get("x-next") ?? 0) - Date.now();
  if (left > 0 && left <= LOOK_EVERY) return;
  const codes = (await pathsOf(read)).filter((path) => ARTICLE.test(path)).map((path) => path.split("/")[2]);
  const gone = codes.length ? await goneOf(codes) : [];
  for (const code of gone ?? []) await forget(`/articles/${code}/`);
  await read.put(LOOKED, new Response("", { headers: { "x-next": Date.now() + (gone ? LOOK_EVERY : LOOK_SOON) } }));
}

async function goneOf(codes) {
  try {
    const answer = await fetch(`${GONE}?codes=${codes}`, { cache: "no-store", credentials: "omit" });
    return answer.ok ? (await answer.json()).gone : null;
  } catch { return null; }
}
