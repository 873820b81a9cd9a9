// Runs before the first paint, so neither a light flash nor a jumping navigation is seen.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("lakegate-theme");
    if (theme === "light" || theme === "dark") {
      root.dataset.theme = theme;
    }
    if (localStorage.getItem("lakegate-nav") === "narrow") {
      root.dataset.nav = "narrow";
    }
  } catch {
    // A browser that keeps nothing follows the system.
  }
})();
