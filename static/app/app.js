// What is added to pages that work without it: search fields for long selects, rows added on the
// spot, a guard against double submits, and focus on the errors. No inline code, no build.
"use strict";

(() => {
  const $$ = (selektor, rod = document) => [...rod.querySelectorAll(selektor)];

  // ---- Search field for a long select -------------------------------------------------------

  // "aa" is how å is typed on a foreign keyboard and in old names.
  const fold = (tekst) => tekst.toLocaleLowerCase("da").replaceAll("aa", "å").trim();
  const html = (tekst) => Object.assign(document.createElement("span"), { textContent: tekst }).innerHTML;

  // 0 is best; nothing when it doesn't match. The exact text comes first: the first match is the
  // one that is chosen when the field is left, and it must not change what was already right.
  const rang = (mulighed, soegt) => {
    if (mulighed.foldet === soegt) return 0;
    if (mulighed.foldet.startsWith(soegt)) return 1;
    if (mulighed.foldet.includes(` ${soegt}`)) return 2;
    if (mulighed.foldet.includes(soegt)) return 3;
    return mulighed.foldetGruppe.includes(soegt) ? 4 : undefined;
  };

  const laesMuligheder = (select) => {
    // A tree without groups is shown by indents; then the node above is the group.
    const over = [];
    const alle = [...select.options].map((option) => {
      const navn = option.value ? option.text.trim() : "";
      const indryk = option.text.search(/[^\s]/);
      while (over.length && over.at(-1).indryk >= indryk) over.pop();
      const gruppe =
        option.parentElement.tagName === "OPTGROUP"
          ? option.parentElement.label
          : (over.at(-1)?.navn ?? "");
      if (navn) over.push({ navn, indryk });
      return { vaerdi: option.value, navn, gruppe };
    });
    for (const mulighed of alle) {
      // Two topics may share a name ("Andet"): then the group tells them apart in the field too.
      const flere = alle.filter((anden) => anden.navn === mulighed.navn).length > 1;
      mulighed.felttekst =
        flere && mulighed.gruppe ? `${mulighed.navn} (${mulighed.gruppe})` : mulighed.navn;
      mulighed.foldet = fold(mulighed.felttekst);
      mulighed.foldetGruppe = fold(mulighed.gruppe);
    }
    return alle;
  };

  const goerSoegbar = (select) => {
    if (select.dataset.combobox === "klar" || select.disabled || select.multiple) return;
    const id = select.id;
    const gruppe = select.closest(".form-group");
    const muligheder = laesMuligheder(select);
    const blank = { vaerdi: "", navn: "", gruppe: "", felttekst: "" };
    const tomTekst = [...select.options].find((option) => !option.value)?.text.replace(/^-+$/, "") ?? "";
    const valgt = () => muligheder.find((mulighed) => mulighed.vaerdi === select.value) ?? blank;
    const beskrevet = select.getAttribute("aria-describedby") ?? "";
    const ugyldigFraServer = select.getAttribute("aria-invalid") === "true";
    let afbrudt = false;
    let input;

    const saet = (vaerdi) => {
      if (select.value === vaerdi) return;
      select.value = vaerdi;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };

    // Text that names no option is neither sent as something else nor lost in silence.
    const visUkendt = (ukendt) => {
      const fejlId = `${id}_ukendt`;
      document.getElementById(fejlId)?.remove();
      input.toggleAttribute("data-ukendt", ukendt);
      if (ukendt) {
        const fejl = document.createElement("span");
        fejl.id = fejlId;
        fejl.className = "form-error-message";
        fejl.setAttribute("role", "alert");
        fejl.innerHTML = '<span class="sr-only">Fejl: </span>';
        fejl.append(`»${input.value}« findes ikke på listen. Vælg fra listen, eller ryd feltet.`);
        ramme.before(fejl);
      }
      gruppe?.classList.toggle("form-error", ukendt || (ugyldigFraServer && !select.value));
      if (ukendt || (ugyldigFraServer && !select.value)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      beskriv();
    };

    // The component writes aria-describedby itself and would drop the hint and the error.
    const beskriv = () => {
      const ids = new Set([
        ...beskrevet.split(" "),
        ...(input.hasAttribute("data-ukendt") ? [`${id}_ukendt`] : []),
        ...(input.getAttribute("aria-describedby") ?? "").split(" ").filter((del) => del.startsWith(`${id}__`)),
      ]);
      ids.delete("");
      const nu = [...ids].join(" ");
      if ((input.getAttribute("aria-describedby") ?? "") !== nu) {
        if (nu) input.setAttribute("aria-describedby", nu);
        else input.removeAttribute("aria-describedby");
      }
    };

    const bekraeft = (mulighed) => {
      // Escape closes the list; the component would take the first match with it.
      if (afbrudt) return;
      if (mulighed && typeof mulighed === "object") {
        saet(mulighed.vaerdi);
        visUkendt(false);
        return;
      }
      const tekst = fold(input.value);
      const fundet = tekst ? muligheder.find((en) => en.foldet === tekst) : blank;
      saet(fundet?.vaerdi ?? "");
      visUkendt(!fundet);
    };

    const ramme = document.createElement("div");
    select.before(ramme);
    select.id = `${id}-select`;
    window.accessibleAutocomplete({
      element: ramme,
      id,
      name: "",
      required: select.required,
      defaultValue: valgt().felttekst,
      placeholder: tomTekst,
      displayMenu: "overlay",
      autoselect: true,
      showAllValues: true,
      inputClasses: "form-input",
      menuClasses: "no-max-width",
      dropdownArrow: () =>
        '<svg class="autocomplete__pil" viewBox="0 -960 960 960" aria-hidden="true" focusable="false"><path d="M480-345 240-585l56-56 184 184 184-184 56 56-240 240Z"/></svg>',
      source: (spurgt, vis) => {
        const soegt = fold(spurgt);
        // Nothing typed, or nothing but the present choice: the whole list, with the present
        // choice first, so that leaving the field changes nothing.
        if (!soegt || soegt === valgt().foldet) {
          const nu = soegt ? valgt() : blank;
          vis([nu, ...muligheder.filter((en) => en !== nu && en.vaerdi)]);
          return;
        }
        vis(
          muligheder
            .filter((en) => en.vaerdi && rang(en, soegt) !== undefined)
            .sort((a, b) => rang(a, soegt) - rang(b, soegt)),
        );
      },
      templates: {
        inputValue: (en) => (typeof en === "string" ? en : (en?.felttekst ?? "")),
        suggestion: (en) => {
          if (typeof en === "string") return html(en);
          if (!en.vaerdi) return `<span class="autocomplete__gruppe">${html(tomTekst || "Intet valgt")}</span>`;
          return `<span>${html(en.navn)}</span>${en.gruppe ? ` <span class="autocomplete__gruppe">${html(en.gruppe)}</span>` : ""}`;
        },
      },
      onConfirm: bekraeft,
      tNoResults: () => "Ingen på listen passer",
      tStatusQueryTooShort: (mindst) => `Skriv mindst ${mindst} tegn.`,
      tStatusNoResults: () => "Ingen på listen passer.",
      tStatusSelectedOption: (navn, antal, nr) => `${navn || tomTekst || "Intet valgt"}, ${nr + 1} af ${antal}, er markeret.`,
      tStatusResults: (antal, markeret) => `${antal === 1 ? "1 mulighed" : `${antal} muligheder`}. ${markeret}`,
      tAssistiveHint: () => "Skriv for at søge. Gå gennem listen med pil op og ned, og vælg med Enter.",
    });
    input = document.getElementById(id);
    select.required = false; // a hidden required field would stop the form without a word
    select.hidden = true;
    select.dataset.combobox = "klar";
    if (ugyldigFraServer) input.setAttribute("aria-invalid", "true");
    new MutationObserver(beskriv).observe(input, { attributeFilter: ["aria-describedby"] });
    beskriv();
    // After Escape the component no longer hears that the field is left; then the text decides.
    let lukket = false;
    ramme.addEventListener(
      "keydown",
      (e) => {
        afbrudt = e.key === "Escape";
        if (e.key !== "Tab" && e.key !== "Shift") lukket = afbrudt;
      },
      true,
    );
    ramme.addEventListener("keyup", () => { afbrudt = false; }, true);
    ramme.addEventListener("focusout", () => {
      afbrudt = false;
      if (lukket) bekraeft();
      lukket = false;
    });
  };

  const goerKlar = (rod) => {
    if (window.accessibleAutocomplete) $$("select[data-combobox]", rod).forEach(goerSoegbar);
  };

  // ---- Rows added and taken away --------------------------------------------------------------

  const saetRaekkerOp = (formset) => {
    const navn = formset.dataset.formsetNavn || "Række";
    const total = formset.querySelector(`[name="${formset.dataset.formset}-TOTAL_FORMS"]`);
    const raekker = formset.querySelector("[data-formset-raekker]");
    const tilfoej = formset.querySelector("[data-formset-add]");
    const status = formset.querySelector("[data-formset-status]");
    const synlige = () => $$("[data-formset-raekke]", raekker).filter((raekke) => !raekke.hidden);
    const nummerer = () =>
      synlige().forEach((raekke, i) => {
        const nummer = raekke.querySelector("[data-formset-nummer]");
        if (nummer) nummer.textContent = i + 1;
      });
    const foersteFelt = (raekke) =>
      $$("input:not([type=hidden]), select, textarea", raekke).find(
        (felt) => !felt.hidden && !felt.closest("[hidden]"),
      );
    const saetRaekkeOp = (raekke) => {
      const slet = raekke.querySelector("[data-formset-slet]");
      const fjern = raekke.querySelector("[data-formset-remove]");
      if (!slet || !fjern) return;
      slet.hidden = true;
      fjern.hidden = false;
    };

    $$("[data-formset-raekke]", raekker).forEach((raekke) => {
      saetRaekkeOp(raekke);
      // After errors the row that was taken away stays away.
      raekke.hidden = Boolean(raekke.querySelector("[data-formset-slet] input")?.checked);
    });
    nummerer();

    tilfoej?.addEventListener("click", (e) => {
      e.preventDefault();
      const skabelon = formset.querySelector("template[data-formset-skabelon]");
      const kladde = document.createElement("template");
      kladde.innerHTML = skabelon.innerHTML.replaceAll("__prefix__", total.value);
      const raekke = kladde.content.querySelector("[data-formset-raekke]");
      raekker.append(raekke);
      total.value = Number(total.value) + 1;
      saetRaekkeOp(raekke);
      goerKlar(raekke);
      nummerer();
      foersteFelt(raekke)?.focus();
      status.textContent = `${navn} ${synlige().length} er tilføjet.`;
    });

    // A row is marked as deleted and hidden, never cut out: the numbers of the others stay true.
    raekker.addEventListener("click", (e) => {
      const knap = e.target.closest("[data-formset-remove]");
      if (!knap) return;
      const raekke = knap.closest("[data-formset-raekke]");
      const foer = synlige();
      const plads = foer.indexOf(raekke);
      raekke.querySelector("[data-formset-slet] input").checked = true;
      raekke.hidden = true;
      nummerer();
      const naeste = synlige()[Math.min(plads, foer.length - 2)];
      ((naeste && foersteFelt(naeste)) || tilfoej)?.focus();
      status.textContent = `${navn} ${plads + 1} er fjernet. Det gælder, når du gemmer.`;
    });
  };

  // ---- Submitting -----------------------------------------------------------------------------

  document.addEventListener("submit", (e) => {
    const ukendt = e.target.querySelector("[data-ukendt]");
    if (ukendt && !e.submitter?.formNoValidate) {
      e.preventDefault();
      ukendt.focus();
      return;
    }
    if (!e.target.matches("form[data-engang]") || e.defaultPrevented) return;
    if (e.target.dataset.sendt) {
      e.preventDefault();
      return;
    }
    e.target.dataset.sendt = "ja";
    // Not `disabled`: a disabled button would not send its own name and value.
    $$("button:not([type=button])", e.target).forEach((knap) => knap.setAttribute("aria-disabled", "true"));
  });

  // Back in the browser shows the page as it was left: the form must be usable again.
  window.addEventListener("pageshow", () =>
    $$("form[data-sendt]").forEach((form) => {
      delete form.dataset.sendt;
      $$("[aria-disabled]", form).forEach((knap) => knap.removeAttribute("aria-disabled"));
    }),
  );

  // ---- Menu, filters, errors ------------------------------------------------------------------

  const smal = window.matchMedia("(max-width: 991.98px)");

  $$("[data-menuknap]").forEach((knap) => {
    const menu = document.getElementById(knap.getAttribute("aria-controls"));
    knap.hidden = false;
    menu.classList.add("lukket");
    knap.addEventListener("click", () => {
      const aaben = !menu.classList.toggle("lukket");
      knap.setAttribute("aria-expanded", String(aaben));
    });
  });

  // Open without script, so that nothing is out of reach; folded away on a telephone.
  if (smal.matches) {
    $$("details[data-filterpanel]").forEach((panel) => {
      panel.open = Boolean(panel.querySelector(".form-error"));
    });
  }

  $$("[data-udskriv]").forEach((knap) => {
    knap.hidden = false;
    knap.addEventListener("click", () => window.print());
  });

  goerKlar(document);
  $$("[data-formset]").forEach(saetRaekkerOp);

  const fejlliste = document.querySelector("[data-fejlliste]");
  if (fejlliste) {
    fejlliste.focus();
    fejlliste.addEventListener("click", (e) => {
      const link = e.target.closest("a[href^='#']");
      const felt = link && document.getElementById(link.hash.slice(1));
      if (!felt) return;
      e.preventDefault();
      // The label stands above the field and must be seen too.
      (felt.closest(".form-group") ?? felt).scrollIntoView();
      felt.focus({ preventScroll: true });
    });
  }
})();
