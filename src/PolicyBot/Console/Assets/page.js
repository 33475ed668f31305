// Spares the reload: the form works without this. Sends it, puts the new turn at the end, keeps focus where the asker expects it.
"use strict";
(() => {
  const form = document.getElementById("ask");
  const text = document.getElementById("text");
  const log = document.getElementById("log");
  const error = document.getElementById("error");
  const status = document.getElementById("status");
  const language = document.getElementById("language");
  const conversation = form.elements.namedItem("conversation");
  let busy = false;

  const addTurn = html => {
    const fragment = new DOMParser().parseFromString(html, "text/html").body;
    const turn = document.adoptNode(fragment.firstElementChild);
    log.append(turn);
    return turn;
  };

  const show = turn => {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  };

  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const asked = event.submitter?.name ? event.submitter : null;
    const fields = new URLSearchParams(new FormData(form));
    if (asked) fields.set(asked.name, asked.value);
    error.textContent = "";
    status.textContent = form.dataset.sending;
    form.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(form.action, { method: "POST", body: fields, headers: { "PolicyBot-Fragment": "turn" } });
      const body = await response.text();
      if (!response.ok) {
        form.elements.namedItem("token").value = response.headers.get("PolicyBot-Token") ?? form.elements.namedItem("token").value;
        const plain = response.headers.get("Content-Type")?.startsWith("text/plain");
        error.textContent = plain ? body : form.dataset.unreachable;
        text.focus();
        return;
      }
      conversation.value = response.headers.get("PolicyBot-Conversation");
      history.replaceState(null, "", "/c/" + conversation.value);
      document.getElementById("examples").hidden = true;
      const turn = addTurn(body);
      show(turn);
      if (asked) turn.querySelector("h2").focus({ preventScroll: true });
      else {
        text.value = "";
        text.focus({ preventScroll: true });
      }
    } catch {
      error.textContent = form.dataset.unreachable;
    } finally {
      busy = false;
      status.textContent = "";
      form.removeAttribute("aria-busy");
    }
  });

  // While an input method composes a syllable, Enter only ends it.
  text.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // Enter in a field of what was said would press the page's first button; it presses the field's own.
  log.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    event.target.closest("fieldset").querySelector("button").click();
  });

  language.addEventListener("change", () => {
    if (text.value === "") location.search = "?language=" + language.value;
  });

  if (location.hash === "" && log.lastElementChild) log.lastElementChild.scrollIntoView();
})();
