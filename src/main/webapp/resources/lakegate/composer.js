// The composer: a textarea that becomes an editor (Monaco, from PrimeFaces Extensions' own files).
// Without this script the textarea and its Run button do the same work.
(() => {
  const form = document.querySelector("form[data-composer]");
  if (!form) {
    return;
  }
  const textarea = form.querySelector("textarea");
  const kind = form.querySelector("select");
  const place = form.querySelector(".composer-editor");
  const LANGUAGES = { pyspark: "python", spark: "scala", sparkr: "r", sql: "sql" };
  let editor = null;

  // ---- What is typed is kept in this tab until it has been sent ----
  const draft = `lakegate-code:${location.pathname}`;
  const keep = (text) => {
    try {
      if (text === "") {
        sessionStorage.removeItem(draft);
      } else {
        sessionStorage.setItem(draft, text);
      }
    } catch {
      // Then it is not kept.
    }
  };
  const kept = () => {
    try {
      return sessionStorage.getItem(draft) ?? "";
    } catch {
      return "";
    }
  };
  const text = () => (editor ? editor.getValue() : textarea.value);
  const write = (code) => {
    textarea.value = code;
    if (editor && editor.getValue() !== code) {
      editor.pushUndoStop();
      editor.executeEdits("lakegate", [{ range: editor.getModel().getFullModelRange(), text: code }]);
      editor.pushUndoStop();
    }
  };
  if (textarea.value === "") {
    textarea.value = kept();
  }
  form.addEventListener("lakegate:restored", () => write(textarea.value));

  // ---- Earlier code: up on the first line, down on the last ----
  let back = 0;
  let present = "";
  const earlier = () => {
    const all = [...document.querySelectorAll(".statement [data-code] code")].map((code) => code.textContent);
    return all.filter((code, index) => code !== all[index + 1] && !code.includes("••••••"));
  };
  const walk = (step) => {
    const codes = earlier();
    const wanted = back + step;
    if (wanted < 0 || wanted > codes.length) {
      return false;
    }
    if (back === 0) {
      present = text();
    }
    back = wanted;
    write(back === 0 ? present : codes[codes.length - back]);
    return true;
  };

  const run = () => {
    if (text().trim() !== "") {
      form.requestSubmit(form.querySelector("[type='submit']"));
    }
  };
  const isRun = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey);
  form.addEventListener("submit", () => {
    textarea.value = text();
    // Gone from here once it is on its way: a refused form comes back with it.
    keep("");
  });

  textarea.addEventListener("input", () => {
    keep(textarea.value);
    back = 0;
  });
  textarea.addEventListener("keydown", (event) => {
    const before = textarea.value.slice(0, textarea.selectionStart);
    const after = textarea.value.slice(textarea.selectionEnd);
    if (isRun(event)) {
      event.preventDefault();
      run();
    } else if (event.key === "ArrowUp" && !before.includes("\n") && walk(1)) {
      event.preventDefault();
    } else if (event.key === "ArrowDown" && !after.includes("\n") && back > 0 && walk(-1)) {
      event.preventDefault();
    }
  });

  // ---- The editor ----
  const colours = () => {
    const probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
    const of = (token) => {
      probe.style.color = `var(--${token})`;
      const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
      return `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
    };
    const found = {
      text: of("text"), dim: of("text-dim"), surface: of("surface"), raised: of("surface-raised"), border: of("border"),
      hover: of("hover"), selected: of("selected"), accent: of("accent"), keyword: of("code-keyword"),
      string: of("code-string"), number: of("code-number"), comment: of("code-comment"),
    };
    probe.remove();
    return found;
  };
  const isDark = () => {
    const { theme } = document.documentElement.dataset;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const dress = () => {
    const c = colours();
    const bare = (colour) => colour.slice(1);
    monaco.editor.defineTheme("lakegate", {
      base: isDark() ? "vs-dark" : "vs",
      inherit: true,
      rules: [
        { token: "", foreground: bare(c.text) },
        ...["keyword", "predefined", "operator.sql"].map((token) => ({ token, foreground: bare(c.keyword) })),
        ...["string", "string.escape", "string.sql"].map((token) => ({ token, foreground: bare(c.string) })),
        { token: "number", foreground: bare(c.number) },
        { token: "comment", foreground: bare(c.comment) },
      ],
      colors: {
        "editor.background": c.surface,
        "editor.foreground": c.text,
        "editorLineNumber.foreground": c.dim,
        "editorLineNumber.activeForeground": c.text,
        "editorCursor.foreground": c.accent,
        "editor.selectionBackground": c.selected,
        "editorWidget.background": c.raised,
        "editorWidget.border": c.border,
        "editorSuggestWidget.selectedBackground": c.selected,
        "editorSuggestWidget.selectedForeground": c.text,
        "list.hoverBackground": c.hover,
        "input.background": c.surface,
        focusBorder: c.accent,
      },
    });
    monaco.editor.setTheme("lakegate");
  };

  const ROW = 20;
  const fit = () => {
    const most = Math.max(6 * ROW, Math.round(innerHeight * 0.4));
    const height = Math.min(most, Math.max(4 * ROW + 16, editor.getContentHeight()));
    place.style.height = `${height}px`;
    editor.layout();
  };

  const begin = () => {
    if (!window.monaco) {
      return; // the textarea stays
    }
    const focused = document.activeElement === textarea;
    dress();
    place.hidden = false;
    editor = monaco.editor.create(place, {
      value: textarea.value,
      language: LANGUAGES[kind.value] ?? "plaintext",
      theme: "lakegate",
      ariaLabel: `${form.querySelector("label").textContent}. ${document.getElementById("composer-keys").textContent}`,
      automaticLayout: true,
      fontFamily: getComputedStyle(textarea).fontFamily,
      fontSize: 13,
      lineHeight: ROW,
      lineNumbersMinChars: 3,
      padding: { top: 8, bottom: 8 },
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      scrollbar: { alwaysConsumeMouseWheel: false },
      overviewRulerLanes: 0,
      hideCursorInOverviewRuler: true,
      renderLineHighlight: "none",
      acceptSuggestionOnEnter: "off",
      fixedOverflowWidgets: true,
      placeholder: textarea.placeholder,
    });
    textarea.hidden = true;
    const model = editor.getModel();
    model.updateOptions({ tabSize: kind.value === "pyspark" ? 4 : 2 });
    editor.onDidContentSizeChange(fit);
    fit();
    editor.onDidChangeModelContent((event) => {
      textarea.value = editor.getValue();
      keep(textarea.value);
      if (!event.isFlush && editor.hasTextFocus() && !walking) {
        back = 0;
      }
    });
    let leaving = false;
    let walking = false;
    const suggesting = () => place.ownerDocument.querySelector(".suggest-widget.visible") !== null;
    editor.onKeyDown((event) => {
      const at = editor.getPosition();
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      const stop = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      const go = (step, line) => {
        walking = true;
        if (walk(step)) {
          stop();
          const end = line === 1 ? 1 : model.getLineCount();
          editor.setPosition({ lineNumber: end, column: model.getLineMaxColumn(end) });
        }
        walking = false;
      };
      if (isRun(event.browserEvent)) {
        stop();
        run();
      } else if (event.browserEvent.key === "ArrowUp" && bare && at.lineNumber === 1 && !suggesting()) {
        go(1, 1);
      } else if (event.browserEvent.key === "ArrowDown" && bare && back > 0 && at.lineNumber === model.getLineCount() && !suggesting()) {
        go(-1, 0);
      } else if (event.browserEvent.key === "Escape" && !suggesting()) {
        // So that the keyboard can leave: the next Tab goes on instead of indenting.
        leaving = true;
      } else if (event.browserEvent.key === "Tab" && leaving) {
        event.stopPropagation();
      } else if (event.browserEvent.key !== "Shift") {
        leaving = false;
      }
    });
    editor.onDidBlurEditorText(() => {
      leaving = false;
    });
    document.addEventListener("lakegate:theme", dress);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
    form.querySelector("label").addEventListener("click", () => editor.focus());
    if (focused) {
      editor.focus();
    }
    form.dataset.editor = "ready";
  };

  kind.addEventListener("change", () => {
    if (editor) {
      monaco.editor.setModelLanguage(editor.getModel(), LANGUAGES[kind.value] ?? "plaintext");
      editor.getModel().updateOptions({ tabSize: kind.value === "pyspark" ? 4 : 2 });
    }
  });

  window.lakegate.compose = (code, language) => {
    if (language && kind.value !== language) {
      kind.value = language;
      kind.dispatchEvent(new Event("change"));
    }
    back = 0;
    write(code);
    keep(code);
    if (editor) {
      editor.focus();
    } else {
      textarea.focus();
    }
  };

  // A classic worker: what Monaco would make of an address is a module, and the file is none.
  window.MonacoEnvironment = { getWorker: () => new Worker(form.dataset.worker) };
  const script = document.createElement("script");
  script.src = form.dataset.composer;
  script.addEventListener("load", begin);
  document.head.append(script);
})();
