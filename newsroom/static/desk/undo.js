// The ten seconds: counted down in words, and at their end what stands now. Without script the toast says the seconds
// that were left when it was drawn.
for (const toast of document.querySelectorAll("[data-undo]")) {
  const words = toast.querySelector(".undo-words");
  const line = toast.querySelector(".undo-clock");
  const end = performance.now() + 1000 * Number(toast.dataset.undo);
  line.style.animationDuration = `${toast.dataset.undo}s`;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      clearInterval(clock);
      words.textContent = words.dataset.after;
      toast.querySelector("button").remove();
      line.remove();
      return;
    }
    toast.querySelector(".undo-count").textContent = left;
  };
  const clock = setInterval(tick, 250);
}
