// Asks the browser for a security key, and sends what it answers. Without a browser that can, the
// form stays hidden and the page says so.
(() => {
  "use strict";
  const formular = document.querySelector("[data-sikkerhedsnoegle]");
  const kan = window.PublicKeyCredential && navigator.credentials && navigator.credentials.create;
  if (!formular || !kan) return;

  const tilBytes = (tekst) => {
    const fyldt = tekst.replace(/-/g, "+").replace(/_/g, "/") + "===".slice((tekst.length + 3) % 4);
    return Uint8Array.from(atob(fyldt), (tegn) => tegn.charCodeAt(0));
  };
  const tilTekst = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const noegler = (liste) => (liste || []).map((noegle) => ({ ...noegle, id: tilBytes(noegle.id) }));

  const opret = async ({ publicKey }) => {
    const svar = await navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: tilBytes(publicKey.challenge),
        user: { ...publicKey.user, id: tilBytes(publicKey.user.id) },
        excludeCredentials: noegler(publicKey.excludeCredentials),
      },
    });
    return {
      ...faelles(svar),
      response: {
        clientDataJSON: tilTekst(svar.response.clientDataJSON),
        attestationObject: tilTekst(svar.response.attestationObject),
        transports: svar.response.getTransports ? svar.response.getTransports() : [],
      },
    };
  };

  const brug = async ({ publicKey }) => {
    const svar = await navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: tilBytes(publicKey.challenge),
        allowCredentials: noegler(publicKey.allowCredentials),
      },
    });
    const { userHandle } = svar.response;
    return {
      ...faelles(svar),
      response: {
        clientDataJSON: tilTekst(svar.response.clientDataJSON),
        authenticatorData: tilTekst(svar.response.authenticatorData),
        signature: tilTekst(svar.response.signature),
        userHandle: userHandle ? tilTekst(userHandle) : null,
      },
    };
  };

  const faelles = (svar) => ({
    type: svar.type,
    id: svar.id,
    rawId: tilTekst(svar.rawId),
    clientExtensionResults: svar.getClientExtensionResults(),
  });

  const data = JSON.parse(document.getElementById("noegle-data").textContent);
  const fejl = formular.querySelector("[data-noeglefejl]");
  const udenNoegle = document.querySelector("[data-uden-noegle]");
  formular.hidden = false;
  if (udenNoegle) udenNoegle.hidden = true;
  formular.querySelector("[data-noegleknap]").addEventListener("click", async () => {
    fejl.hidden = true;
    try {
      const svar = data.creation_options
        ? await opret(data.creation_options)
        : await brug(data.request_options);
      formular.querySelector("[name=credential]").value = JSON.stringify(svar);
      formular.submit();
    } catch {
      fejl.hidden = false; // cancelled, timed out, or not one of the user's keys
    }
  });
})();
