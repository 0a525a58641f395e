// A remark's form takes along what is ticked and typed of the decision, so that saving the one forgets nothing of the other.
// Its own reason keeps its name; the decision's goes as "carried_reason".
const NAMES = { checked: "checked", message: "message", publish_at: "publish_at", reason: "carried_reason" };

for (const form of document.querySelectorAll("[data-carry]")) {
  form.addEventListener("formdata", (event) => {
    const decision = document.getElementById(form.dataset.carry);
    if (!decision) return;
    const typed = new FormData(decision);
    for (const [name, carried] of Object.entries(NAMES)) for (const value of typed.getAll(name)) event.formData.append(carried, value);
  });
}
