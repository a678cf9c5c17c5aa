// The screen of a meeting, driven by several people at once. Each field is kept as it is typed and
// renewed when somebody else changes it; a text is never overwritten, and a lost connection only
// delays. Nothing is stored in the browser: what is not saved yet stays in the page.
import { sayTime } from "./keep.mjs";
import { postJSON } from "./manners.mjs";

const ASK_EVERY = 1000;
const AFTER_TYPING = 500;
const RETRY_EVERY = 3000;
const HERE_EVERY = 30000;
const SECOND = 1000;
const LEAVES_WITHIN = 30000;
const PRESS_AGAIN = "Not saved yet: the connection is lost. Press again when it is back.";

function controlsOf(root, name) {
  return [...root.querySelectorAll("input, textarea, select")].filter(
    (control) => control.name === name,
  );
}

function textOf(controls) {
  if (controls[0].type === "radio") return controls.find((each) => each.checked)?.value ?? "";
  return controls[0].value;
}

function setText(controls, text) {
  if (controls[0].type === "radio") {
    for (const each of controls) each.checked = each.value === text;
    return;
  }
  const [control] = controls;
  const { selectionStart, selectionEnd } = control;
  control.value = text;
  if (document.activeElement === control && selectionStart != null) {
    control.setSelectionRange(selectionStart, selectionEnd);
  }
}

function spoken(controls, text) {
  if (controls[0].type === "radio") {
    const chosen = controls.find((each) => each.value === text);
    return chosen ? chosen.labels[0].textContent.trim() : "nothing chosen";
  }
  if (controls[0].tagName === "SELECT") {
    const option = [...controls[0].options].find((each) => each.value === text);
    return option ? option.textContent.trim() : "nothing chosen";
  }
  return text || "nothing";
}

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

class Field {
  // `base` is what this page and the server last agreed on; `seen` is the server's mark of it.
  constructor(name, controls, { text, seen }, onInput) {
    this.name = name;
    this.controls = controls;
    this.base = text;
    this.seen = seen;
    this.sent = null;
    this.both = null;
    // The browser may have kept what was typed over a reload, or the server refused it.
    this.group = controls[0].closest(".govuk-form-group") ?? controls[0].parentElement;
    if (controls[0].type === "radio") {
      this.group = controls[0].closest("fieldset")?.parentElement ?? this.group;
    }
    for (const control of controls) {
      control.addEventListener("input", onInput);
      control.addEventListener("change", onInput);
    }
  }

  get text() {
    return textOf(this.controls).replaceAll("\r\n", "\n");
  }

  get isDirty() {
    return this.text !== this.base;
  }

  isOf(form) {
    return this.controls.some((control) => control.form === form);
  }

  get hasFocus() {
    return this.controls.includes(document.activeElement);
  }

  agree(text, seen) {
    this.base = text;
    this.seen = seen;
    this.hideBoth();
  }

  // What the server has. A field that nobody here has touched takes it; one that was changed here
  // and there shows both. What this page sent itself may be heard of before it is answered.
  hear({ text, seen, who }) {
    if (seen === this.seen) return;
    if (!this.isDirty || this.text === text) {
      setText(this.controls, text);
      this.agree(text, seen);
    } else if (text === this.sent) {
      this.agree(text, seen);
    } else {
      this.showBoth(text, seen, who);
    }
  }

  showBoth(text, seen, who) {
    this.hideBoth();
    const box = document.createElement("div");
    box.className = "govuk-inset-text concord-both";
    box.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.className = "govuk-body";
    words.textContent = `${who || "Somebody else"} wrote: ${spoken(this.controls, text)}`;
    const row = document.createElement("div");
    row.className = "govuk-button-group";
    row.append(
      button("Use theirs", () => {
        setText(this.controls, text);
        this.agree(text, seen);
        this.controls[0].focus();
      }),
      button("Keep mine", () => {
        const mine = this.text;
        this.agree(text, seen);
        setText(this.controls, mine);
        this.controls[0].focus();
        this.controls[0].dispatchEvent(new Event("input", { bubbles: true }));
      }),
    );
    box.append(words, row);
    this.group.after(box);
    this.both = box;
  }

  hideBoth() {
    this.both?.remove();
    this.both = null;
  }
}

class Screen {
  constructor(root, fields) {
    this.root = root;
    this.stateUrl = root.dataset.stateUrl;
    this.typeUrl = root.dataset.typeUrl;
    this.tag = "";
    this.pressedAt = 0;
    this.status = root.querySelector("[data-live-status]");
    this.fields = new Map();
    for (const [name, said] of Object.entries(fields)) {
      const controls = controlsOf(root, name);
      if (controls.length) {
        this.fields.set(name, new Field(name, controls, said, () => this.typed()));
      }
    }
    root.addEventListener("focusin", (event) => this.stand(event.target.name ?? ""));
    for (const form of root.querySelectorAll("form")) {
      form.addEventListener("submit", (event) => this.submitting(event, form));
    }
    addEventListener("beforeunload", (event) => {
      const unsaved = [...this.fields.values()].some((field) => field.isDirty);
      if (!this.leaving && unsaved) event.preventDefault();
    });
    addEventListener("online", () => this.save());
    addEventListener("pointerdown", () => (this.pressedAt = Date.now()), true);
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => (this.pressedAt = 0), true);
    }
    setInterval(() => this.here(), HERE_EVERY);
    setInterval(() => this.tick(), SECOND);
    this.begin();
    this.ask();
  }

  // What stands in a field but not with the server: typed before a reload, or in the same second
  // as somebody else, in which case the page came back with both.
  begin() {
    const both = this.root.dataset.both !== undefined;
    for (const field of this.dirty) {
      if (both) field.showBoth(field.base, field.seen, this.root.dataset.both);
    }
    if (this.dirty.length) this.typed();
  }

  get dirty() {
    return [...this.fields.values()].filter((field) => field.isDirty && !field.both);
  }

  say(words) {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  typed() {
    if (this.dirty.length && !this.lost) this.say("Not saved yet.");
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.save(), AFTER_TYPING);
  }

  async save() {
    clearTimeout(this.typing);
    if (this.saving) {
      this.again = true;
      return;
    }
    // What a form that is leaving takes with it is the server's: kept once more, it would come back.
    const changed = this.dirty.filter((field) => !this.leaving || !field.isOf(this.leaving));
    if (!changed.length) return;
    this.saving = true;
    for (const field of changed) field.sent = field.text;
    const sent = Object.fromEntries(
      changed.map((field) => [field.name, { text: field.text, seen: field.seen }]),
    );
    try {
      const answer = await postJSON(this.typeUrl, { fields: sent });
      if (answer.status === 409 || answer.status === 403) {
        this.say("The minutes are locked: nothing more can be saved.");
        return;
      }
      if (!answer.ok || answer.redirected) throw new Error(`not saved: ${answer.status}`);
      const { saved, differs } = await answer.json();
      for (const [name, seen] of Object.entries(saved)) {
        this.fields.get(name).agree(sent[name].text, seen);
      }
      for (const [name, { text, seen, who }] of Object.entries(differs)) {
        this.fields.get(name).showBoth(text, seen, who);
      }
      document.dispatchEvent(new CustomEvent("concord:active"));
      this.say(
        Object.keys(differs).length
          ? "Not saved yet: somebody else wrote in the same field."
          : `Saved at ${sayTime(new Date())}`,
      );
    } catch {
      this.say("Not saved yet. We will try again.");
      this.typing = setTimeout(() => this.save(), RETRY_EVERY);
    } finally {
      this.saving = false;
      if (this.again) {
        this.again = false;
        this.typed();
      }
    }
  }

  // A form that leaves while the connection is lost would take what was typed with it: it is held
  // until the server has answered, what was typed in the other forms is saved, and nothing that was
  // sent is still on its way, which the server would take for somebody else's.
  submitting(event, form) {
    const mayLeave = () =>
      navigator.onLine &&
      !this.lost &&
      !this.saving &&
      this.dirty.every((field) => field.isOf(form));
    if (mayLeave()) {
      this.leaving = form;
      setTimeout(() => delete this.leaving, LEAVES_WITHIN);
      this.sayWhatWasSeen(form);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.held) return;
    form.dataset.held = "yes";
    this.settle().then(() => {
      delete form.dataset.held;
      if (mayLeave()) form.requestSubmit(event.submitter);
      else if (this.lost) this.say(PRESS_AGAIN);
    });
  }

  async settle() {
    if (this.lost) await this.look();
    while (this.saving) await new Promise((done) => setTimeout(done, 50));
    await this.save();
  }

  // The server merges field by field: it asks what this page last saw in each.
  sayWhatWasSeen(form) {
    const marks = form.querySelector("[name=record-seen]");
    if (!marks) return;
    const seen = [...this.fields.values()]
      .filter((field) => field.name.startsWith("record-"))
      .map((field) => [field.name, field.seen]);
    marks.value = JSON.stringify(Object.fromEntries(seen));
  }

  stand(name) {
    this.at = this.fields.has(name) ? name : "";
    this.here();
  }

  here() {
    if (document.hidden || this.at === undefined) return;
    postJSON(this.typeUrl, { fields: {}, at: this.at }).catch(() => {});
  }

  async ask() {
    await this.look();
    setTimeout(() => this.ask(), ASK_EVERY);
  }

  async look() {
    try {
      const answer = await fetch(this.stateUrl, {
        credentials: "same-origin",
        headers: { "If-None-Match": this.tag },
      });
      if (answer.redirected || !(answer.ok || answer.status === 204)) {
        throw new Error(`no answer: ${answer.status}`);
      }
      if (this.lost) {
        this.lost = false;
        this.say("Connected again.");
        this.save();
      }
      if (answer.status === 200) this.renew(await answer.json());
    } catch {
      this.lost = true;
      this.say(
        this.dirty.length
          ? "Not saved yet: the connection is lost. Go on typing; we will save it."
          : "The connection is lost. Go on typing; we will save it.",
      );
    }
  }

  // Not while somebody presses: a button that moves under the pointer is never pressed. The next
  // look brings it.
  renew({ tag, fields = {}, parts = {} }) {
    if (Date.now() - this.pressedAt < SECOND) return;
    this.tag = tag;
    for (const [name, said] of Object.entries(fields)) this.fields.get(name)?.hear(said);
    for (const [name, html] of Object.entries(parts)) {
      for (const part of this.root.querySelectorAll(`[data-part="${name}"]`)) {
        if (part.innerHTML.trim() !== html.trim() && !part.contains(document.activeElement)) {
          part.innerHTML = html;
        }
      }
    }
  }

  tick() {
    const clock = this.root.querySelector("[data-clock][data-running]");
    if (!clock) return;
    const seconds = Number(clock.dataset.seconds) + 1;
    clock.dataset.seconds = String(seconds);
    const minutes = Math.floor(seconds / 60);
    const given = Number(clock.dataset.given);
    const words =
      minutes > given
        ? `${minutes} minutes of ${given}: ${minutes - given} over`
        : `${minutes} of ${given} minutes`;
    if (clock.textContent !== words) clock.textContent = words;
  }
}

const PLACES = {
  KeyE: "earlier",
  KeyF: "fact",
  KeyD: "record-decision",
  KeyA: "action-wording",
};

function reach(root, place) {
  if (place === "fact") {
    const box = root.querySelector('[data-opens="facts"]');
    if (box) box.open = true;
  }
  const target =
    place === "fact"
      ? controlsOf(root, "fact-text")[0]
      : place === "earlier"
        ? document.getElementById("earlier")
        : (controlsOf(root, place).find((each) => each.checked) ?? controlsOf(root, place)[0]);
  if (!target) return;
  target.dispatchEvent(new CustomEvent("concord:reach", { bubbles: true }));
  target.focus();
  target.scrollIntoView({ block: "center" });
}

// Keys of two modifiers and a letter: none of a letter alone, which would be a trap for those who
// speak or tremble (WCAG 2.1.4). By the place of the key, as Alt writes other letters on some.
function listenToKeys(root) {
  if (document.body.dataset.shortcuts === "off") return;
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    const press = root.querySelector(`[data-key="${event.code.replace("Key", "")}"]`);
    if (!press && !PLACES[event.code]) return;
    event.preventDefault();
    if (press) press.click();
    else reach(root, PLACES[event.code]);
  });
}

// On a telephone the parts of the page take turns instead of standing in one endless column.
function takeTurns(root) {
  const links = [...root.querySelectorAll(".concord-switch a")];
  const panels = [...root.querySelectorAll(".concord-panel")];
  if (!links.length) return;
  const panelOf = (id) => document.getElementById(id)?.closest(".concord-panel");
  function show(panel) {
    for (const each of panels) each.classList.toggle("concord-panel--off", each !== panel);
    for (const link of links) {
      const current = panelOf(link.hash.slice(1)) === panel;
      if (current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  for (const link of links) {
    link.addEventListener("click", () => show(panelOf(link.hash.slice(1))));
  }
  root.addEventListener("concord:reach", (event) => show(event.target.closest(".concord-panel")));
  document.addEventListener("click", (event) => {
    const fault = event.target.closest?.(".govuk-error-summary a");
    if (fault) show(panelOf(fault.hash.slice(1)));
  });
  const wrong = root.querySelector(".concord-panel .govuk-form-group--error");
  show(
    wrong?.closest(".concord-panel") ??
      panelOf(location.hash.slice(1)) ??
      panelOf("known"),
  );
}

export function driveMeeting() {
  const root = document.querySelector(".concord-meeting");
  if (!root) return;
  takeTurns(root);
  const script = document.getElementById("live-fields");
  if (root.dataset.stateUrl === undefined || !script) return;
  listenToKeys(root);
  new Screen(root, JSON.parse(script.textContent));
}
