// Outputs: tables that page, sort and give their cells; JSON as a tree; wrapping; scripts on request.
(() => {
  const PAGE = 50; // as in GridComponent

  // ---- Code: coloured by a small scanner; long code is folded ----
  const MAX_LINES = 12;
  const SHARED = "and|as|break|class|continue|def|do|else|false|finally|for|from|if|import|in|is|not|null|or|return|then|throw|true|try|while|with|yield";
  const WORDS = {
    pyspark: new RegExp(`^(?:${SHARED}|assert|async|await|del|elif|except|False|global|lambda|None|nonlocal|pass|raise|True)$`, "u"),
    spark: new RegExp(`^(?:${SHARED}|abstract|case|catch|extends|final|implicit|lazy|match|new|object|override|package|private|protected|sealed|super|this|trait|type|val|var)$`, "u"),
    sparkr: /^(?:if|else|repeat|while|function|for|in|next|break|TRUE|FALSE|NULL|NA|Inf|NaN|library|return)$/u,
    sql: /^(?:add|all|alter|and|any|as|asc|between|by|cache|case|cast|create|cross|cube|database|delete|desc|describe|distinct|drop|else|end|except|exists|explain|false|from|full|group|having|if|in|inner|insert|intersect|interval|into|is|join|lateral|left|like|limit|merge|not|null|offset|on|or|order|outer|over|overwrite|partition|partitioned|range|rename|replace|right|rollup|rows|select|semi|set|show|table|tables|temporary|then|true|truncate|union|unnest|update|use|using|values|view|when|where|window|with)$/iu,
  };
  const COMMENT = { pyspark: "#[^\\n]*", sparkr: "#[^\\n]*", spark: "//[^\\n]*|/\\*[\\s\\S]*?\\*/", sql: "--[^\\n]*|/\\*[\\s\\S]*?\\*/" };
  const STRING = '"""[\\s\\S]*?"""|\'\'\'[\\s\\S]*?\'\'\'|"(?:\\\\.|[^"\\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\\n])*\'|`[^`\\n]*`';
  const scan = (kind) =>
    new RegExp(`(?<comment>${COMMENT[kind]})|(?<string>${STRING})|(?<number>\\b\\d[\\w.]*)|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)`, "gu");

  const colour = (element, kind) => {
    const text = element.textContent;
    if (!WORDS[kind] || text.length > 50000) {
      return;
    }
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(scan(kind))) {
      const { comment, string, number, word } = match.groups;
      const look =
        (comment && "comment") || (string && "string") || (number && "number") || (word && WORDS[kind].test(word) && "keyword");
      if (look) {
        const span = document.createElement("span");
        span.className = `c-${look}`;
        span.textContent = match[0];
        parts.push(text.slice(end, match.index), span);
        end = match.index + match[0].length;
      }
    }
    parts.push(text.slice(end));
    element.replaceChildren(...parts);
  };

  const showCode = (box) => {
    const code = box.querySelector("code");
    const lines = code.textContent.replace(/\n$/, "").split("\n").length;
    colour(code, box.dataset.code);
    if (lines > MAX_LINES) {
      box.dataset.folded = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet small code-fold";
      const label = () => {
        const folded = box.dataset.folded !== undefined;
        button.textContent = folded ? box.dataset.more.replace("{0}", lines) : box.dataset.less;
        button.setAttribute("aria-expanded", String(!folded));
      };
      button.addEventListener("click", () => {
        if (box.dataset.folded === undefined) {
          box.dataset.folded = "";
        } else {
          delete box.dataset.folded;
        }
        label();
      });
      label();
      box.append(button);
    }
  };

  // ---- Tables ----
  const value = (cell) => cell.textContent.trim();
  // By the rules of GridOrder, so that an exported file has the order shown here. A number keeps
  // all its digits: a script's own numbers hold 53 bits.
  const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;
  const numberKey = (text) => {
    const special = { "-Infinity": -1, Infinity: 1, "+Infinity": 1 }[text];
    const match = special === undefined && NUMBER.exec(text);
    const digits = match ? `${match[2]}${match[3] ?? ""}` : "";
    if (special !== undefined || digits === "") {
      return { kind: special ?? 2, sign: 0, exponent: 0, digits: "" };
    }
    const plain = digits.replace(/^0+/, "");
    const exponent = plain.length - (match[3] ?? "").length + Number(match[4] ?? 0);
    return { kind: 0, sign: plain === "" ? 0 : match[1] === "-" ? -1 : 1, exponent, digits: plain.replace(/0+$/, "") };
  };
  const compareNumbers = (a, b) => {
    if (a.kind !== b.kind || a.sign !== b.sign || a.sign === 0) {
      return a.kind - b.kind || a.sign - b.sign;
    }
    const size = a.exponent - b.exponent || (a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0);
    return a.sign * size;
  };
  const textKey = (text) => ({
    text,
    pieces: text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().match(/[0-9]+|[^0-9]+/g) ?? [],
  });
  const compareUnits = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const comparePieces = (a, b) => {
    if (/^[0-9]/.test(a) && /^[0-9]/.test(b)) {
      const [x, y] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
      return x.length - y.length || compareUnits(x, y);
    }
    return compareUnits(a, b);
  };
  const compareTexts = (a, b) => {
    for (let i = 0; i < Math.min(a.pieces.length, b.pieces.length); i++) {
      const order = comparePieces(a.pieces[i], b.pieces[i]);
      if (order !== 0) {
        return order;
      }
    }
    return a.pieces.length - b.pieces.length || compareUnits(a.text, b.text);
  };
  const sorted = (rows, column, numbers, down) => {
    const keyed = rows.map((row) => {
      const cell = row.cells[column];
      const missing = cell.classList.contains("null");
      return { row, missing, key: missing ? null : numbers ? numberKey(value(cell)) : textKey(cell.textContent) };
    });
    const compare = numbers ? compareNumbers : compareTexts;
    keyed.sort((one, other) => {
      if (one.missing || other.missing) {
        return Number(one.missing) - Number(other.missing);
      }
      return down ? compare(other.key, one.key) : compare(one.key, other.key);
    });
    return keyed.map((each) => each.row);
  };

  const showTable = (part) => {
    const table = part.querySelector(".grid");
    if (!table) {
      return;
    }
    const body = table.tBodies[0];
    const waiting = part.querySelector("template");
    const sent = [...body.rows, ...(waiting ? waiting.content.querySelector("tbody").rows : [])];
    waiting?.remove();
    let rows = sent;
    let page = 0;
    const pages = Math.ceil(rows.length / PAGE);
    const place = part.querySelector(".output-pages");
    const label = document.createElement("span");
    const button = (text, sign, step) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "button quiet small";
      made.textContent = sign;
      made.setAttribute("aria-label", text);
      made.addEventListener("click", () => show(page + step));
      return made;
    };
    const previous = button(place.dataset.previous, "‹", -1);
    const next = button(place.dataset.next, "›", 1);
    const show = (wanted) => {
      page = Math.max(0, Math.min(pages - 1, wanted));
      body.replaceChildren(...rows.slice(page * PAGE, (page + 1) * PAGE));
      label.textContent = `${place.dataset.label} ${page + 1} / ${pages}`;
      previous.disabled = page === 0;
      next.disabled = page === pages - 1;
      select(null);
    };
    if (pages > 1) {
      label.setAttribute("aria-live", "polite");
      place.append(previous, label, next);
    }

    const exportIn = (wanted) =>
      [...part.querySelectorAll("a[data-csv]"), ...document.querySelectorAll("a[data-csv-of-page]")].forEach((link) => {
        const address = new URL(link.href);
        address.searchParams.delete("order");
        if (wanted !== null) {
          address.searchParams.set("order", wanted);
        }
        link.href = address;
      });

    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const name = head.querySelector("span");
      const sort = document.createElement("button");
      sort.type = "button";
      sort.className = "grid-sort";
      name.replaceWith(sort);
      sort.append(name);
      sort.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
        const down = was === "ascending";
        if (was === "descending") {
          rows = sent;
          exportIn(null);
        } else {
          rows = sorted(sent, column, head.classList.contains("n"), down);
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          exportIn(`${down ? "-" : ""}${column}`);
        }
        show(0);
      });
    });

    // One cell can be chosen, by a click or the arrow keys, and copied
    const box = part.querySelector(".grid-box");
    const copy = part.querySelector("[data-copy-cell]");
    let chosen = null;
    const select = (cell) => {
      chosen?.removeAttribute("data-chosen");
      chosen = cell;
      chosen?.setAttribute("data-chosen", "");
      copy.disabled = chosen === null;
      if (chosen) {
        copy.dataset.copy = chosen.classList.contains("null") ? "" : chosen.classList.contains("n") ? value(chosen) : chosen.textContent;
        chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    };
    body.addEventListener("click", (event) => {
      const cell = event.target.closest("td");
      if (cell && getSelection().isCollapsed) {
        select(cell);
      }
    });
    box.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "c" && chosen && getSelection().isCollapsed) {
        copy.click();
        return;
      }
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
      if (event.target !== box || !moves[event.key] || body.rows.length === 0) {
        return;
      }
      event.preventDefault();
      const [down, right] = moves[event.key];
      const row = chosen ? chosen.parentElement.sectionRowIndex + down : 0;
      const column = chosen ? chosen.cellIndex + right : 0;
      const cell = body.rows[row]?.cells[column];
      if (cell) {
        select(cell);
        window.lakegate?.announce(`${table.tHead.rows[0].cells[column].querySelector("span").textContent}: ${value(cell)}`);
      }
    });
    if (pages > 0) {
      show(0);
    }
  };

  // ---- JSON as a tree ----
  const leaf = (item) => {
    const shown = document.createElement("span");
    shown.className = item === null ? "null" : `j-${typeof item}`;
    shown.textContent = JSON.stringify(item);
    return shown;
  };
  const tree = (name, item, depth) => {
    const line = document.createElement("li");
    const title = document.createElement("span");
    title.className = "j-name";
    title.textContent = name === null ? "" : `${name}: `;
    if (item === null || typeof item !== "object") {
      line.append(title, leaf(item));
      return line;
    }
    const entries = Object.entries(item);
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const count = document.createElement("span");
    count.className = "dim";
    count.textContent = Array.isArray(item) ? `[${entries.length}]` : `{${entries.length}}`;
    summary.append(title, count);
    details.append(summary);
    const fill = () => {
      const list = document.createElement("ul");
      list.append(...entries.map(([key, one]) => tree(key, one, depth + 1)));
      details.append(list);
    };
    details.open = depth < 2 && entries.length <= 100;
    if (details.open) {
      fill();
    } else {
      details.addEventListener("toggle", fill, { once: true });
    }
    line.append(details);
    return line;
  };
  const showJson = (part) => {
    const source = part.querySelector("pre");
    let parsed;
    try {
      parsed = JSON.parse(source.textContent);
    } catch {
      return; // shown in part: it stays text
    }
    // Numbers beyond what a script can hold exactly would be shown wrong.
    if (/\d{16}/.test(source.textContent)) {
      return;
    }
    const list = document.createElement("ul");
    list.className = "json-tree";
    list.append(tree(null, parsed, 0));
    source.replaceWith(list);
  };

  const prepare = (place) => {
    place.querySelectorAll("[data-code]:not([data-ready])").forEach((box) => {
      box.dataset.ready = "";
      showCode(box);
    });
    place.querySelectorAll("[data-output]:not([data-ready])").forEach((part) => {
      part.dataset.ready = "";
      if (part.dataset.output === "table") {
        showTable(part);
      } else if (part.dataset.output === "json") {
        showJson(part);
      } else if (part.dataset.output === "text") {
        const pre = part.querySelector("pre");
        part.querySelector("[data-wrap]").hidden = pre.scrollWidth <= pre.clientWidth;
      }
    });
  };

  document.addEventListener("click", (event) => {
    const wrap = event.target.closest?.("[data-wrap]");
    if (wrap) {
      const on = wrap.getAttribute("aria-pressed") !== "true";
      wrap.setAttribute("aria-pressed", String(on));
      wrap.closest(".output-part").querySelector("pre").classList.toggle("wrapped", on);
    }
    const allow = event.target.closest?.("[data-allow-scripts]");
    if (allow) {
      // A policy is inherited by srcdoc, so scripts run only from an address with its own.
      const part = allow.closest(".output-part");
      const frame = part.querySelector("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      // The person asks for it now; a lazy frame may stay empty until the page moves.
      frame.loading = "eager";
      frame.removeAttribute("srcdoc");
      frame.src = allow.dataset.allowScripts;
      const said = part.querySelector("[data-running]");
      said.textContent = said.dataset.running;
      frame.focus();
      allow.remove();
    }
  });

  prepare(document);
  document.addEventListener("lakegate:updated", () => prepare(document));
})();
