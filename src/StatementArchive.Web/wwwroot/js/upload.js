// Handing in with a script: files and folders can be dropped or a folder chosen, what exceeds the limits is told before it is sent, and what is chosen stays chosen if something is refused.
"use strict";

(() => {
  const form = document.querySelector("form.hand-in");
  const files = form.querySelector("#files");
  const drop = form.querySelector(".drop");
  const limits = { largest: Number(form.dataset.largest), bytes: Number(form.dataset.bytes), files: Number(form.dataset.files) };

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const said = element("p", { className: "chosen", ariaLive: "polite" });
  const hint = element("p", { className: "quiet", textContent: "Or drop files and folders here." });
  const folder = element("input", { type: "file", id: "folder", webkitdirectory: true });
  const folders = element("p", {}, element("label", { htmlFor: "folder", textContent: "A whole folder" }), " ", folder);
  drop.append(folders, hint, said);

  const count = new Intl.NumberFormat("en");
  const size = bytes => {
    const [unit, name] = bytes < 1e3 ? [1, "bytes"] : bytes < 1e6 ? [1e3, "kB"] : [1e6, "MB"];
    return `${(bytes / unit).toLocaleString("en", { maximumFractionDigits: 1 })} ${name}`;
  };

  function faults() {
    const chosen = [...files.files];
    const together = chosen.reduce((sum, file) => sum + file.size, 0);
    const large = chosen.filter(file => file.size > limits.largest);
    return [
      ...(chosen.length > limits.files ? [`These are ${count.format(chosen.length)} files; at once at most ${count.format(limits.files)} are taken.`] : []),
      ...(together > limits.bytes ? [`Together they have ${size(together)}; at once at most ${size(limits.bytes)} are taken.`] : []),
      ...(large.length > 0 ? [`Larger than ${size(limits.largest)}: ${large.map(file => file.name).join(", ")}.`] : []),
    ];
  }

  function tell() {
    const chosen = [...files.files];
    const wrong = faults();
    const together = chosen.reduce((sum, file) => sum + file.size, 0);
    files.setCustomValidity(wrong.join(" "));
    said.textContent = chosen.length === 0 ? "" : [`${count.format(chosen.length)} ${chosen.length === 1 ? "file" : "files"}, ${size(together)}.`, ...wrong].join(" ");
  }

  // Hidden files and folders are the system's own, as with whole folders on the command line.
  const isHidden = file => (file.webkitRelativePath || file.name).split("/").some(part => part.startsWith("."));

  function choose(list) {
    const transfer = new DataTransfer();
    for (const file of list) if (!isHidden(file)) transfer.items.add(file);
    files.files = transfer.files;
    tell();
  }

  const within = entry => new Promise((done, failed) => {
    const found = [];
    const reader = entry.createReader();
    // A folder tells of a hundred at a time.
    const more = () => reader.readEntries(entries => entries.length === 0 ? done(found) : (found.push(...entries), more()), failed);
    more();
  });

  // With its folders in the name, as a chosen folder's files have them: a sidecar lies beside its file.
  const named = (file, path) => path === file.name ? file : new File([file], path, { type: file.type, lastModified: file.lastModified });

  async function filesOf(entry) {
    if (entry.isFile) return [named(await new Promise((done, failed) => entry.file(done, failed)), entry.fullPath.slice(1))];
    return (await Promise.all((await within(entry)).map(filesOf))).flat();
  }

  files.addEventListener("change", tell);
  folder.addEventListener("change", () => {
    choose(folder.files);
    folder.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, event => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over-it");
    });
  }
  drop.addEventListener("dragleave", event => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove("over-it");
  });
  drop.addEventListener("drop", async event => {
    event.preventDefault();
    drop.classList.remove("over-it");
    const { items, files: dropped } = event.dataTransfer;
    const entries = [...items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
    try {
      choose(entries.length > 0 ? (await Promise.all(entries.map(filesOf))).flat() : dropped);
    } catch {
      said.textContent = "What was dropped cannot be read.";
    }
  });

  const sending = form.querySelector("#sending");

  // All but the files, which a page cannot choose.
  function refuse(page) {
    const problem = page.querySelector(".problem");
    problem?.querySelector(".choose-again")?.remove();
    document.querySelector("main .problem")?.remove();
    const [told, fresh] = [[...form.querySelectorAll("fieldset:not(.drop)")], [...page.querySelectorAll("form.hand-in fieldset:not(.drop)")]];
    told.forEach((fieldset, at) => fieldset.replaceWith(fresh[at]));
    if (problem) form.before(problem);
    (form.querySelector("[aria-invalid]") ?? files).focus();
  }

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button.strong");
    button.disabled = true;
    sending.textContent = "Sending …";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { accept: "text/html" } });
      if (answer.redirected && !new URL(answer.url).pathname.startsWith("/account/")) {
        location.assign(answer.url);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected) sending.textContent = "Not sent: you are no longer signed in. Sign in in another window, then hand in again; all is still here.";
      else if (page.querySelector("form.hand-in")) {
        sending.textContent = "";
        refuse(page);
      } else sending.textContent = `Not taken in: ${page.querySelector("main")?.textContent.replace(/\s+/gu, " ").trim() || answer.status}`;
    } catch {
      sending.textContent = "Not sent: the archive does not answer. All is still here; hand in again.";
    }
    button.disabled = false;
  });
})();
