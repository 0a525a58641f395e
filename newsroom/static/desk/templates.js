// A template fills the message. What was typed before stays: the template comes after it, with a blank line between.
for (const select of document.querySelectorAll("[data-templates]")) {
  const message = document.getElementById(select.dataset.templates);
  select.addEventListener("change", () => {
    if (!select.value) return;
    const typed = message.value.trimEnd();
    if (!typed.includes(select.value)) message.value = typed ? `${typed}\n\n${select.value}` : select.value;
    select.value = "";
    message.dispatchEvent(new Event("input", { bubbles: true }));
    message.focus();
  });
}
