// Passkeys (WebAuthn): a form that the browser cannot fill in alone. Without this script, or without passkeys in the browser, it stays hidden.
"use strict";

(() => {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;

  const ways = {
    get: async (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
    create: async (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const status = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      status.textContent = "";
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        if (!answer.ok) {
          const words = answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : "";
          status.textContent = words || "The archive does not answer as it should. Load the page again.";
          return;
        }
        const credential = await ways[form.dataset.passkey](await answer.json());
        form.elements.credential.value = JSON.stringify(credential);
        // What only the first question needs is not sent twice.
        for (const secret of form.querySelectorAll("input[type=password]")) secret.value = "";
        form.submit();
      } catch (fault) {
        status.textContent = fault.name === "InvalidStateError" ? "This device has a passkey for your account already."
          : fault.name === "SecurityError" ? "The browser allows no passkey at this address. It needs HTTPS and a name."
          : "No passkey was given.";
      } finally {
        button.disabled = false;
      }
    });
  }
})();
