// An open console: shows what is new without moving what is being read, runs code without leaving the
// page. Everything it does works without it, one page at a time.
(() => {
  const console_ = document.querySelector("[data-console]");
  if (!console_) {
    return;
  }
  const address = console_.dataset.console;
  const stream = document.getElementById("stream");
  const name = document.querySelector("h1").textContent;
  const follows = console_.dataset.newest === "true";
  const pollEvery = 3000;
  const logEvery = 10000;

  const article = (id) => document.getElementById(`statement-${id}`);
  const word = (element) => element.querySelector(".chip")?.textContent.trim() ?? "";
  const updated = () => document.dispatchEvent(new CustomEvent("lakegate:updated"));

  // ---- What is read stays where it is ----

  const atEnd = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 40;

  const reading = () => {
    const top = document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0;
    return [...stream.children].find((each) => each.getBoundingClientRect().bottom > top + 8);
  };

  const still = (change) => {
    const end = atEnd();
    const anchor = reading();
    const id = anchor?.id;
    const before = anchor?.getBoundingClientRect().top;
    change();
    const after = id && document.getElementById(id);
    if (end) {
      window.scrollTo({ top: document.documentElement.scrollHeight });
    } else if (after) {
      window.scrollBy({ top: after.getBoundingClientRect().top - before });
    }
  };

  // Unfolded parts stay unfolded, the focus stays on the same button.
  const swap = (old, fresh) => {
    const open = new Set([...old.querySelectorAll("details[data-keep][open]")].map((one) => one.dataset.keep));
    fresh.querySelectorAll("details[data-keep]").forEach((one) => {
      one.open = open.has(one.dataset.keep);
    });
    const focus = old.contains(document.activeElement) ? document.activeElement : null;
    const same = focus && [...focus.attributes].filter((one) => ["name", "value", "href", "data-copy"].includes(one.name));
    old.replaceWith(fresh);
    if (focus) {
      const again = same.length
        ? [...fresh.querySelectorAll(focus.tagName)].find((one) =>
            same.every((attribute) => one.getAttribute(attribute.name) === attribute.value),
          )
        : [...fresh.querySelectorAll(focus.tagName)][0];
      (again ?? fresh).focus({ preventScroll: true });
    }
  };

  const fragment = async (path) => {
    const answer = await window.lakegate.refresh(path);
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // ---- State: the tab's title, one announcement, a notification when wanted ----

  const facts = () => document.getElementById("facts");
  const showState = () => {
    document.title = `${facts().dataset.word} · ${name} · Lakegate`;
  };

  const notifyKey = "lakegate-notify";
  const notifyButton = document.querySelector("[data-notify]");
  const wanted = () => {
    try {
      return localStorage.getItem(notifyKey) === "yes" && Notification.permission === "granted";
    } catch {
      return false;
    }
  };
  const showWanted = () => notifyButton.setAttribute("aria-pressed", String(wanted()));
  if (notifyButton && "Notification" in window && facts().dataset.state !== "ENDED") {
    notifyButton.hidden = false;
    showWanted();
    notifyButton.addEventListener("click", async () => {
      const on = !wanted();
      if (on) {
        await Notification.requestPermission();
      }
      try {
        localStorage.setItem(notifyKey, on ? "yes" : "no");
      } catch {
        // Then it is not switched on.
      }
      showWanted();
    });
  }
  const tellAway = (text) => {
    if (document.hidden && wanted()) {
      new Notification(name, { body: text, tag: address });
    }
  };

  // ---- Live ----

  const working = ["WAITING", "RUNNING", "CANCELLING"];

  const showStatement = async (one) => {
    const page = await fragment(console_.dataset.statements + one.id);
    const fresh = document.adoptNode(page.querySelector("article"));
    const old = article(one.id);
    const was = old?.dataset.state;
    if (old && Number(old.dataset.version) >= Number(fresh.dataset.version)) {
      return;
    }
    still(() => {
      if (old) {
        swap(old, fresh);
      } else {
        const after = [...stream.children].find((each) => Number(each.dataset.number) > Number(fresh.dataset.number));
        stream.insertBefore(fresh, after ?? null);
      }
      updated();
    });
    if (was !== fresh.dataset.state && !working.includes(fresh.dataset.state)) {
      const text = `${fresh.querySelector("h3").textContent}: ${word(fresh)}`;
      window.lakegate.announce(text);
      if (was) {
        tellAway(text);
      }
    }
  };

  const showFacts = async (log) => {
    const page = await fragment(`${address}/facts${log ? "?log=1" : ""}`);
    const fresh = document.adoptNode(page.getElementById("facts"));
    const over = document.adoptNode(page.getElementById("over"));
    const was = facts().dataset.state;
    still(() => {
      swap(facts(), fresh);
      if (over.textContent.trim() !== document.getElementById("over").textContent.trim()) {
        swap(document.getElementById("over"), over);
      }
      updated();
    });
    showState();
    if (was !== fresh.dataset.state) {
      window.lakegate.announce(`${name}: ${fresh.dataset.word}`);
    }
    const ended = ["ENDED", "STOPPING"].includes(fresh.dataset.state);
    document.getElementById("stopForm")?.toggleAttribute("hidden", ended);
    document.getElementById("composer")?.toggleAttribute("hidden", ended);
    return JSON.parse(fresh.dataset.versions);
  };

  let version = JSON.parse(facts().dataset.versions).version;
  const show = async (live) => {
    if (follows) {
      const lowest = Math.min(...[...stream.children].map((each) => Number(each.dataset.number)), Infinity);
      const newer = live.statements
        .filter((one) => {
          const shown = article(one.id);
          return shown ? Number(shown.dataset.version) < one.version : one.number > lowest || lowest === Infinity;
        })
        .sort((one, other) => one.number - other.number);
      for (const one of newer) {
        await showStatement(one);
      }
    }
    if (live.version !== version) {
      version = live.version;
      await showFacts(false);
    }
  };

  // One after the other; of what comes meanwhile only the newest counts.
  let next = null;
  let busy = false;
  const take = async (live) => {
    next = live;
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (next) {
        const now = next;
        next = null;
        await show(now);
      }
    } catch {
      // The next event or poll brings it again.
    } finally {
      busy = false;
    }
  };

  let polling = 0;
  const poll = () => {
    if (polling) {
      return;
    }
    polling = window.setInterval(async () => {
      try {
        await take(await showFacts(false));
      } catch {
        // Not there just now; asked again.
      }
    }, pollEvery);
  };
  // All consoles of a browser share one stream: for more it may have no connections (live-worker.js).
  const share = () => {
    const worker = new SharedWorker(console_.dataset.liveWorker, "lakegate-live");
    const here = (shown) =>
      worker.port.postMessage({ address: console_.dataset.live, id: console_.dataset.session, shown });
    worker.onerror = alone;
    worker.port.onmessage = (message) => {
      if (message.data.over) {
        // Refused, for example because the sign-in ran out: a fetch finds out and asks to sign in.
        poll();
      } else {
        take(message.data);
      }
    };
    here(false);
    window.setInterval(() => here(false), 60000);
    document.addEventListener("visibilitychange", () => document.hidden || here(true));
    window.addEventListener("pagehide", () => worker.port.postMessage({ bye: true }));
    window.addEventListener("pageshow", (event) => event.persisted && here(true));
  };
  // Where nothing can be shared, a console that nobody sees lets its connection go.
  const alone = () => {
    let events = null;
    const begin = () => {
      events = new EventSource(`${address}/live`);
      events.onmessage = (event) => take(JSON.parse(event.data));
      events.onerror = () => {
        if (events?.readyState === EventSource.CLOSED) {
          poll();
        }
      };
    };
    const follow = () => {
      if (!document.hidden && !events) {
        begin();
      } else if (document.hidden && events) {
        events.close();
        events = null;
      }
    };
    document.addEventListener("visibilitychange", follow);
    follow();
  };
  const listen = () => {
    if (!("EventSource" in window)) {
      poll();
    } else if ("SharedWorker" in window) {
      share();
    } else {
      alone();
    }
  };
  if (facts().dataset.state !== "ENDED") {
    listen();
    window.setInterval(() => {
      const open = facts().querySelector(".log-tail")?.open;
      if (open && !document.hidden && facts().dataset.state !== "ENDED") {
        showFacts(true).catch(() => {});
      }
    }, logEvery);
  }

  // Buttons of parts that are fetched again: done without leaving the page.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[form='commands']");
    if (!button || button.name === "again") {
      return;
    }
    event.preventDefault();
    const form = document.getElementById("commands");
    const body = new FormData(form, null);
    body.append(button.name, button.value);
    button.dataset.busy = "";
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(body),
        headers: { "X-Lakegate-Background": "1" },
        redirect: "manual",
      });
      if (answer.type !== "opaqueredirect" && !answer.ok) {
        throw new Error(`${answer.status}`);
      }
      button.removeAttribute("data-busy");
      button.removeAttribute("aria-disabled");
    } catch {
      form.requestSubmit ? location.reload() : form.submit();
    }
  });

  // ---- Composer ----

  const composer = document.querySelector("[data-composer]");
  if (!composer) {
    return;
  }
  const code = composer.querySelector("textarea");
  const run = composer.querySelector("[type='submit']");
  const token = composer.querySelector("[name='lakegate.form']");
  const kind = composer.querySelector("select");
  const problem = composer.querySelector("[data-composer-problem]");

  const setCode = (text, language) => {
    code.value = text;
    if (language) {
      kind.value = language;
    }
    code.dispatchEvent(new Event("input", { bubbles: true }));
    composer.dispatchEvent(new CustomEvent("lakegate:restored", { bubbles: true }));
  };
  let sending = false;
  let native = false;
  const send = async () => {
    if (sending || !code.value.trim()) {
      code.focus();
      return;
    }
    const count = code.value.length;
    const longest = Number(problem.dataset.longest);
    if (count > longest) {
      problem.textContent = problem.dataset.tooLong
        .replace("{0}", count.toLocaleString("en"))
        .replace("{1}", longest.toLocaleString("en"));
      return;
    }
    sending = true;
    problem.textContent = "";
    run.dataset.busy = "";
    run.setAttribute("aria-disabled", "true");
    const sent = code.value;
    const body = new URLSearchParams(new FormData(composer));
    body.append(run.name, run.value);
    try {
      const answer = await fetch(composer.action, {
        method: "POST",
        body,
        headers: { "X-Lakegate-Background": "1" },
      });
      if (answer.status === 204) {
        token.value = answer.headers.get("X-Lakegate-Token");
        if (code.value === sent) {
          setCode("");
        }
        code.focus({ preventScroll: true });
        window.scrollTo({ top: document.documentElement.scrollHeight });
      } else if (answer.status === 413) {
        problem.textContent = problem.dataset.tooLarge;
      } else if (answer.status === 401) {
        // Sent as a page: what was typed is kept, then sign-in, then back.
        native = true;
        composer.requestSubmit(run);
      } else {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const said = page.querySelector("#messages, [id='composer:code-message']")?.textContent.trim();
        problem.textContent = said || problem.dataset.composerProblem || run.dataset.failed;
      }
    } catch {
      problem.textContent = problem.dataset.unreachable;
    } finally {
      sending = false;
      run.removeAttribute("data-busy");
      run.removeAttribute("aria-disabled");
    }
  };
  composer.addEventListener(
    "submit",
    (event) => {
      if (!native) {
        event.preventDefault();
        event.stopPropagation();
        send();
      }
    },
    true,
  );

  // Edit and run again
  stream.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-edit]");
    if (link && !event.ctrlKey && !event.metaKey) {
      const block = link.closest("article").querySelector("[data-code]");
      if (block.querySelector("code").textContent.includes("••••••")) {
        return; // Only the server knows what is hidden here.
      }
      event.preventDefault();
      setCode(block.querySelector("code").textContent, block.dataset.code);
      window.lakegate.compose?.(code.value, block.dataset.code);
    }
  });
})();
