// A button with data-swap="id" sends its form in the background and puts that part of the answer in
// place of the part on this page; what is typed stays. With data-swap-on-input it also does so by
// itself, a moment after the last change. Without this script the button sends the form as usual.
(() => {
  const PAUSE = 400;
  const running = new Map();

  const swap = async (button, byItself) => {
    const id = button.dataset.swap;
    running.get(id)?.abort();
    const control = new AbortController();
    running.set(id, control);
    const part = document.getElementById(id);
    part.setAttribute("aria-busy", "true");
    if (!byItself) {
      button.setAttribute("data-busy", "");
    }
    try {
      const fields = new FormData(button.form);
      fields.append(button.name, button.value);
      const request = {
        method: "POST",
        body: new URLSearchParams(fields),
        credentials: "same-origin",
        signal: control.signal,
      };
      // Typing must not lead away to the sign-in page; pressing the button may.
      const answer = byItself
        ? await fetch(button.form.action, { ...request, headers: { "X-Lakegate-Refresh": "1" } })
        : await window.lakegate.refresh(button.form.action, request);
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById(id);
        if (fresh) {
          part.replaceChildren(...fresh.childNodes);
          document.dispatchEvent(new CustomEvent("lakegate:updated"));
        }
      }
    } catch (problem) {
      if (problem.name !== "AbortError") {
        console.warn(problem);
      }
    } finally {
      if (running.get(id) === control) {
        running.delete(id);
        part.removeAttribute("aria-busy");
        button.removeAttribute("data-busy");
      }
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-swap]");
    if (button) {
      event.preventDefault();
      swap(button, false);
    }
  });

  document.querySelectorAll("[data-swap-on-input]").forEach((button) => {
    let waiting;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => swap(button, true), PAUSE);
    };
    button.form.addEventListener("input", soon);
    button.form.addEventListener("lakegate:restored", soon);
  });
})();
