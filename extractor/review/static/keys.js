// The keyboard, the zoom, the walk through what is doubtful, and the search.
"use strict";
(() => {
  const { say } = juesuan;
  const $ = (id) => document.getElementById(id);
  const pages = $("pages"), scroll = $("scroll");

  // Doubts: findings that nobody accepted, then disputed figures that none of them speaks of, then unproved ones of scans.
  function doubts() {
    const open = juesuan.data.findings.filter((one) => one.severity !== "info" && !one.accepted);
    const named = new Set(open.flatMap((one) => one.figures));
    const rest = Object.entries(juesuan.data.figures).filter(([id, one]) => one.state !== "blank" && !named.has(id));
    return [
      ...open.map((one) => ({ finding: one.id })),
      ...rest.filter(([, one]) => one.proof === "disputed").map(([id]) => ({ figure: id })),
      ...rest.filter(([, one]) => one.scan && one.proof === "unproved" && one.state === "figure").map(([id]) => ({ figure: id })),
    ];
  }
  let at = -1;
  const same = (a, b) => (a.figure || "") === (b.figure || "") && (a.finding || "") === (b.finding || "");
  function count() {
    const list = doubts();
    const now = list.findIndex((one) => same(one, juesuan.chosen()));
    if (now >= 0) at = now;
    $("at").textContent = list.length ? `${now >= 0 ? now + 1 : "–"} / ${list.length}` : say("无疑点", "no doubts");
    $("next").disabled = $("previous").disabled = !list.length;
  }
  function step(by) {
    const list = doubts();
    if (!list.length) return;
    at = (at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by + list.length) % list.length;
    juesuan.select(list[at]);
  }
  $("next").addEventListener("click", () => step(1));
  $("previous").addEventListener("click", () => step(-1));
  document.addEventListener("juesuan:select", () => { count(); requestAnimationFrame(() => { number.value = current(); }); });
  document.addEventListener("juesuan:judged", count);
  count();

  // Zoom: 1 is as wide as the pane.
  let zoom = 1;
  function setZoom(value) {
    const middle = (pages.scrollTop + pages.clientHeight / 2) / pages.scrollHeight;
    zoom = Math.min(Math.max(value, 0.4), 5);
    for (const page of pages.querySelectorAll(".page")) page.style.width = zoom === 1 ? "" : `${100 * zoom}%`;
    $("scale").textContent = `${Math.round(100 * zoom)}%`;
    pages.scrollTop = middle * pages.scrollHeight - pages.clientHeight / 2;
  }
  // Print that is too small to read is made larger when somebody asks to see it, unless they chose a size themselves.
  const READ = 13; // pixels of style that a figure is high
  juesuan.makeReadable = (box) => {
    const high = box.getBoundingClientRect().height;
    if (zoom !== 1 || !high || high >= 0.7 * READ || box.dataset.state === "blank") return;
    setZoom(Math.min(3, READ / high));
  };
  $("larger").addEventListener("click", () => setZoom(zoom * 1.25));
  $("smaller").addEventListener("click", () => setZoom(zoom / 1.25));
  pages.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    setZoom(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }, { passive: false });

  // Pages.
  const number = $("page-number");
  const figures = [...pages.querySelectorAll(".page")];
  function current() {
    const top = pages.getBoundingClientRect().top + pages.clientHeight * 0.3;
    let found = 1;
    for (const page of figures) if (page.getBoundingClientRect().top <= top) found = Number(page.dataset.page);
    return found;
  }
  let waiting = false;
  pages.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; if (document.activeElement !== number) number.value = current(); });
  });
  number.addEventListener("change", () => juesuan.showPage(Number(number.value)));
  const turn = (by) => { const to = current() + by; juesuan.showPage(to); number.value = Math.min(Math.max(to, 1), figures.length || 1); };
  $("page-back").addEventListener("click", () => turn(-1));
  $("page-on").addEventListener("click", () => turn(1));

  function toggle(button, name, force) {
    const on = document.body.classList.toggle(name, force);
    button.setAttribute("aria-pressed", String(on));
  }
  $("outlines").addEventListener("click", () => toggle($("outlines"), "outlined"));
  $("fold").addEventListener("click", () => toggle($("fold"), "folded"));

  // Undo: in a review the last word that was given, in a report the place before.
  function undo() {
    if (document.body.dataset.mode === "review") {
      const asked = new CustomEvent("juesuan:undo", { cancelable: true });
      if (!document.dispatchEvent(asked)) return;
    }
    juesuan.back();
  }
  $("undo").addEventListener("click", undo);

  // Moving in a table: a cell beside, above or below that holds a figure.
  function move(cell, key) {
    const table = cell.closest("table"), here = cell.getBoundingClientRect();
    const x = (here.left + here.right) / 2, y = (here.top + here.bottom) / 2;
    let best = null, least = Infinity;
    for (const one of table.querySelectorAll("td.n")) {
      if (one === cell) continue;
      const box = one.getBoundingClientRect();
      const dx = (box.left + box.right) / 2 - x, dy = (box.top + box.bottom) / 2 - y;
      const [along, aside] = { ArrowRight: [dx, dy], ArrowLeft: [-dx, dy], ArrowDown: [dy, dx], ArrowUp: [-dy, dx] }[key];
      if (along <= 2) continue;
      const far = along + 6 * Math.abs(aside);
      if (far < least) { least = far; best = one; }
    }
    return best;
  }
  function focus(cell) {
    if (!cell) return;
    for (const one of cell.closest("table").querySelectorAll('td.n[tabindex="0"]')) one.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }
  for (const table of document.querySelectorAll(".sheet table")) {
    const first = table.querySelector("td.n");
    if (first) first.tabIndex = 0; // one stop a table; arrows go on from there
  }
  for (const passage of document.querySelectorAll(".passage")) for (const one of passage.querySelectorAll(".claim")) one.tabIndex = 0;

  // Search: labels, figures and sentences, one after another.
  let found = [], place = -1, asked = "";
  function search(again) {
    const text = $("find").value.replace(/[\s,，]/g, "").toLowerCase();
    if (text !== asked) {
      asked = text;
      place = -1;
      found = !text ? [] : [...scroll.querySelectorAll("td, th, .passage p, .finding")].filter((one) => one.textContent.replace(/[\s,，]/g, "").toLowerCase().includes(text));
    } else if (!again) return;
    for (const one of scroll.querySelectorAll(".hit")) one.classList.remove("hit");
    if (!found.length) { $("find").setAttribute("aria-invalid", String(Boolean(text))); return; }
    $("find").removeAttribute("aria-invalid");
    place = (place + (again === -1 ? found.length - 1 : 1)) % found.length;
    const hit = found[place];
    hit.classList.add("hit");
    hit.scrollIntoView({ block: "center", inline: "nearest" });
    if (hit.dataset.figure) juesuan.select({ figure: hit.dataset.figure });
    $("find").title = `${place + 1} / ${found.length}`;
  }
  $("find").addEventListener("input", () => search());
  $("find").addEventListener("keydown", (event) => { if (event.key === "Enter") search(event.shiftKey ? -1 : 1); });

  $("help").addEventListener("click", () => $("keys").showModal());

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && !$("keys").open) {
      if (typing) event.target.blur();
      juesuan.select({});
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); undo(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    const cell = event.target.closest("td.n");
    if (cell && event.key.startsWith("Arrow")) { event.preventDefault(); focus(move(cell, event.key)); return; }
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("td.n, .claim, .finding, .bar")) {
      event.preventDefault();
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return;
    }
    if (event.target.matches(".finding") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const list = [...document.querySelectorAll(".finding")];
      const next = list[list.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); event.target.tabIndex = -1; next.tabIndex = 0; next.focus(); }
      return;
    }
    const keys = {
      n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), u: undo, "[": () => turn(-1), "]": () => turn(1),
      "+": () => setZoom(zoom * 1.25), "=": () => setZoom(zoom * 1.25), "-": () => setZoom(zoom / 1.25), 0: () => setZoom(1),
      b: () => toggle($("outlines"), "outlined"), m: () => toggle($("fold"), "folded"), "/": () => $("find").focus(), "?": () => $("keys").showModal(),
    };
    const act = keys[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
})();
