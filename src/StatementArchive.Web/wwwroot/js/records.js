// Comfort on pages of several forms: whoever sends one, or leaves, is asked before what is typed in another is lost.
"use strict";

(() => {
  let sent = null;
  const isTyped = field => field.matches("input:not([type=hidden], [type=radio], [type=checkbox]), textarea") && field.value !== field.defaultValue;

  document.addEventListener("submit", event => {
    sent = event.target;
    // Whoever is asked and stays has sent nothing.
    setTimeout(() => { sent = null; }, 1000);
  });

  addEventListener("beforeunload", event => {
    const isLost = [...document.querySelectorAll(".desk form")].some(form => form.method === "post" && form !== sent && [...form.elements].some(isTyped));
    if (isLost) event.preventDefault();
  });
})();
