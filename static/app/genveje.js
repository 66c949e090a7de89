// Keyboard shortcuts. Which there are, stands in the dialog that lists them: a link with
// data-genvej is followed when its keys are pressed. Nothing here is an accesskey.
"use strict";

(() => {
  const dialog = document.getElementById("genveje");
  if (!dialog?.showModal) return;

  const VENT = 1500; // how long a sequence waits for its next key
  const bogstaver = dialog.dataset.bogstaver === "til";
  const links = new Map(
    [...dialog.querySelectorAll("[data-genvej]")].map((link) => [link.dataset.genvej, link]),
  );
  const SKRIVES_I = "input, select, textarea, [contenteditable]";

  const vis = () => {
    if (!dialog.open) dialog.showModal();
  };

  document.querySelectorAll("[data-vis-genveje]").forEach((link) =>
    link.addEventListener("click", (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      vis();
    }),
  );

  // ---- Letters: outside a field, and only for whom they are switched on -----------------------

  let foer = "";
  let ur;

  const foelg = (sekvens) => {
    const link = links.get(sekvens);
    if (!link) return false;
    // The page that is open may have the field already, with a filter that a link would drop.
    const felt = link.hash && document.querySelector(`main ${link.hash}`);
    if (felt) felt.focus();
    else location.assign(link.href);
    return true;
  };

  const bogstav = (e) => {
    if (!bogstaver || dialog.open || e.target.closest?.(SKRIVES_I)) return;
    const tast = e.key;
    if (tast.length !== 1) return;
    const sekvens = foer ? `${foer} ${tast}` : tast;
    clearTimeout(ur);
    foer = "";
    if (tast === "?") {
      e.preventDefault();
      vis();
    } else if (foelg(sekvens)) {
      e.preventDefault();
    } else if ([...links.keys()].some((genvej) => genvej.startsWith(`${sekvens} `))) {
      foer = sekvens;
      ur = setTimeout(() => { foer = ""; }, VENT);
    }
  };

  // ---- In a form: keys that type nothing ------------------------------------------------------

  const gem = () => {
    const felt = document.activeElement;
    const form = felt?.form;
    if (!form || form.method !== "post") return false;
    felt.blur(); // a search field takes its match when it is left
    // Never the button that sends an answer to somebody, where another only saves it.
    form.requestSubmit(form.querySelector("[data-gem]") ?? form.querySelector("button:not([type=button])"));
    return true;
  };

  const felterI = (del) =>
    [...del.querySelectorAll("input, select, textarea")].filter(
      (felt) => felt.type !== "hidden" && !felt.disabled && felt.getClientRects().length,
    );

  // After the last part comes the button that saves.
  const skift = (retning) => {
    const dele = [...document.querySelectorAll("[data-skemadel]")].filter((del) => felterI(del).length);
    if (!dele.length) return false;
    const her = dele.findIndex((del) => del.contains(document.activeElement));
    const maal = her < 0 ? (retning > 0 ? 0 : dele.length - 1) : her + retning;
    const felt = dele[maal]
      ? felterI(dele[maal])[0]
      : maal > 0 && dele.at(-1).closest("form").querySelector(".knapper .button-primary");
    if (!felt) return false;
    felt.focus();
    return true;
  };

  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented && e.key !== "Enter") return;
    if (e.repeat || e.isComposing || e.altKey || e.metaKey) return;
    const brugt =
      (e.key === "Enter" && e.ctrlKey && !e.shiftKey && gem()) ||
      (e.key === "F8" && !e.ctrlKey && skift(e.shiftKey ? -1 : 1));
    if (brugt) e.preventDefault();
    else if (!e.ctrlKey) bogstav(e);
  });
})();
