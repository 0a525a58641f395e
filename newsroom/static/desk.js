// A remark's form takes along what is ticked and typed of the decision, so that saving the one forgets nothing of the other.
for (const form of document.querySelectorAll("[data-carry]")) {
  form.addEventListener("formdata", (event) => {
    const decision = new FormData(document.getElementById(form.dataset.carry));
    for (const name of ["checked", "message"]) for (const value of decision.getAll(name)) event.formData.append(name, value);
  });
}
