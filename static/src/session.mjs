// Five minutes before the session ends, offer to stay signed in. What was typed is saved first.
import { postJSON, reload } from "./manners.mjs";

const WARNING = 5 * 60;

export function warnBeforeSignOut(saveForms) {
  const { sessionSeconds, stayUrl } = document.body.dataset;
  const dialog = document.querySelector("[data-session-dialog]");
  if (!sessionSeconds || !stayUrl || !dialog) return;
  const heading = dialog.querySelector("[data-session-left]");
  const kept = dialog.querySelector("[data-session-kept]");
  const others = new BroadcastChannel("concord-session");
  let ends;
  let ticking;
  let warned;

  function restart() {
    ends = Date.now() + Number(sessionSeconds) * 1000;
    warned = false;
    if (dialog.open) dialog.close();
    clearInterval(ticking);
    ticking = setInterval(tick, 1000);
  }

  function tick() {
    // By the clock, not by counting: a sleeping laptop stops the timers but not the session.
    const left = Math.ceil((ends - Date.now()) / 1000);
    if (left <= 0) {
      clearInterval(ticking);
      reload();
    } else if (left <= WARNING) {
      warn(Math.ceil(left / 60));
    }
  }

  function warn(minutes) {
    const words = `You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
    if (heading.textContent !== words) heading.textContent = words;
    if (warned) return;
    warned = true;
    kept.textContent = "";
    saveForms().then((saved) => {
      if (saved) kept.textContent = "What you have typed has been saved.";
    });
    if (!dialog.open) dialog.showModal();
  }

  function active() {
    restart();
    others.postMessage("active");
  }

  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("[data-session-stay]").addEventListener("click", async () => {
    const answer = await postJSON(stayUrl, {});
    if (answer.ok && !answer.redirected) active();
    else reload();
  });
  document.addEventListener("concord:active", () => {
    if (!warned) active();
  });
  others.addEventListener("message", restart);
  active();
}
