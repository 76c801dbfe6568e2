// Comfort at the desk: forms are sent without leaving the place, facts are saved as they are typed, evidence is shown in the text.
// Without this script every form is sent as forms are, and nothing is missing.
"use strict";

(() => {
  const pause = 1200;
  let sending = null;
  let timer = 0;

  const main = () => document.getElementById("content");

  function said(words) {
    const status = document.getElementById("saved");
    if (status) status.textContent = words;
  }

  // What was open, and where the focus and the page were, is so again after the answer.
  function placeOf() {
    const focused = document.activeElement;
    const drawer = focused?.closest?.("details");
    return {
      focus: focused?.id || null,
      name: focused?.getAttribute?.("name") ?? null,
      part: focused?.closest?.(".piece")?.id ?? null,
      drawer: drawer ? keyOf(drawer) : null,
      selection: focused instanceof HTMLInputElement && focused.type === "text" ? [focused.selectionStart, focused.selectionEnd] : null,
      open: [...document.querySelectorAll("details[open]")].map(keyOf),
      top: window.scrollY,
      chosen: document.querySelector("input[name=at]:checked")?.value ?? null,
    };
  }

  // By what it says and where: others may come and go before it.
  function keyOf(details) {
    return [details.closest(".piece")?.id, details.closest("dl > div")?.querySelector("dt")?.textContent, details.querySelector("summary").textContent.replace(/\d+/gu, "").trim()].join(" ");
  }

  function putBack(place) {
    for (const details of document.querySelectorAll("details")) {
      if (place.open.includes(keyOf(details))) details.open = true;
    }
    if (place.chosen) {
      const radio = document.querySelector(`input[name=at][value="${CSS.escape(place.chosen)}"]`);
      if (radio) radio.checked = true;
    }
    window.scrollTo({ top: place.top, behavior: "instant" });
    const alert = document.querySelector("#problem, #conflict");
    const focus = alert
      ?? (place.focus && document.getElementById(place.focus))
      ?? (place.part && place.name && document.querySelector(`#${CSS.escape(place.part)} [name="${CSS.escape(place.name)}"]`))
      // What was pressed is gone where its deed is done: then where it stood.
      ?? (place.drawer && [...document.querySelectorAll("details")].find(details => keyOf(details) === place.drawer)?.querySelector("summary"))
      ?? (place.part && document.getElementById(place.part));
    if (!focus) return;
    focus.focus({ preventScroll: !alert });
    if (place.selection && focus instanceof HTMLInputElement && focus.type === "text") focus.setSelectionRange(...place.selection);
  }

  async function send(form, submitter) {
    clearTimeout(timer);
    if (sending) return;
    const place = placeOf();
    const fields = new FormData(form, submitter);
    said("Saving …");
    try {
      sending = fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "text/html" } });
      const answer = await sending;
      const left = !new URL(answer.url).pathname.startsWith(location.pathname);
      if (left) {
        location.assign(answer.url);
        return;
      }
      if (answer.status >= 500) throw new Error(`${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      main().replaceChildren(...page.getElementById("content").childNodes);
      document.title = page.title;
      putBack(place);
      if (answer.ok) said("Saved.");
    } catch {
      said("Not saved: the archive does not answer. What you typed is still here; send it again.");
    } finally {
      sending = null;
    }
  }

  const isOurs = form => form instanceof HTMLFormElement && form.closest("#draft") && form.method === "post" && !new URL(form.action).searchParams.get("handler")?.startsWith("publish");

  document.addEventListener("submit", event => {
    if (!isOurs(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("input", event => {
    const form = event.target.form;
    if (!form?.hasAttribute("data-autosave")) return;
    clearTimeout(timer);
    said("Not saved yet …");
    timer = setTimeout(() => {
      if (form.isConnected && form.reportValidity()) form.requestSubmit();
    }, pause);
  });

  // Words selected inside one line are where it is cut.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return;
    const line = selection.anchorNode?.parentElement?.closest(".line");
    if (!line || selection.focusNode?.parentElement?.closest(".line") !== line) return;
    line.querySelector("input[name=at]").checked = true;
    document.getElementById("words").value = selection.toString().trim().slice(0, 300);
  });

  // The very words of evidence, by code points of the article's text.
  function mark(start, end) {
    if (!("highlights" in CSS)) return;
    const ranges = [];
    for (const line of document.querySelectorAll(".line")) {
      const [first, last] = [Number(line.dataset.start), Number(line.dataset.end)];
      if (last <= start || end <= first) continue;
      const node = line.querySelector(".words").firstChild;
      const points = [...node.data];
      const length = count => points.slice(0, count).join("").length;
      const range = new Range();
      range.setStart(node, length(Math.max(0, start - first)));
      range.setEnd(node, length(Math.min(points.length, end - first)));
      ranges.push(range);
    }
    CSS.highlights.set("evidence", new Highlight(...ranges));
  }

  document.addEventListener("click", event => {
    const evidence = event.target.closest?.("a[data-start]");
    if (evidence) mark(Number(evidence.dataset.start), Number(evidence.dataset.end));
  });
})();
