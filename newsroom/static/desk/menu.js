// The menu of more steps closes with the next press, of one of them or beside it: on a phone it lies over the text.
document.addEventListener("click", (event) => {
  const menu = document.querySelector("[data-menu][open]");
  if (menu && !event.target.closest("[data-menu] > summary")) menu.open = false;
});
