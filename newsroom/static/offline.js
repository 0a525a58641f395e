// The articles that the worker keeps on this device (worker/), the one read last first.
const room = document.querySelector("[data-kept]"), list = room.querySelector("ul"), row = room.querySelector("template");
const language = document.documentElement.lang, { zone } = document.getElementById("salinan").dataset;

async function kept() {
  const names = (await caches.keys()).filter((name) => name.startsWith("lembar-read-"));
  const found = await Promise.all(names.map(async (name) => {
    const cache = await caches.open(name), asked = await cache.keys();
    return Promise.all(asked.filter(({ url }) => /\/articles\/[^/]+\/$/.test(url)).map((one) => cache.match(one).then(read)));
  }));
  return found.flat().sort((one, other) => other.at - one.at);
}

async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [title, writer] = ["h1", ".author-name a"].map((where) => page.querySelector(where)?.textContent ?? "");
  return { title, writer, address: answer.headers.get("x-path"), at: Number(answer.headers.get("x-at")) };
}

function shown({ title, writer, address, at }) {
  const item = row.content.firstElementChild.cloneNode(true), link = item.querySelector("a"), time = item.querySelector("time");
  [link.href, link.textContent] = [address, title];
  item.querySelector("[data-writer]").textContent = writer;
  time.dateTime = new Date(at).toISOString();
  time.textContent = inFull(at, language, zone); // worker/moments.js
  return item;
}

async function show() {
  const articles = await kept();
  list.replaceChildren(...articles.map(shown));
  room.hidden = !articles.length;
  document.querySelector("[data-kept-nothing]").hidden = Boolean(articles.length);
}

for (const part of document.querySelectorAll("[data-asked]")) part.hidden = location.pathname === "/offline/";
room.querySelector("button").addEventListener("click", async () => {
  for (const name of await caches.keys()) if (name.startsWith("lembar-read-")) await caches.delete(name);
  show();
});
if ("caches" in window) show();
