// Keys and saving at once for the review queue; the page works as plain forms without it.
"use strict";

{
  const form = document.getElementById("oordeel");
  if (form) judge(form);
  if (document.getElementById("rekent")) setTimeout(() => location.reload(), 2000);

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
    const REST = 500;
    const AWAY = "Niet bewaard: de server antwoordt niet. Uw antwoord staat veilig in deze browser en wordt vanzelf verstuurd.";
    const nothing = () => ({ verdicts: {}, note: null });
    const isEmpty = (entry) => !Object.keys(entry.verdicts).length && entry.note === null;
    const given = (ask) => ask.querySelector("input:checked")?.value ?? "";
    const both = (first, then) => ({ verdicts: { ...first.verdicts, ...then.verdicts }, note: then.note ?? first.note });
    let pending = nothing();
    let underway = nothing();
    let sending = null;
    let wait = 1000;
    let timer = 0;

    async function post(passage, entry) {
      const answer = await fetch("/api/judgements", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ reviewer: form.dataset.reviewer, passage, verdicts: entry.verdicts, note: entry.note ?? (passage === here ? note.value : null) }),
        keepalive: true,
      });
      if (answer.ok) return "";
      const said = answer.headers.get("content-type")?.includes("json") ? (await answer.json()).detail : "";
      // What is wrong in itself is not tried again; what went wrong at the other side is.
      if (answer.status >= 400 && answer.status < 500) return said || "Dit antwoord is geweigerd.";
      throw new Error(said);
    }

    function alarmed(is) { status.classList.toggle("alarm", is); }

    // Brings what is pending to the server as one action; tells whether the server answered.
    function send() {
      clearTimeout(timer);
      [underway, pending] = [pending, nothing()];
      sending = post(here, underway).then(
        (refused) => {
          [sending, underway] = [null, nothing()];
          wait = 1000;
          alarmed(Boolean(refused));
          if (refused) say(`Niet bewaard. ${refused}`);
          else if (isEmpty(pending)) say("Bewaard");
          memory.put(here, isEmpty(pending) ? null : pending);
          return true;
        },
        () => {
          pending = both(underway, pending);
          [sending, underway] = [null, nothing()];
          alarmed(true);
          say(AWAY);
          soon(wait);
          wait = Math.min(wait * 2, 15000);
          return false;
        },
      );
      return sending;
    }

    // Whoever presses a key twice gives one answer: it is sent when the hand rests.
    function soon(rest = REST) {
      clearTimeout(timer);
      timer = setTimeout(() => { if (sending) soon(); else if (!isEmpty(pending)) send(); }, rest);
    }

    // All that is pending, now; false where the server is away.
    async function flush() {
      while (sending || !isEmpty(pending)) if (!(await (sending || send()))) return false;
      return true;
    }

    function changed(ask) {
      const others = Object.keys(pending.verdicts).some((concept) => concept !== ask.dataset.concept);
      if (others && !sending) send();
      pending.verdicts[ask.dataset.concept] = given(ask) || "ingetrokken";
      remember();
    }

    function remember() {
      memory.put(here, both(underway, pending));
      if (!status.classList.contains("alarm")) say("Bewaren …");
      soon();
    }

    form.addEventListener("change", (event) => {
      const ask = event.target.closest(".ask");
      if (ask) changed(ask);
    });

    function noted() {
      if (note.value === note.dataset.last) return;
      note.dataset.last = note.value;
      pending.note = note.value;
      remember();
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
        pending = { ...nothing(), ...entry };
        if (!isEmpty(pending)) send();
      } else {
        post(passage, entry).then((refused) => { if (!refused) memory.put(passage, null); }, () => {});
      }
    }
    addEventListener("online", () => { if (!isEmpty(pending)) soon(0); });

    // Enter and the buttons wait for what is being saved, then let the plain form do its work. A
    // server that is away is told here: the page of the browser that says so holds no answers.
    const isThere = () => fetch("/gezond", { cache: "no-store" }).then((answer) => answer.ok, () => false);
    let leaving = false;
    let asking = false;
    form.addEventListener("submit", async (event) => {
      if (leaving) return;
      event.preventDefault();
      if (asking) return;
      asking = true;
      const isReady = await mayLeave();
      asking = false;
      if (!isReady) return;
      leaving = true;
      form.requestSubmit(event.submitter);
    });
    addEventListener("pageshow", () => { leaving = false; });

    async function mayLeave() {
      clearTimeout(typed);
      noted();
      const isIdle = !sending && isEmpty(pending);
      if (!(await flush())) return false;
      if (!isIdle || await isThere()) return true;
      alarmed(true);
      say("De server antwoordt niet. Wat u antwoordde, is bewaard; probeer het zo opnieuw.");
      return false;
    }

    function leave() {
      clearTimeout(typed);
      noted();
      if (isEmpty(pending)) return;
      memory.put(here, both(underway, pending));
      if (!sending) send();
    }
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });

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
    const wanted = (key) => `Groep ${key}: kies het label`;
    function at(key) {
      if (group && status.textContent === wanted(group)) say("");
      group = key;
      for (const one of groups) {
        one.classList.toggle("picked", one.dataset.group === key);
        if (one.dataset.group === key) one.scrollIntoView({ block: "nearest" });
      }
      if (key) say(wanted(key));
    }

    function toggleList() {
      at("");
      if (!list) return;
      list.open = !list.open;
      if (list.open) list.scrollIntoView({ block: "nearest" });
    }
    if (list) list.addEventListener("toggle", () => { if (!list.open) at(""); });

    function digit(key) {
      if (key === "0") { toggleList(); return; }
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

    // Whoever opens the note types in it: letters must not go to the keys of the page meanwhile.
    const jotting = document.getElementById("notitie-open");
    jotting.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      jotting.open = !jotting.open;
      if (jotting.open) note.focus(); else noted();
    });

    const press = (value) => form.requestSubmit(form.querySelector(`button[value="${value}"]`));
    const actions = {
      Enter: () => press("verder"),
      j: () => press("sla-over"),
      k: () => press("terug"),
      u: () => form.requestSubmit(form.querySelector("button[formaction]")),
      n: () => { jotting.open = true; note.focus(); },
      "?": () => {
        const help = document.getElementById("hulp");
        help.open = !help.open;
        if (help.open) help.scrollIntoView({ block: "nearest" });
      },
      Escape: () => { if (list?.open && asks.some((one) => one.dataset.digit)) toggleList(); else at(""); },
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
      const isNoting = jotting.open && jotting.contains(on);
      if (isNoting || typesIn(on)) {
        if (event.key === "Escape" && isNoting) on.blur();
        return;
      }
      if (!box.checked || (event.key === "Enter" && actsOnEnter(on))) return;
      const isDigit = /^[0-9]$/.test(event.key);
      const action = isDigit ? () => digit(event.key) : actions[event.key];
      if (!isDigit && event.key.length === 1) at("");
      if (!action || (event.repeat && event.key !== "Escape")) return;
      event.preventDefault();
      // What is pressed while the next question is on its way is not for this one.
      if (!asking && !leaving) action();
    });

    // Labels below the edge of the form are counted, so that nobody takes the list to end there.
    const isShown = (ask) => !ask.closest("details:not([open])");
    const more = document.getElementById("meer");
    const bar = form.querySelector(".go");
    function count() {
      const edge = bar.getBoundingClientRect().top;
      const isInside = form.scrollHeight > form.clientHeight + 1 && getComputedStyle(form).overflowY === "auto";
      const left = isInside ? asks.filter((one) => isShown(one) && one.getBoundingClientRect().bottom > edge + 6).length : 0;
      more.hidden = !left;
      more.textContent = left === 1 ? "↓ nog 1 label" : `↓ nog ${left} labels`;
    }
    count();
    for (const one of ["scroll", "toggle"]) form.addEventListener(one, count, true);
    addEventListener("resize", count);

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
