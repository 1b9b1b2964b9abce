// Escape leads back to the desk.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.getElementById("back").click();
});
