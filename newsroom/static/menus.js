// An open menu closes with Escape, which leads back to its button. One that lies over the page closes with a press beside
// it too; one of steps (data-menu) with a press of a step as well, since on a phone it lies over what the step changes.
const MENUS = ".menu, .site-menu, .tools-switch, [data-menu]", OVER = ".menu[open], [data-menu][open]";

// What a menu opens stands in it, or is shown beside it.
const holds = (menu, what) => menu.contains(what) || Boolean(menu.matches(".site-menu, .tools-switch") && menu.nextElementSibling.contains(what));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  const open = [...document.querySelectorAll(MENUS)].filter((menu) => menu.open);
  const last = open.find((menu) => holds(menu, document.activeElement)) ?? open.at(-1);
  for (const menu of open) menu.open = false;
  last?.querySelector("summary").focus();
});

document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(OVER)) {
    const stays = "menu" in menu.dataset ? menu.querySelector("summary") : menu;
    if (!stays.contains(target)) menu.open = false;
  }
});
