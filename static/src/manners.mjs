// Small habits of every page.

export function focusSearchOnSlash() {
  const search = document.querySelector("[data-search]");
  if (!search || document.body.dataset.shortcuts === "off") return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    search.focus();
  });
}

export function collapseFilter() {
  if (!window.matchMedia("(max-width: 48em)").matches) return;
  for (const panel of document.querySelectorAll(".concord-filter")) {
    if (!panel.querySelector(".govuk-form-group--error")) panel.open = false;
  }
}

// A second press while the first is on its way does nothing; after five seconds it may be a retry.
// Not the guard of the GOV.UK button, which counts presses: one that a form held back, as the
// meeting screen does without a connection, would have it swallow the next.
export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, 5000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sending]")) delete form.dataset.sending;
  });
}

export function postJSON(url, body, options = {}) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
    ...options,
  });
}

// The page anew by GET. Without the fragment: an address that has one would only scroll.
export function reload() {
  location.assign(location.pathname + location.search);
}
