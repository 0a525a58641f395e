// What a device keeps of reading: the articles read last, with what they were shown with, for when there is no network.
// The network comes first, always. VERSION stands before this text (articles/reading/installing.py).
const SHELL = `lembar-page-${VERSION}`, READ = "lembar-read-1", OFFLINE = "/offline/", GONE = "/gone/", LOOKED = "/looked/";
const MOST = 20, ROOM = 24 * 1024 * 1024, LOOK_EVERY = 5 * 60_000, LOOK_SOON = 30_000, REST = 4_000;
const ARTICLE = /^\/articles\/[a-z0-9]{8}\/(?=([^/]+\/)?$)/, FILE = /^\/(static|media|portraits)\//;
// So that nobody counts it as a reading.
const AHEAD = { Purpose: "prefetch" };
const pathOf = (address) => new URL(address, location.origin).pathname;
const keyOf = (path) => ARTICLE.exec(path)[0];
const isGone = ({ status }) => status === 404 || status === 410;
const isPublic = ({ status, headers }) => {
  const said = headers.get("Cache-Control") ?? "";
  return status === 200 && said.includes("public") && !said.includes("no-store");
};

addEventListener("install", (event) => { skipWaiting(); event.waitUntil(begin()); });
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", (event) => event.waitUntil(event.data === "forget" ? caches.delete(READ) : first(event)));
// Whoever signs out may leave the phone to somebody else.
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request, path = pathOf(url);
  if (!url.startsWith(`${location.origin}/`)) return;
  if (method === "POST" && path === "/accounts/logout/") event.waitUntil(caches.delete(READ));
  if (method === "POST" && mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  if (method !== "GET") return;
  if (mode === "navigate") event.respondWith(page(event, path));
  else if (FILE.test(path)) event.respondWith(file(event, path));
});

// The page comes last, and only as the site draws it: an error is no page, and the worker of before stays.
async function begin() {
  const answer = await fetch(OFFLINE, { cache: "reload" });
  if (!isPublic(answer)) throw new Error(`${OFFLINE}: ${answer.status}`);
  const shell = await caches.open(SHELL), files = (await answer.clone().text()).match(/\/static\/[^"#?]+/g);
  await shell.addAll([...new Set(files)]);
  await shell.put(OFFLINE, answer);
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith("lembar-") && name !== SHELL && name !== READ) await handOn(name);
  }
  await registration.navigationPreload?.enable();
  await clients.claim();
}

// A page that began without us tells what it loaded; all of it comes from the browser's own cache.
async function first({ data, source }) {
  const path = pathOf(source.url);
  if (!ARTICLE.test(path)) return;
  for (const address of data.filter((one) => FILE.test(pathOf(one)))) await fetchFile(address);
  await keep(path, await fetch(path, { cache: "force-cache", headers: AHEAD }));
}

async function page(event, path) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(note(path, answer.clone()));
    return answer;
  } catch {
    return (await copy(path)) ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function note(path, answer) {
  if (ARTICLE.test(path) && isPublic(answer)) await keep(path, answer);
  else if (ARTICLE.test(path) && isGone(answer)) await forget(path);
  await lookAgain();
}

async function file(event, path) {
  try {
    const answer = await fetch(event.request), asks = await clients.get(event.clientId);
    if (asks && ARTICLE.test(pathOf(asks.url))) event.waitUntil(keepFile(path, answer.clone()));
    return answer;
  } catch {
    return (await caches.match(path, { ignoreVary: true })) ?? (await otherSize(path)) ?? Response.error();
  }
}

// The same picture in another size or kind, when not the one that the screen would like.
async function otherSize(path) {
  const read = await caches.open(READ), one = (await pathsOf(read)).find((kept) => kept.startsWith(pictureOf(path)));
  return one && read.match(one);
}

// The page as it was, with a line that says so.
async function copy(path) {
  const read = await caches.open(READ), kept = ARTICLE.test(path) && (await read.match(keyOf(path)));
  if (!kept) return undefined;
  const frame = await (await caches.match(OFFLINE)).text(), [, language] = /<html lang="([^"]+)"/.exec(frame);
  const [, zone, words] = /<template id="salinan" data-zone="([^"]+)">(.*?)<\/template>/s.exec(frame);
  const line = words.replace("{time}", inFull(Number(kept.headers.get("x-at")), language, zone));
  const text = (await kept.text()).replace(/<header class="site-header">/, (header) => header + line);
  return new Response(text, { headers: kept.headers });
}
