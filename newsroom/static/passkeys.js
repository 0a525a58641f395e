// What allauth only writes to the console is said on the page: a passkey that the device did not give.
document.addEventListener("allauth.error", (event) => {
  if (!event.detail.tags.includes("webauthn")) return;
  event.preventDefault();
  document.querySelector("[data-passkey-failed]").hidden = false;
});
