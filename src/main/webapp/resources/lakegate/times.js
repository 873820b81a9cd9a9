// Times in the viewer's zone: relative in the text, exact (and UTC) on hover. Running times count on.
(() => {
  const language = document.documentElement.lang || "en";
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "long" });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const short = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const steps = [
    ["second", 1, 45],
    ["minute", 60, 45 * 60],
    ["hour", 3600, 22 * 3600],
    ["day", 86400, 7 * 86400],
  ];

  const ago = (then) => {
    const seconds = (then - Date.now()) / 1000;
    const [unit, size] = steps.find(([, , most]) => Math.abs(seconds) < most) ?? [];
    if (!unit) {
      return day.format(then);
    }
    const count = Math.round(seconds / size);
    return relative.format(unit === "second" && Math.abs(count) < 10 ? 0 : count, unit);
  };

  // The same words as io.lakegate.platform.web.Texts#duration
  const length = (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const parts = [
      [Math.floor(seconds / 86400), "d"],
      [Math.floor((seconds % 86400) / 3600), "h"],
      [Math.floor((seconds % 3600) / 60), "min"],
      [seconds % 60, "s"],
    ];
    const first = parts.findIndex(([count]) => count > 0);
    if (first < 0) {
      return "0 s";
    }
    return parts
      .slice(first, first + 2)
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(" ");
  };

  const write = (element, text) => {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  };

  const show = () => {
    document.querySelectorAll("time[data-show]").forEach((element) => {
      const then = new Date(element.dateTime);
      if (Number.isNaN(then.getTime())) {
        return;
      }
      if (!element.title) {
        element.title = `${exact.format(then)} · ${then.toISOString().slice(0, 19).replace("T", " ")} UTC`;
      }
      write(element, element.dataset.show === "exact" ? short.format(then) : ago(then));
    });
    document.querySelectorAll("time[data-since]").forEach((element) => {
      write(element, length(Date.now() - new Date(element.dataset.since)));
    });
    document.querySelectorAll("time[data-until]").forEach((element) => {
      write(element, length(new Date(element.dataset.until) - Date.now()));
    });
  };

  show();
  setInterval(show, 1000);
  document.addEventListener("lakegate:updated", show);
})();
