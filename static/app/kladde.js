// Sends a form's fields to its draft on the server while somebody types. Nothing is kept in the
// browser. A form without a mark has no draft, and a page without script works as before.
"use strict";

(() => {
  const PAUSE = 1500; // after the last key
  const HOEJST = 5000; // since the first key that is not kept
  const IGEN = 5000; // when it could not be kept
  const KEEPALIVE = 60000; // bytes that a browser sends for a page that is being left

  const klokken = () =>
    new Date().toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

  const saetOp = (maerke) => {
    const form = maerke.form;
    const status = form.querySelector("[data-kladdestatus]");
    let ur; // the timer that runs
    let siden = 0; // when the first key was pressed that is not kept yet
    let undervejs = false;
    let slut = false; // the form is sent, or there is no draft to keep it in
    let nede = false; // the server did not answer last time
    let sidst = "";

    // Told once: a line that is written again is read aloud again.
    const sig = (tekst, fejl = false) => {
      if (status.textContent !== tekst) status.textContent = tekst;
      status.classList.toggle("kladdestatus-fejl", fejl);
    };

    const felter = () => {
      const alle = new URLSearchParams();
      for (const [navn, vaerdi] of new FormData(form)) {
        if (typeof vaerdi === "string") alle.append(navn, vaerdi); // a file is chosen again
      }
      return alle;
    };

    const ikkeGemt = (hvorfor) => sig(`Kladden er ikke gemt kl. ${klokken()}: ${hvorfor}`, true);

    const svaret = async (svar) => {
      if (svar.ok) {
        const { klokken: da, kladde } = await svar.json();
        sig(`Kladde gemt kl. ${da}`);
        // Back, reload and a browser that is started again lead to the drafts of the page's forms.
        const adresse = new URL(location.href);
        const naevnte = adresse.searchParams.getAll("kladde");
        if (!naevnte.includes(kladde)) adresse.searchParams.append("kladde", kladde);
        if (adresse.href !== location.href) history.replaceState(history.state, "", adresse);
        return true;
      }
      if (svar.type === "opaqueredirect") {
        sig("Du er logget ud. Tryk på Gem for at logge ind: Det, du har skrevet, står her igen bagefter.", true);
        return true; // held on the server for the one who typed it
      }
      if (svar.headers.get("X-Kladde") === "holdt") {
        sig("Du har logget ind igen i et andet vindue. Det, du har skrevet, er gemt som kladde: Genindlæs siden for at fortsætte.", true);
        return true;
      }
      if (svar.status === 410) {
        slut = true;
        sig("Formularen er gemt eller kladden kasseret i et andet vindue. Det, du skriver nu, gemmes ikke som kladde.", true);
        return true;
      }
      if (svar.status === 429) ikkeGemt("Der sendes for meget lige nu. Der prøves igen.");
      else if (svar.status === 413) ikkeGemt("Der er skrevet for meget.");
      else if (svar.status < 500) ikkeGemt("Siden har stået åben for længe. Kopiér det, du har skrevet, og genindlæs siden.");
      else ikkeGemt("Der er en fejl på serveren. Bliv på siden; der prøves igen.");
      return false;
    };

    const send = async () => {
      clearTimeout(ur);
      if (slut || undervejs) return;
      const krop = felter();
      const nu = krop.toString();
      if (nu === sidst) {
        siden = 0;
        return;
      }
      undervejs = true;
      siden = 0;
      let gemt = false;
      try {
        const svar = await fetch(maerke.dataset.kladde, {
          method: "POST",
          body: krop,
          redirect: "manual",
          keepalive: nu.length < KEEPALIVE,
        });
        nede = false;
        gemt = await svaret(svar);
      } catch {
        nede = true;
        if (!slut) ikkeGemt("Der er ingen forbindelse til serveren. Bliv på siden; der prøves igen.");
      }
      undervejs = false;
      if (gemt) sidst = nu;
      if (slut) return;
      if (!gemt) {
        siden ||= Date.now();
        ur = setTimeout(send, IGEN);
      } else if (siden) ur = setTimeout(send, PAUSE);
    };

    const skrevet = () => {
      if (slut) return;
      siden ||= Date.now();
      clearTimeout(ur);
      ur = setTimeout(send, Math.max(0, Math.min(PAUSE, siden + HOEJST - Date.now())));
    };

    sidst = felter().toString();
    form.addEventListener("input", skrevet);
    form.addEventListener("change", skrevet);
    form.addEventListener("click", (e) => {
      if (e.target.closest("button[type=button]")) skrevet(); // a row added or taken away
    });
    // Sent to a server that is down, the page would be gone with all that was typed in it.
    document.addEventListener("submit", (e) => {
      if (e.target !== form || !nede) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      ikkeGemt("Der er ingen forbindelse til serveren. Bliv på siden, og tryk på Gem, når kladden er gemt.");
      send();
    }, true);
    // What is saved is no draft; the server sees to what was under way.
    document.addEventListener("submit", (e) => {
      if (e.target !== form || e.defaultPrevented) return;
      slut = true;
      clearTimeout(ur);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && siden) send();
    });
    window.addEventListener("pagehide", () => { if (siden) send(); });
    window.addEventListener("beforeunload", (e) => {
      if (!slut && siden && status.classList.contains("kladdestatus-fejl")) e.preventDefault();
    });
    window.addEventListener("pageshow", (e) => { if (e.persisted) slut = false; });
  };

  // A page with several forms loads the script by each of them.
  document.querySelectorAll("[data-kladde]:not([data-kladde-klar])").forEach((maerke) => {
    maerke.dataset.kladdeKlar = "";
    saetOp(maerke);
  });
})();
