// On a phone the lanes scroll sideways: the one that is open is brought into view.
document.querySelector(".lanes [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
