// What an article's page does with script: copy the link, share by the phone, larger text, print. Each button is there only with it.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.parentElement.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  button.parentElement.hidden = !navigator.share;
  const { title, share: url } = button.dataset;
  button.addEventListener("click", () => navigator.share({ title, url }).catch(() => { /* thought better of it */ }));
}

// Pictures that nobody scrolled to are fetched first, or the paper has holes.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", async () => {
    const pictures = [...document.images];
    for (const one of pictures) one.loading = "eager";
    await Promise.allSettled(pictures.map((one) => one.decode()));
    print();
  });
}

for (const button of document.querySelectorAll("[data-text-size]")) {
  const root = document.documentElement;
  const show = () => button.setAttribute("aria-pressed", root.dataset.size === "large");
  button.addEventListener("click", () => {
    if (root.dataset.size) delete root.dataset.size;
    else root.dataset.size = "large";
    try { localStorage.size = root.dataset.size ?? ""; } catch { /* private windows keep nothing */ }
    show();
  });
  show();
}
