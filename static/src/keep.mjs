// Nothing typed is lost: forms marked data-keep are sent to the server as they are filled in.
import { postJSON, reload } from "./manners.mjs";

const AFTER_TYPING = 3000;
const WHILE_DIRTY = 30000;
// A browser refuses to send more than this from a page that is going away.
const LAST_GASP = 60000;
const NEVER = new Set(["file", "password", "hidden", "submit", "button", "reset", "image"]);

function controls(form) {
  return [...form.elements].filter(
    (control) => control.name && !control.disabled && !NEVER.has(control.type),
  );
}

function chosen(control) {
  if (control.type === "checkbox" || control.type === "radio") {
    return control.checked ? [control.value] : [];
  }
  if (control.type === "select-multiple") {
    return [...control.selectedOptions].map((option) => option.value);
  }
  return [control.value];
}

function read(form) {
  const fields = {};
  for (const control of controls(form)) {
    fields[control.name] = [...(fields[control.name] ?? []), ...chosen(control)];
  }
  return fields;
}

function write(form, fields) {
  for (const control of controls(form)) {
    const values = fields[control.name];
    if (!values) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
    } else if (control.type === "select-multiple") {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else if (values.length) {
      control.value = values[0];
    }
  }
}

function differs(form, fields) {
  const now = read(form);
  return Object.entries(fields).some(
    ([name, values]) => name in now && JSON.stringify(now[name]) !== JSON.stringify(values),
  );
}

const ON_LONDONS_CLOCK = { timeZone: "Europe/London" };

export function sayTime(moment) {
  const shape = { ...ON_LONDONS_CLOCK, hour: "numeric", minute: "2-digit", hour12: true };
  return moment.toLocaleTimeString("en-GB", shape).replace(/\s/g, "");
}

function sayMoment(moment) {
  const shape = { ...ON_LONDONS_CLOCK, day: "numeric", month: "long", year: "numeric" };
  const day = moment.toLocaleDateString("en-GB", shape);
  const today = new Date().toLocaleDateString("en-GB", shape);
  return sayTime(moment) + (day === today ? "" : ` on ${day}`);
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  return made;
}

function restore(form, url) {
  const script = document.getElementById("kept-form");
  if (!script) return;
  const kept = JSON.parse(script.textContent);
  if (!kept?.fields || !differs(form, kept.fields)) return;
  write(form, kept.fields);
  const words = `We kept what you typed at ${sayMoment(new Date(kept.kept_at))}.`;
  const notice = element("div", "govuk-inset-text");
  notice.setAttribute("role", "status");
  notice.append(element("p", "govuk-body", words));
  const discard = element("button", "govuk-button govuk-button--secondary", "Discard it");
  discard.type = "button";
  discard.addEventListener("click", async () => {
    form.dispatchEvent(new CustomEvent("concord:discard"));
    await postJSON(url, { path: location.pathname, discard: true });
    reload();
  });
  notice.append(discard);
  form.before(notice);
}

function keep(form, url) {
  const status = element("p", "concord-kept");
  status.setAttribute("role", "status");
  form.append(status);
  let dirty = false;
  let kept = false;
  let typing;
  let sent = new AbortController();

  async function save({ leaving = false } = {}) {
    clearTimeout(typing);
    if (!dirty) return kept;
    dirty = false;
    sent.abort();
    sent = new AbortController();
    const body = { path: location.pathname, fields: read(form) };
    const keepalive = leaving && JSON.stringify(body).length < LAST_GASP;
    try {
      const answer = await postJSON(url, body, { keepalive, signal: sent.signal });
      // A session that has ended answers with the sign-in page.
      if (!answer.ok || answer.redirected) throw new Error(`not kept: ${answer.status}`);
      status.textContent = `Saved ${sayTime(new Date())}`;
      document.dispatchEvent(new CustomEvent("concord:active"));
      kept = true;
    } catch (error) {
      if (error.name === "AbortError") return false;
      dirty = true;
      kept = false;
      status.textContent = "Not saved yet. We will try again.";
    }
    return kept;
  }

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(typing);
    typing = setTimeout(() => save(), AFTER_TYPING);
  });
  function stop() {
    dirty = false;
    clearTimeout(typing);
    sent.abort();
  }

  form.addEventListener("submit", stop);
  form.addEventListener("concord:discard", stop);
  setInterval(() => save(), WHILE_DIRTY);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ leaving: true });
  });
  return save;
}

// Returns a function that saves every form of the page and tells whether anything is now kept.
export function keepForms() {
  const url = document.body.dataset.keepUrl;
  const forms = url ? [...document.querySelectorAll("form[data-keep]")] : [];
  for (const form of forms) restore(form, url);
  const saves = forms.map((form) => keep(form, url));
  return async () => (await Promise.all(saves.map((save) => save()))).some(Boolean);
}
