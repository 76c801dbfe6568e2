// The list of uploads as it changes: the server says that something did, and the rows of the page are taken anew. Without this script the page is loaded again by its link.
"use strict";

(() => {
  const list = document.getElementById("uploads");
  const said = document.getElementById("uploads-said");
  const pause = 700;
  let timer = 0;
  let isTaking = false;
  let isStale = false;

  // What somebody is about to press stays where it is until they are done.
  const isInUse = row => row.contains(document.activeElement);

  function put(page) {
    const fresh = page.getElementById("uploads");
    for (const part of [".lead", ".sorts"]) {
      const [old, next] = [list.querySelector(part), fresh.querySelector(part)];
      if (old && next && !isInUse(old)) old.replaceWith(next);
    }
    for (const next of fresh.querySelectorAll(".uploads > li")) {
      const old = document.getElementById(next.id);
      if (!old || old.querySelector(".state").textContent === next.querySelector(".state").textContent) continue;
      if (isInUse(old)) old.querySelector(".state").textContent = next.querySelector(".state").textContent;
      else old.replaceWith(next);
    }
  }

  async function take() {
    timer = 0;
    if (isTaking) {
      isStale = true;
      return;
    }
    isTaking = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok && !answer.redirected) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The next change asks again.
    }
    isTaking = false;
    if (isStale) {
      isStale = false;
      schedule();
    }
  }

  function schedule() {
    if (timer === 0) timer = setTimeout(take, pause);
  }

  const changes = new EventSource(list.dataset.events);
  // What changed before the connection stood, or while it was broken.
  changes.addEventListener("open", schedule);
  changes.addEventListener("upload", event => {
    const { id, words, hasEnded } = JSON.parse(event.data);
    schedule();
    if (!hasEnded) return;
    const name = document.querySelector(`#upload-${id} h2`)?.textContent ?? "";
    said.textContent = `${name} ${words}.`.trim();
  });
  addEventListener("pagehide", () => changes.close());
})();
