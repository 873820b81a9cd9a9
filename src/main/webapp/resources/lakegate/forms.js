// Forms: no double submit, a warning before typed text is lost, drafts across sign-in, confirmation.
(() => {
  const announce = (text) => {
    const said = document.getElementById("announcement");
    if (said) {
      said.textContent = text;
    }
  };

  // A field is checked when it is left and when the form is sent; the server checks again.
  const complaint = (input) => {
    const field = input.closest(".field");
    const empty = input.getAttribute("aria-required") === "true" && input.value.trim() === "";
    return empty ? field.dataset.required : input.validationMessage;
  };
  const check = (input) => {
    const place = document.getElementById(`${input.id}-message`);
    if (!place || input.readOnly || input.disabled) {
      return true;
    }
    const text = complaint(input);
    input.setAttribute("aria-invalid", String(text !== ""));
    if (text === "") {
      place.replaceChildren();
    } else {
      const shown = document.createElement("span");
      shown.className = "field-error";
      shown.textContent = text;
      place.replaceChildren(shown);
    }
    return text === "";
  };
  const touched = new WeakSet();
  document.addEventListener("input", (event) => {
    touched.add(event.target);
    if (event.target.getAttribute("aria-invalid") === "true") {
      check(event.target);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (touched.has(event.target) && event.target.closest(".field")) {
      check(event.target);
    }
  });
  document.querySelectorAll("form").forEach((form) => {
    form.noValidate = form.querySelector(".field") !== null;
  });
  document.addEventListener("submit", (event) => {
    if (event.submitter?.formNoValidate) {
      return;
    }
    const wrong = [...event.target.querySelectorAll(".field :is(input, select, textarea)")].filter(
      (input) => !check(input),
    );
    if (wrong.length > 0) {
      event.preventDefault();
      wrong[0].focus();
    }
  });

  // Progress in place; the second click does nothing. A page shown again by Back is fresh.
  let leaving = false;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy !== undefined) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented || form.method === "get" || form.method === "dialog") {
      return;
    }
    form.dataset.busy = "";
    leaving = true;
    const button = event.submitter;
    // Not "disabled": a disabled button's name is not sent.
    button?.setAttribute("data-busy", "");
    button?.setAttribute("aria-disabled", "true");
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
    document.querySelectorAll("[data-busy]").forEach((element) => {
      element.removeAttribute("data-busy");
      element.removeAttribute("aria-disabled");
      element.removeAttribute("aria-busy");
    });
  });

  // Unsaved changes
  const fields = (form) =>
    [...form.elements].filter(
      (field) => field.name && !["hidden", "submit", "button", "password", "file"].includes(field.type),
    );
  const state = (form) => JSON.stringify(fields(form).map((field) => [field.value, field.checked]));
  const watched = new Map();
  document.querySelectorAll("form[data-warn-unsaved]").forEach((form) => {
    watched.set(form, state(form));
  });
  window.addEventListener("beforeunload", (event) => {
    const changed = [...watched].some(([form, before]) => form.isConnected && state(form) !== before);
    if (changed && !leaving) {
      event.preventDefault();
    }
  });

  // What was typed survives an expired sign-in: kept per address when a form is sent, dropped by the
  // next page unless that page is the sign-in page, and taken back by the page that follows it.
  const kept = "lakegate-drafts";
  const drafted = "form[data-warn-unsaved], form[data-keep-draft]";
  const place = (form) => `${location.pathname}#${form.id}`;
  const keepDrafts = () => {
    const drafts = {};
    document.querySelectorAll(drafted).forEach((form) => {
      drafts[place(form)] = fields(form).map((field) => [field.name, field.value, field.checked]);
    });
    try {
      sessionStorage.setItem(kept, JSON.stringify({ asked: false, drafts }));
    } catch {
      // Nothing can be kept; the warning above still stands.
    }
  };
  const takeBack = (form, values) => {
    for (const [name, value, checked] of values) {
      const same = fields(form).filter((field) => field.name === name);
      const field = same.find((one) => one.type !== "radio" || one.value === value);
      if (field && (field.type === "checkbox" || field.type === "radio")) {
        field.checked = checked;
      } else if (field) {
        field.value = value;
      }
    }
    form.dispatchEvent(new CustomEvent("lakegate:restored", { bubbles: true }));
  };
  try {
    const found = JSON.parse(sessionStorage.getItem(kept));
    if (found && document.querySelector("form[data-sign-in]")) {
      sessionStorage.setItem(kept, JSON.stringify({ ...found, asked: true }));
      document.querySelector("[data-drafts-kept]")?.removeAttribute("hidden");
    } else if (found) {
      sessionStorage.removeItem(kept);
      document.querySelectorAll(drafted).forEach((form) => {
        if (found.asked && found.drafts[place(form)]) {
          takeBack(form, found.drafts[place(form)]);
        }
      });
    }
  } catch {
    // As above.
  }

  // A background request that finds the person signed out
  const signIn = (address) => {
    keepDrafts();
    leaving = true;
    const back = location.pathname + location.search;
    location.assign(`${address}?back=${encodeURIComponent(back)}`);
  };
  document.addEventListener("submit", (event) => {
    if (event.target.matches(drafted)) {
      keepDrafts();
    }
  });

  window.lakegate = {
    announce,
    /** fetch() for pages that refresh by themselves: it is no sign of a person, and asks to sign in. */
    async refresh(address, options = {}) {
      const headers = { "X-Lakegate-Refresh": "1", ...options.headers };
      const answer = await fetch(address, { credentials: "same-origin", ...options, headers });
      const asked = answer.headers.get("X-Lakegate-Sign-In");
      if (answer.status === 401 && asked) {
        signIn(asked);
      }
      return answer;
    },
  };

  // First error focused
  document.querySelector("[aria-invalid='true']")?.focus();

  // Confirmation: without a script the details unfold in place; with it they are a dialog.
  const dialogs = new WeakMap();
  document.addEventListener("click", (event) => {
    const summary = event.target.closest?.("details.confirm > summary");
    if (!summary) {
      const closer = event.target.closest?.("dialog [data-close]");
      closer?.closest("dialog").close();
      return;
    }
    event.preventDefault();
    const details = summary.parentElement;
    let dialog = dialogs.get(details);
    if (!dialog) {
      dialog = document.createElement("dialog");
      const body = details.querySelector(".confirm-body");
      dialog.append(body);
      dialog.setAttribute("aria-labelledby", body.querySelector("h2").id);
      dialog.addEventListener("close", () => summary.focus());
      details.after(dialog);
      dialogs.set(details, dialog);
    }
    dialog.showModal();
    dialog.querySelector("[data-close]").focus();
  });
})();
