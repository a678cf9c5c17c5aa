// Cases of an agenda dragged into another order. Without this, or by keyboard, each has its buttons.
import { reload } from "./manners.mjs";

export function dragAgenda() {
  const list = document.querySelector("[data-reorder]");
  if (!list) return;
  document.querySelector("[data-drag-hint]")?.removeAttribute("hidden");
  let dragged = null;
  let before = "";

  for (const line of list.children) {
    const handle = line.querySelector(".concord-agenda__number");
    handle.classList.add("concord-agenda__handle");
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      dragged = line;
      before = order();
      line.classList.add("concord-agenda__line--dragged");
    });
  }
  // On the document: a line loses a captured pointer when it is put elsewhere.
  document.addEventListener("pointermove", (event) => {
    if (dragged) moveTo(event.clientY);
  });
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);

  function moveTo(y) {
    const over = [...list.children].find((line) => {
      const box = line.getBoundingClientRect();
      return line !== dragged && y > box.top && y < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    list.insertBefore(dragged, y > box.top + box.height / 2 ? over.nextSibling : over);
  }

  function drop() {
    if (!dragged) return;
    dragged.classList.remove("concord-agenda__line--dragged");
    dragged = null;
    if (order() !== before) save();
  }

  function order() {
    return [...list.children].map((line) => line.dataset.key).join(",");
  }

  async function save() {
    const body = new FormData();
    body.append("order", order());
    body.append("agenda_version", list.dataset.version);
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      await fetch(list.dataset.reorder, {
        method: "POST",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token },
        body,
      });
    } finally {
      // Saved, refused or never sent: the page anew says what the agenda is.
      reload();
    }
  }
}
