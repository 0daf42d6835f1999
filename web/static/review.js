// Keys and saving at once for the review queue; the page works as plain forms without it.
"use strict";

{
  const form = document.getElementById("oordeel");
  if (form) judge(form);

  function judge(form) {
    const status = document.getElementById("stand");
    const spoken = document.getElementById("gekozen");
    const note = form.elements.notitie;
    const asks = [...form.querySelectorAll(".ask")];
    const list = document.getElementById("lijst");
    const kept = `rodedraden.nakijken.${form.dataset.reviewer}`;
    const say = (text) => { if (status.textContent !== text) status.textContent = text; };

    // What was not kept by the server yet stays in the browser, so that a closed laptop, a server
    // that is down or a page that is left too soon cost nothing. By passage: verdicts and note.
    const memory = {
      all() {
        try { return JSON.parse(localStorage.getItem(kept)) || {}; } catch { return {}; }
      },
      put(passage, entry) {
        try {
          const all = memory.all();
          if (entry) all[passage] = entry; else delete all[passage];
          if (Object.keys(all).length) localStorage.setItem(kept, JSON.stringify(all));
          else localStorage.removeItem(kept);
        } catch { /* No storage here: the server alone keeps it. */ }
      },
    };

    const here = form.dataset.passage;
    let pending = { verdicts: {}, note: null };
    let sending = null;
    let wait = 1000;
    let timer = 0;

    const isEmpty = (entry) => !Object.keys(entry.verdicts).length && entry.note === null;
    const given = (ask) => ask.querySelector("input:checked")?.value ?? "";

    async function post(passage, entry) {
      const answer = await fetch("/api/judgements", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ passage, verdicts: entry.verdicts, note: entry.note ?? note.value }),
        keepalive: true,
      });
      if (answer.ok) return "";
      const said = answer.headers.get("content-type")?.includes("json") ? (await answer.json()).detail : "";
      // What is wrong in itself is not tried again; what went wrong at the other side is.
      if (answer.status >= 400 && answer.status < 500) return said || "Dit antwoord is geweigerd.";
      throw new Error(said);
    }

    function save() {
      if (sending || isEmpty(pending)) return sending;
      clearTimeout(timer);
      const entry = pending;
      pending = { verdicts: {}, note: null };
      say("Bewaren …");
      sending = post(here, entry).then(
        (refused) => {
          sending = null;
          wait = 1000;
          if (refused) say(`Niet bewaard. ${refused}`);
          else if (isEmpty(pending)) say("Bewaard");
          memory.put(here, isEmpty(pending) ? null : pending);
          return save();
        },
        () => {
          sending = null;
          pending = { verdicts: { ...entry.verdicts, ...pending.verdicts }, note: pending.note ?? entry.note };
          say("Niet bewaard, wordt opnieuw geprobeerd");
          timer = setTimeout(save, wait);
          wait = Math.min(wait * 2, 15000);
          return undefined;
        },
      );
      return sending;
    }

    function changed(ask) {
      pending.verdicts[ask.dataset.concept] = given(ask) || "ingetrokken";
      remember();
    }

    function remember() {
      memory.put(here, pending);
      save();
    }

    form.addEventListener("change", (event) => {
      const ask = event.target.closest(".ask");
      if (ask) changed(ask);
    });

    function noted() {
      if (note.value === note.dataset.last) return;
      note.dataset.last = note.value;
      const answered = asks.filter(given);
      for (const ask of answered) pending.verdicts[ask.dataset.concept] = given(ask);
      pending.note = note.value;
      if (answered.length) remember();
      else {
        memory.put(here, pending);
        pending = { verdicts: {}, note: null };
        say("De notitie wordt bewaard bij uw eerste antwoord");
      }
    }
    note.dataset.last = note.value;
    let typed = 0;
    note.addEventListener("input", () => { clearTimeout(typed); typed = setTimeout(noted, 800); });
    note.addEventListener("blur", noted);

    // What an earlier visit could not bring to the server.
    for (const [passage, entry] of Object.entries(memory.all())) {
      if (passage === here) {
        for (const ask of asks) {
          const verdict = entry.verdicts[ask.dataset.concept];
          if (verdict) choose(ask, verdict === "ingetrokken" ? "" : verdict);
        }
        if (entry.note) { note.value = entry.note; note.dataset.last = entry.note; note.closest("details").open = true; }
        pending = { verdicts: entry.verdicts, note: asks.some(given) ? entry.note : null };
        save();
      } else {
        post(passage, entry).then((refused) => { if (!refused) memory.put(passage, null); }, () => {});
      }
    }
    addEventListener("online", save);

    // Enter and the buttons wait for what is being saved, then let the plain form do its work.
    let leaving = false;
    form.addEventListener("submit", (event) => {
      if (leaving) return;
      clearTimeout(typed);
      if (note.value !== note.dataset.last && asks.some(given)) noted();
      if (!sending && isEmpty(pending)) { memory.put(here, null); return; }
      event.preventDefault();
      const button = event.submitter;
      say("Bewaren …");
      Promise.resolve(save()).then(() => {
        if (sending || !isEmpty(pending)) return;
        leaving = true;
        form.requestSubmit(button);
      });
    });
    addEventListener("pageshow", () => { leaving = false; });
    addEventListener("pagehide", () => { if (!isEmpty(pending)) memory.put(here, pending); });

    function choose(ask, value) {
      for (const one of ask.querySelectorAll("input[type=radio]")) one.checked = one.value === value;
    }

    function next(ask) {
      const values = [...ask.querySelectorAll("input[type=radio]")].map((one) => one.value);
      const value = values[(values.indexOf(given(ask)) + 1) % values.length];
      choose(ask, value);
      const inside = ask.closest("details");
      if (inside) inside.open = true;
      ask.scrollIntoView({ block: "nearest" });
      changed(ask);
      const word = ask.querySelector("input:checked").closest("label").textContent.trim();
      spoken.textContent = `${ask.dataset.concept}: ${word}`;
      asks.forEach((one) => one.classList.toggle("last", one === ask));
    }

    // Digits: a proposal at once; in the whole list first the group, then the label in it.
    const inList = () => !list || list.open;
    let group = "";
    const groups = [...form.querySelectorAll(".group")];
    function at(key) {
      group = key;
      for (const one of groups) {
        one.classList.toggle("picked", one.dataset.group === key);
        if (one.dataset.group === key) one.scrollIntoView({ block: "nearest" });
      }
      if (key) say(`Groep ${key}: kies het label`);
    }

    function digit(key) {
      if (key === "0") {
        if (group) at("");
        else if (list) { list.open = !list.open; if (list.open) list.scrollIntoView({ block: "nearest" }); }
        return;
      }
      if (!inList()) {
        const ask = asks.find((one) => one.dataset.digit === key);
        if (ask) next(ask);
        return;
      }
      if (!group) {
        if (asks.some((one) => one.dataset.code[0] === key)) at(key);
        return;
      }
      const ask = asks.find((one) => one.dataset.code === group + key);
      at("");
      if (ask) next(ask);
    }

    const press = (value) => form.requestSubmit(form.querySelector(`button[value="${value}"]`));
    const actions = {
      Enter: () => press("verder"),
      j: () => press("sla-over"),
      k: () => press("terug"),
      u: () => form.requestSubmit(form.querySelector("button[formaction]")),
      n: () => { document.getElementById("notitie-open").open = true; note.focus(); },
      "?": () => {
        const help = document.getElementById("hulp");
        help.open = !help.open;
        if (help.open) help.scrollIntoView({ block: "nearest" });
      },
      Escape: () => at(""),
    };

    // Keys of one letter get in the way of whoever steers by voice or by a screen reader.
    const off = "rodedraden.toetsen-uit";
    const isOff = () => { try { return localStorage.getItem(off) === "1"; } catch { return false; } };
    const box = document.getElementById("toetsen");
    box.closest(".switch").hidden = false;
    box.checked = !isOff();
    document.documentElement.classList.toggle("no-keys", isOff());
    box.addEventListener("change", () => {
      try { if (box.checked) localStorage.removeItem(off); else localStorage.setItem(off, "1"); } catch { /* As long as the page stands. */ }
      document.documentElement.classList.toggle("no-keys", !box.checked);
    });

    const typesIn = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]");
    const actsOnEnter = (element) => element.matches("a, button, summary, [type=checkbox]");
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const on = event.target;
      if (typesIn(on)) {
        if (event.key === "Escape" && on === note) note.blur();
        return;
      }
      if (!box.checked || (event.key === "Enter" && actsOnEnter(on))) return;
      const action = /^[0-9]$/.test(event.key) ? () => digit(event.key) : actions[event.key];
      if (!action || (event.repeat && event.key !== "Escape")) return;
      event.preventDefault();
      action();
    });

    // The picture opens where the passage stands.
    const mark = document.querySelector(".question .marks .box");
    const paper = document.querySelector(".question .paper");
    if (mark && paper) {
      const put = () => {
        const top = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top;
        paper.scrollTop += top - 40;
      };
      put();
      paper.querySelector("img").addEventListener("load", put, { once: true });
    }
  }
}
