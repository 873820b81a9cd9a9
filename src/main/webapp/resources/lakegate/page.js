// What every page does by itself. Each part stands alone; a page works without any of them.
(() => {
  const root = document.documentElement;
  const store = (area, key, value) => {
    try {
      if (value === undefined) {
        return area().getItem(key);
      }
      if (value === null) {
        area().removeItem(key);
      } else {
        area().setItem(key, value);
      }
    } catch {
      // A browser that keeps nothing still works.
    }
    return null;
  };
  const local = () => localStorage;

  // Theme
  const showTheme = (theme) => {
    if (theme === "system") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    document.querySelectorAll("[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    });
    document.dispatchEvent(new CustomEvent("lakegate:theme"));
  };
  document.querySelectorAll("[data-theme-choice]").forEach((button) => {
    button.addEventListener("click", () => {
      const theme = button.dataset.themeChoice;
      store(local, "lakegate-theme", theme === "system" ? null : theme);
      showTheme(theme);
    });
  });
  showTheme(root.dataset.theme ?? "system");

  // Menus close on Escape, on a click elsewhere and when the focus leaves
  document.querySelectorAll("details.menu").forEach((menu) => {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
        menu.open = false;
      }
    });
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });

  // Navigation: narrow on a desk, a drawer on a phone
  const fold = document.querySelector("[data-nav-fold]");
  fold?.setAttribute("aria-expanded", String(root.dataset.nav !== "narrow"));
  fold?.addEventListener("click", () => {
    const narrow = root.dataset.nav !== "narrow";
    if (narrow) {
      root.dataset.nav = "narrow";
    } else {
      delete root.dataset.nav;
    }
    fold.setAttribute("aria-expanded", String(!narrow));
    store(local, "lakegate-nav", narrow ? "narrow" : null);
  });
  const frame = document.querySelector(".frame");
  const opener = document.querySelector("[data-drawer-open]");
  const drawer = (open) => {
    frame.toggleAttribute("data-drawer", open);
    opener.setAttribute("aria-expanded", String(open));
    document.querySelectorAll(".top, main").forEach((part) => {
      part.inert = open;
    });
    if (open) {
      document.querySelector(".nav a")?.focus();
    } else {
      opener.focus();
    }
  };
  opener?.addEventListener("click", () => drawer(true));
  document.querySelector(".nav-scrim")?.addEventListener("click", () => drawer(false));
  frame?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame.hasAttribute("data-drawer")) {
      drawer(false);
    }
  });

  // "/" goes to the search box, unless the person is typing
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], .monaco-editor");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = document.getElementById("search");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
  });

  // Copy
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) {
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copy);
    button.setAttribute("data-done", "");
    const said = document.getElementById("announcement");
    if (said) {
      said.textContent = button.dataset.copied ?? "";
    }
    setTimeout(() => button.removeAttribute("data-done"), 1500);
  });
})();
