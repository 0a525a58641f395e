// The preview as on a phone: the same page in a window of a phone's size, where every rule of the style sheets holds.
for (const button of document.querySelectorAll("[data-as-phone]")) {
  if (opener) button.hidden = true;
  button.addEventListener("click", () => open(location.href, "phone", "popup,width=390,height=844"));
}
