// What the server handed to this page: the draft as it is stored, addresses, and every word that the scripts may say.
const stored = document.getElementById("studio");
export const studio = stored ? JSON.parse(stored.textContent) : null;
export const form = document.getElementById("draft");

// A sentence of the page's language; what stands in {braces} is filled in.
export function say(name, filled = {}) {
  return studio.words[name].replace(/\{(\w+)\}/g, (_, key) => filled[key]);
}

// One polite region tells what happens, each sentence at most once in five seconds.
const region = document.querySelector("[data-told]");
let last = "", at = 0;
export function tell(sentence) {
  if (!region || !sentence || (sentence === last && Date.now() - at < 5000)) return;
  [last, at] = [sentence, Date.now()];
  region.textContent = "";
  setTimeout(() => { region.textContent = sentence; }, 50);
}

export function icon(name) {
  const known = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${known}#${name}`);
  svg.append(use);
  return svg;
}

export function later(run, wait) {
  let timer, first;
  const later = (longest) => {
    first ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(now, Math.max(0, Math.min(wait, first + (longest ?? wait) - Date.now())));
  };
  const now = () => { clearTimeout(timer); first = undefined; return run(); };
  return { later, now };
}
export const AROUND = { top: 96, right: 0, bottom: 96, left: 0 }; // pixels that the bar and a phone's tools cover
