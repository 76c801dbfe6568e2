// Suggestions while somebody types in a search box: a combobox with a list (ARIA 1.2). Without this script, or where it cannot ask, the box is a plain one.
"use strict";

(() => {
  const pause = 150;
  const longest = 200;
  const hasWord = /[\p{L}\p{N}]/u;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  function suggest(form, input) {
    const list = element("ul", { id: `${input.id}-suggestions`, className: "suggestions", role: "listbox", ariaLabel: "Suggestions", hidden: true });
    const said = element("p", { className: "unseen", ariaLive: "polite" });
    let timer = 0;
    let asking = null;
    let shownFor = "";
    let active = -1;
    // An arrow key that came before the answer to what was typed.
    let awaited = 0;

    // A search field cannot be a combobox; but for its button to clear it, a text field is the same.
    input.type = "text";
    input.enterKeyHint = "search";
    input.role = "combobox";
    input.ariaAutoComplete = "list";
    input.ariaExpanded = "false";
    input.setAttribute("aria-controls", list.id);
    form.append(list, said);

    const options = () => list.children;
    const isOpen = () => !list.hidden;

    function choose(at) {
      if (active >= 0) options()[active].ariaSelected = "false";
      active = at;
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options()[active].ariaSelected = "true";
      options()[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options()[active].id);
    }

    function close() {
      clearTimeout(timer);
      asking?.abort();
      choose(-1);
      awaited = 0;
      list.hidden = true;
      input.ariaExpanded = "false";
      said.textContent = "";
    }

    function open() {
      list.hidden = false;
      input.ariaExpanded = "true";
      const count = options().length;
      said.textContent = `${count} ${count === 1 ? "suggestion" : "suggestions"}; arrow keys choose.`;
    }

    function option({ kind, text, foundAs, url }, at) {
      const name = element("bdi", { className: "called", textContent: text });
      const made = element("li", { id: `${list.id}-${at}`, role: "option", ariaSelected: "false" }, name, " ");
      if (foundAs) made.append(element("bdi", { className: "quiet", textContent: foundAs }), " ");
      made.append(element("span", { className: "kind", textContent: kind }));
      made.dataset.url = url;
      return made;
    }

    function show(suggestions) {
      const by = awaited;
      close();
      list.replaceChildren(...suggestions.map(option));
      if (suggestions.length > 0) open();
      if (by !== 0) move(by);
    }

    async function ask(typed) {
      asking?.abort();
      const own = asking = new AbortController();
      try {
        const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`, { signal: own.signal, headers: { accept: "application/json" } });
        const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
        if (own.signal.aborted) return;
        shownFor = typed;
        show(suggestions);
      } catch {
        // Nobody was promised suggestions: without an answer the box goes on as it is.
        if (!own.signal.aborted) close();
      }
    }

    function typing() {
      clearTimeout(timer);
      awaited = 0;
      const typed = input.value.trim();
      if (!hasWord.test(typed) || typed.length > longest) {
        shownFor = "";
        list.replaceChildren();
        close();
      } else {
        timer = setTimeout(ask, pause, typed);
      }
    }

    function move(by) {
      if (shownFor !== input.value.trim()) {
        awaited = by;
        return false;
      }
      const count = options().length;
      if (count === 0) return false;
      if (!isOpen()) open();
      // Between the last and the first stands the box itself.
      choose(active + by < -1 ? count - 1 : active + by === count ? -1 : active + by);
      return true;
    }

    input.addEventListener("input", event => {
      if (!event.isComposing) typing();
    });
    input.addEventListener("compositionend", typing);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", event => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const isDone =
        event.key === "ArrowDown" ? move(1)
        : event.key === "ArrowUp" ? move(-1)
        : event.key === "Escape" && isOpen() ? (close(), true)
        : event.key === "Enter" && isOpen() && active >= 0 ? (location.assign(options()[active].dataset.url), true)
        : false;
      if (isDone) event.preventDefault();
    });

    // The box keeps the focus, so that the list is there when the button is let go.
    list.addEventListener("mousedown", event => event.preventDefault());
    list.addEventListener("click", event => {
      const chosen = event.target.closest("[role=option]");
      if (chosen) location.assign(chosen.dataset.url);
    });
    // A page that is come back to is as it was left: without the list.
    addEventListener("pagehide", close);
  }

  for (const form of document.querySelectorAll("form.search")) suggest(form, form.querySelector("input[type=search]"));
})();
