// The ten seconds: counted down in words, and at their end what stands now. Without script the toast says the seconds
// that were left when it was drawn.
const WHOLE = 9; // seconds that the line takes in all, as desk.css has it

for (const toast of document.querySelectorAll("[data-undo]")) {
  const words = toast.querySelector(".undo-words");
  const line = toast.querySelector(".undo-clock");
  const end = performance.now() + 1000 * Number(toast.dataset.undo);
  line.style.animationDelay = `${Number(toast.dataset.undo) - WHOLE}s`;
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
