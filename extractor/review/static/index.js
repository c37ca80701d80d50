// The index: sorted, filtered and searched in memory; rows are made as they come into view, so that 2,000 cost no more.
"use strict";
(() => {
  const { data, el, both, say } = juesuan;
  const $ = (id) => document.getElementById(id);
  const MANY = 100;
  const RANK = { failed: 0, inconsistent: 1, doubtful: 2, no_text: 3, unsupported: 4, verified: 5 };
  const plain = (text) => text.toLowerCase().replace(/\s/g, "");
  for (const one of data.documents) one.text = plain([one.entity, one.source, one.why, one.verdict, one.year, one.name].join(" "));
  const collator = new Intl.Collator("zh-CN", { numeric: true });

  let shown = [], made = 0, sort = { key: "", down: false };

  function row(one) {
    const name = one.entity || one.source;
    const link = one.href ? el("a", { href: one.href }, name) : el("span", {}, name);
    return el("tr", { "data-document": one.name, "data-status": one.status },
      el("td", { class: "year" }, String(one.year || "")),
      el("td", { class: "entity" }, link, el("div", { class: "why" }, one.why)),
      el("td", { class: "kind" }, one.kind ? both(...data.kinds[one.kind]) : ""),
      el("td", { class: "verdict" }, el("span", { class: `status ${one.status}` }, both(...data.statuses[one.status]))),
      el("td", { class: `number faults ${one.faults ? "bad" : ""}` }, one.faults ? String(one.faults) : ""),
      el("td", { class: `number doubts ${one.doubts ? "unsure" : ""}` }, one.doubts ? String(one.doubts) : ""),
      el("td", { class: "number figures" }, one.figures ? String(one.figures) : ""),
      el("td", { class: "number proved" }, one.figures ? `${(Math.floor(1000 * one.proved / one.figures) / 10).toFixed(1)}%` : ""),
      el("td", { class: "number pages" }, one.pages ? String(one.pages) : ""),
      el("td", { class: "source" }, one.source));
  }

  function more(until) {
    const rows = document.createDocumentFragment();
    for (; made < Math.min(until, shown.length); made += 1) rows.append(row(shown[made]));
    $("rows").append(rows);
  }

  function draw() {
    const words = $("find").value.split(/\s+/).map(plain).filter(Boolean);
    const statuses = new Set([...document.querySelectorAll("[name=status]:checked")].map((one) => one.value));
    const year = $("year").value, kind = $("kind") ? $("kind").value : "";
    shown = data.documents.filter((one) =>
      (!statuses.size || statuses.has(one.status)) && (!year || String(one.year) === year) && (!kind || one.kind === kind) &&
      words.every((word) => one.text.includes(word)));
    if (sort.key) {
      const share = (one) => (one.figures ? one.proved / one.figures : -1);
      const value = { status: (one) => RANK[one.status], proved: share }[sort.key] || ((one) => one[sort.key]);
      const order = (a, b) => {
        const x = value(a), y = value(b);
        return typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x ?? ""), String(y ?? ""));
      };
      shown = [...shown].sort((a, b) => (sort.down ? order(b, a) : order(a, b)));
    }
    $("rows").replaceChildren();
    made = 0;
    more(MANY);
    $("none").hidden = shown.length > 0;
    $("shown").textContent = shown.length === data.documents.length ? say(`${shown.length} 份`, `${shown.length} documents`)
      : say(`${shown.length} / ${data.documents.length} 份`, `${shown.length} of ${data.documents.length}`);
    const state = new URLSearchParams();
    if ($("find").value) state.set("q", $("find").value);
    if (statuses.size) state.set("status", [...statuses].join("."));
    if (year) state.set("year", year);
    if (kind) state.set("kind", kind);
    if (sort.key) state.set("sort", (sort.down ? "-" : "") + sort.key);
    try { history.replaceState(null, "", `#${state}`); } catch { /* some browsers keep no history of files */ }
  }

  // What was asked for last stands in the address, so that a reader comes back to it.
  const asked = new URLSearchParams(location.hash.slice(1));
  $("find").value = asked.get("q") || "";
  $("year").value = asked.get("year") || "";
  if ($("kind")) $("kind").value = asked.get("kind") || "";
  for (const one of document.querySelectorAll("[name=status]")) one.checked = (asked.get("status") || "").split(".").includes(one.value);
  const wanted = asked.get("sort") || "";
  if (wanted) sort = { key: wanted.replace("-", ""), down: wanted.startsWith("-") };

  const FIRST_DOWN = new Set(["faults", "doubts", "figures", "pages", "year"]);
  for (const head of document.querySelectorAll("#documents th")) {
    const mark = () => head.setAttribute("aria-sort", sort.key !== head.dataset.key ? "none" : sort.down ? "descending" : "ascending");
    head.querySelector("button").addEventListener("click", () => {
      sort = { key: head.dataset.key, down: sort.key === head.dataset.key ? !sort.down : FIRST_DOWN.has(head.dataset.key) };
      draw();
      document.dispatchEvent(new CustomEvent("juesuan:sorted"));
    });
    document.addEventListener("juesuan:sorted", mark);
    mark();
  }
  $("filters").addEventListener("input", draw);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("juesuan:language", draw);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, select")) { event.preventDefault(); $("find").focus(); }
  });
  new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) more(made + MANY); }, { rootMargin: "1500px" }).observe($("more"));
  addEventListener("beforeprint", () => more(shown.length));
  document.documentElement.style.setProperty("--bar", `${document.querySelector(".bar").offsetHeight}px`);
  draw();
})();
