// What makes the pages nicer; every page works without it.
"use strict";

for (const line of document.querySelectorAll(".cite")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "slight";
  button.textContent = "Kopieer bronvermelding";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(line.querySelector(".cite-text").textContent);
    said.textContent = "Gekopieerd";
  });
  line.append(button, said);
}

for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (!field.value) field.disabled = true;
  });
}
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.filters :disabled")) field.disabled = false;
});
