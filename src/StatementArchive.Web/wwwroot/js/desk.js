// Comfort at the desk: forms are sent without leaving the place, facts are saved as they are typed, evidence is shown in the text.
// Without this script every form is sent as forms are, and nothing is missing.
"use strict";

(() => {
  const pause = 1200;
  const beforeAnotherTry = 10_000;
  let timer = 0;
  // What is sent is sent one after the other.
  let turn = Promise.resolve();
  let inTurn = 0;
  let isPublishing = false;
  // Forms in which something is typed that is not saved, by their keys; and those of them of which the archive did not take what is typed now.
  const unsaved = new Set();
  const refused = new Set();
  // What was pressed and waits for its turn: pressing it twice is pressing it once.
  const pressed = new Set();

  const main = () => document.getElementById("content");
  const formsOfDraft = () => [...document.querySelectorAll("#draft form")];
  const formOf = key => formsOfDraft().find(form => keyOfForm(form) === key);
  const isOf = (form, handler) => new URL(form.getAttribute("action"), location.href).searchParams.get("handler") === handler;
  const fieldsOf = form => [...form.elements].filter(field => field.name && field.name !== "at" && field.matches("input:not([type=hidden]), textarea, select"));
  // A field as the page came with it.
  const given = field => field instanceof HTMLSelectElement ? ([...field.options].find(option => option.defaultSelected) ?? field.options[0])?.value ?? "" : field.defaultValue;

  // A form is the same in the next answer if it does the same to the same.
  function keyOfForm(form) {
    const hidden = [...form.elements].filter(field => field.type === "hidden" && !["version", "__RequestVerificationToken"].includes(field.name) && !field.name.includes("["));
    return [form.closest("#conflict") ? "conflict" : "", form.getAttribute("action"), ...hidden.map(field => `${field.name}=${field.value}`)].join(" ");
  }

  function said(...words) {
    document.getElementById("saved")?.replaceChildren(...words);
  }

  // What was open, and where the focus and the page were, is so again after the answer.
  function placeOf() {
    const focused = document.activeElement;
    const drawer = focused?.closest?.("details");
    return {
      focus: focused?.id || null,
      name: focused?.getAttribute?.("name") ?? null,
      value: focused instanceof HTMLButtonElement ? focused.value : null,
      part: focused?.closest?.(".piece")?.id ?? null,
      drawer: drawer ? keyOf(drawer) : null,
      selection: ["text", "url", "textarea"].includes(focused?.type) ? [focused.selectionStart, focused.selectionEnd] : null,
      open: [...document.querySelectorAll("details[open]")].map(keyOf),
      top: window.scrollY,
      chosen: document.querySelector("input[name=at]:checked")?.value ?? null,
    };
  }

  // By what it says and where: others may come and go before it.
  function keyOf(details) {
    // The facts of the article are told by what they say, which changes as it is typed.
    return details.id || [details.closest(".piece")?.id, details.closest("dl > div")?.querySelector("dt")?.textContent, details.querySelector("summary").textContent.replace(/\d+/gu, "").trim()].join(" ");
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
    const within = place.part ? `#${CSS.escape(place.part)}` : "#cut";
    const named = place.name && `${within} [name="${CSS.escape(place.name)}"]`;
    const focus = alert
      ?? (place.focus && document.getElementById(place.focus))
      // Of several buttons of one name the same one; a button that turned into its opposite has another value.
      ?? (named && place.value !== null && document.querySelector(`${named}[value="${CSS.escape(place.value)}"]`))
      ?? (named && document.querySelector(named))
      // What was pressed is gone where its deed is done: then where it stood.
      ?? (place.drawer && [...document.querySelectorAll("details")].find(details => keyOf(details) === place.drawer)?.querySelector("summary"))
      ?? (place.part && document.getElementById(place.part));
    if (!focus) return;
    focus.focus({ preventScroll: !alert });
    if (place.selection && ["text", "url", "textarea"].includes(focus.type)) focus.setSelectionRange(...place.selection);
  }

  // What is typed and was not sent, also meanwhile.
  function typed(ofSent) {
    return formsOfDraft().flatMap(form => {
      const key = keyOfForm(form);
      const known = field => ofSent.key === key ? ofSent.known(field) : given(field);
      return fieldsOf(form).filter(field => field.value !== known(field)).map(field => ({ key, name: field.name, value: field.value }));
    });
  }

  function typeAgain(values) {
    const before = [...unsaved];
    unsaved.clear();
    for (const { key, name, value } of values) {
      const form = formOf(key);
      const field = form && fieldsOf(form).find(one => one.name === name);
      if (!field || field.value === value) continue;
      field.value = value;
      if (before.includes(key)) unsaved.add(key);
    }
    for (const key of refused) if (!unsaved.has(key)) refused.delete(key);
  }

  // Beside what was typed, not at the top of the page, which may be far away.
  function complain(form) {
    const problem = document.getElementById("problem");
    const [first, ...others] = fieldsOf(form);
    if (!problem || !first) return;
    const fault = Object.assign(document.createElement("p"), { className: "fault", id: "fault", textContent: problem.textContent });
    fault.setAttribute("role", "alert");
    problem.remove();
    // It still stands where it was typed.
    document.getElementById("refused")?.remove();
    (form.querySelector("fieldset.cut") ?? form).append(fault);
    if (others.length > 0) return;
    first.setAttribute("aria-invalid", "true");
    first.setAttribute("aria-describedby", [first.getAttribute("aria-describedby"), fault.id].filter(id => id).join(" "));
  }

  function notSaved(why, key) {
    if (formOf(key)?.hasAttribute("data-autosave")) unsaved.add(key);
    said(`Not saved: ${why} What you typed is still here.`);
  }

  async function send(form, submitter) {
    const key = keyOfForm(form);
    const sent = new Map(fieldsOf(form).map(field => [field.name, field.value]));
    const fields = new FormData(form, submitter);
    said("Saving …");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "text/html" } });
      if (answer.status >= 500) throw new Error(`${answer.status}`);
    } catch {
      notSaved("the archive does not answer.", key);
      schedule(beforeAnotherTry);
      return;
    }
    const { pathname } = new URL(answer.url);
    if (pathname.startsWith("/account/")) {
      notSaved("you are no longer signed in.", key);
      const link = Object.assign(document.createElement("a"), { href: "/account/login", target: "_blank", textContent: "Sign in in another window" });
      document.getElementById("saved").append(" ", link, ", then save it again.");
      refused.add(key);
      return;
    }
    if (!pathname.startsWith(location.pathname)) {
      unsaved.delete(key);
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("draft")) {
      notSaved(`${page.querySelector("h1")?.textContent.trim() || "the archive refuses it"}.`, key);
      refused.add(key);
      return;
    }
    const isConflict = answer.status === 409;
    // What is in conflict stands in the question about it, and no longer in its form.
    const values = typed({ key, known: field => answer.ok ? sent.get(field.name) : isConflict ? field.value : given(field) });
    const place = placeOf();
    main().replaceChildren(...page.getElementById("content").childNodes);
    document.title = page.title;
    typeAgain(values);
    // Whoever typed beside a conflict decides first.
    if (isConflict) for (const one of unsaved) refused.add(one);
    const again = formOf(key);
    if (!answer.ok && !isConflict && again) {
      if (unsaved.has(key)) refused.add(key);
      complain(again);
    }
    putBack(place);
    const isWaiting = [...unsaved].some(one => !refused.has(one));
    said(!answer.ok ? "Not saved." : isWaiting ? "Not saved yet …" : unsaved.size > 0 ? "Saved, but for what was typed and refused." : "Saved.");
    schedule(pause);
  }

  function schedule(milliseconds) {
    clearTimeout(timer);
    if ([...unsaved].some(key => !refused.has(key))) timer = setTimeout(() => inOrder(() => saveAll()), milliseconds);
  }

  async function saveAll(except) {
    clearTimeout(timer);
    for (const key of [...unsaved]) {
      const form = formOf(key);
      if (key === except || refused.has(key) || !form) continue;
      if (form.checkValidity()) {
        await send(form, null);
        continue;
      }
      refused.add(key);
      said(`Not saved: ${[...form.elements].find(field => !field.checkValidity())?.validationMessage ?? ""}`);
    }
  }

  function inOrder(task) {
    inTurn++;
    turn = turn.then(task).catch(() => said("Not saved: something went wrong on this page. Load it again.")).finally(() => inTurn--);
  }

  const isOurs = form => form instanceof HTMLFormElement && form.closest("#draft") && form.method === "post";

  document.addEventListener("submit", event => {
    const { target: form, submitter } = event;
    if (!isOurs(form)) return;
    const key = keyOfForm(form);
    const button = submitter && `${submitter.name}=${submitter.value}`;
    const pressedAgain = () => {
      const now = formOf(key);
      return now && { now, submitter: button === null ? null : [...now.elements].find(one => one.type === "submit" && `${one.name}=${one.value}` === button) ?? null };
    };
    if (isOf(form, "publish")) {
      if (isPublishing || (unsaved.size === 0 && inTurn === 0)) return;
      event.preventDefault();
      inOrder(async () => {
        await saveAll();
        const again = pressedAgain();
        if (!again) return;
        if (unsaved.size > 0) {
          said("Not published: something that you typed is not saved.");
          const first = formOf([...unsaved][0]);
          if (first) fieldsOf(first).find(field => field.value !== given(field))?.focus();
          return;
        }
        isPublishing = true;
        again.now.requestSubmit(again.submitter);
        isPublishing = false;
      });
      return;
    }
    event.preventDefault();
    const press = `${key} ${button}`;
    if (pressed.has(press)) return;
    pressed.add(press);
    inOrder(async () => {
      try {
        // What was typed before comes first, so that undoing it is undoing it, and nothing is published or moved without it.
        await saveAll(key);
        refused.delete(key);
        const again = pressedAgain();
        if (again) await send(again.now, again.submitter);
        else said("Not done: what it was meant for is no longer there.");
      } finally {
        pressed.delete(press);
      }
    });
  });

  document.addEventListener("input", event => {
    const form = event.target.form;
    if (!form?.hasAttribute("data-autosave") || !isOurs(form)) return;
    const key = keyOfForm(form);
    unsaved.add(key);
    refused.delete(key);
    said("Not saved yet …");
    schedule(pause);
  });

  // Whoever leaves takes nothing unsaved with them.
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const isHere = link.href.split("#")[0] === location.href.split("#")[0];
    if (isHere || (unsaved.size === 0 && inTurn === 0)) return;
    event.preventDefault();
    inOrder(async () => {
      await saveAll();
      location.assign(link.href);
    });
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && unsaved.size > 0) inOrder(() => saveAll());
  });

  addEventListener("beforeunload", event => {
    if (unsaved.size > 0) event.preventDefault();
  });

  // The first button of a form is what the Enter key means; beside the reason for hiding a passage it is another one.
  document.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !event.target.matches?.("#cut input[name=reason]")) return;
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("button[value=hide]"));
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

  // Words that were meant for another line are not meant for this one.
  document.addEventListener("change", event => {
    if (event.target.name !== "at") return;
    const words = document.getElementById("words");
    if (!event.target.closest(".line").querySelector(".words").textContent.includes(words.value)) words.value = "";
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
