// Choosing: a figure, a finding or an amount of the text, shown in the table, on the page and in words at once.
"use strict";
(() => {
  const { el, say } = juesuan;
  const SVG = "http://www.w3.org/2000/svg";
  const $ = (id) => document.getElementById(id);
  const pages = $("pages"), scroll = $("scroll"), detail = $("detail"), explained = $("explained"), hint = $("hint");
  let chosen = {};
  const before = [];

  const all = (attribute, value, within = document) => [...within.querySelectorAll(`[${attribute}="${CSS.escape(value)}"]`)];
  const of = {
    figure: (id) => all("data-figure", id),
    finding: (id) => [...all("data-finding", id), ...document.querySelectorAll(`[data-findings~="${CSS.escape(id)}"]`)],
    claim: (id) => [...all("data-claim", id), ...document.querySelectorAll(`[data-claims~="${CSS.escape(id)}"]`)],
  };

  // Into view within its own pane, and no further: the window itself never moves.
  function reveal(target, pane) {
    const there = target.getBoundingClientRect(), room = pane.getBoundingClientRect();
    const sheet = target.closest(".sheet");
    if (sheet) {
      const wide = sheet.getBoundingClientRect();
      if (there.left < wide.left + 40 || there.right > wide.right - 10) sheet.scrollLeft += there.left - wide.left - wide.width / 2;
    }
    if (!room.height) return;
    if (there.top < room.top + 30 || there.bottom > room.bottom - 30) pane.scrollTop += there.top - room.top - Math.min(room.height * 0.4, room.height - 60);
    if (there.left < room.left || there.right > room.right) pane.scrollLeft += there.left - room.left - room.width * 0.4;
  }

  function clear() {
    for (const one of document.querySelectorAll('[aria-current="true"]')) one.removeAttribute("aria-current");
    light(null);
  }

  // select({figure}), select({finding}), select({claim}); select({}) for nothing.
  function select(what, quiet) {
    if (!quiet && (chosen.figure || chosen.finding || chosen.claim)) before.push(chosen);
    if (before.length > 200) before.shift();
    chosen = what;
    clear();
    let targets = [];
    explained.replaceChildren();
    if (what.figure && juesuan.data.figures[what.figure]) {
      targets = of.figure(what.figure);
      explained.append(juesuan.figurePanel(what.figure));
    } else if (what.finding) {
      const finding = juesuan.data.findings.find((one) => one.id === what.finding);
      targets = [...of.finding(what.finding), ...(finding ? finding.figures.flatMap(of.figure) : [])];
      explained.append(juesuan.findingPanel(what.finding));
    } else if (what.claim && juesuan.data.claims[what.claim]) {
      targets = [...of.claim(what.claim), ...juesuan.data.claims[what.claim].figures.slice(0, 1).flatMap(of.figure)];
      explained.append(juesuan.claimPanel(what.claim));
    }
    for (const one of targets) one.setAttribute("aria-current", "true");
    detail.hidden = !explained.childNodes.length;
    if (!detail.hidden) detail.scrollTop = 0;
    const onPage = targets.find((one) => pages.contains(one));
    const read = targets.filter((one) => scroll.contains(one));
    const inTable = read.find((one) => one.matches("td")) || read.find((one) => one.matches(".claim")) || read[0];
    const item = read.find((one) => one.matches(".finding"));
    if (item) reveal(item, scroll);
    if (inTable && !(what.finding && quiet === "list")) reveal(inTable, scroll);
    if (onPage) { if (juesuan.makeReadable) juesuan.makeReadable(onPage); reveal(onPage, pages); }
    else if (what.finding) {
      const finding = juesuan.data.findings.find((one) => one.id === what.finding);
      if (finding && finding.page && $(`page-${finding.page}`)) reveal($(`page-${finding.page}`), pages);
    } else if (what.claim) {
      const page = $(`page-${juesuan.data.claims[what.claim]?.page}`);
      if (page) reveal(page, pages);
    }
    $("undo").disabled = !before.length && document.body.dataset.mode !== "review";
    document.dispatchEvent(new CustomEvent("juesuan:select", { detail: { figure: what.figure || null, finding: what.finding || null, claim: what.claim || null } }));
    return targets.length > 0;
  }

  function back() {
    const last = before.pop();
    if (last) select(last, true);
    return Boolean(last);
  }

  // An identity's addends, with their signs, in the tables and on the pages.
  function light(number) {
    for (const one of document.querySelectorAll(".lit")) {
      one.classList.remove("lit", "minus", "whole");
      one.removeAttribute("data-sign");
    }
    for (const one of document.querySelectorAll(".drawn")) one.remove();
    const check = number === null ? null : juesuan.data.checks[number];
    if (!check) return;
    const signs = new Map(check.figures.map((id) => [id, ""]));
    for (const sum of check.sums || []) {
      sum.terms.forEach(([sign, id], k) => signs.set(id, k === sum.terms.length - 1 ? (sum.most ? "≥" : "=") : sign > 0 ? "+" : "−"));
      const off = juesuan.units(sum.off);
      const factor = juesuan.FACTORS[juesuan.unitOf(sum.terms.map(([, id]) => id))];
      if (off !== 0n && !sum.most) signs.set(sum.terms[sum.terms.length - 1][1], `= ${off < 0n ? "" : "−"}${juesuan.shown((off < 0n ? -off : off) * factor)}`);
    }
    for (const [id, sign] of signs) {
      for (const one of of.figure(id)) {
        one.classList.add("lit");
        if (sign.startsWith("=") || sign === "≥") one.classList.add("whole");
        if (sign === "−") one.classList.add("minus");
        if (one.matches("td")) { if (sign) one.dataset.sign = sign[0]; }
        else if (sign) badge(one, sign);
      }
    }
  }

  function badge(box, sign) {
    const x = Number(box.getAttribute("x")), y = Number(box.getAttribute("y")), high = Number(box.getAttribute("height"));
    const draw = (name, attributes, text) => {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text) made.textContent = text;
      box.parentNode.append(made);
    };
    const kind = sign === "−" ? "minus" : sign.startsWith("=") || sign === "≥" ? "whole" : "";
    draw("circle", { class: `drawn badge ${kind}`, cx: x - 6, cy: y + high / 2, r: 5.5 });
    draw("text", { class: "drawn sign", x: x - 6, y: y + high / 2 }, sign[0]);
    if (sign.length > 1) {
      const missing = sign.slice(2);
      draw("text", { class: "drawn missing", x: x, y: y + high + 10 }, missing.startsWith("−") ? say(`合计多 ${missing.slice(1)}`, `over by ${missing.slice(1)}`) : say(`合计少 ${missing}`, `short by ${missing}`));
    }
  }

  // A new judgment (`juesuan:judged`, as `pages.judged` makes it): what is shown becomes what holds now.
  function redraw(detailOf) {
    const { data, html } = detailOf;
    data.pages = data.pages.length ? data.pages : juesuan.data.pages;
    juesuan.data = data;
    for (const [id, figure] of Object.entries(data.figures)) {
      for (const one of of.figure(id)) {
        one.dataset.proof = figure.proof;
        if (figure.mark) one.dataset.mark = figure.mark; else delete one.dataset.mark;
        if (one.matches("td")) {
          one.dataset.state = figure.state;
          if (figure.state !== "blank" && one.textContent !== figure.printed) one.textContent = figure.printed;
        }
      }
    }
    for (const [id, claim] of Object.entries(data.claims)) for (const one of all("data-claim", id)) one.dataset.grade = claim.grade;
    for (const one of document.querySelectorAll("rect.place")) one.remove();
    for (const finding of data.findings) {
      for (const [page, x0, top, x1, bottom] of finding.places) {
        const over = document.querySelector(`#page-${page} .over`);
        if (!over) continue;
        const made = document.createElementNS(SVG, "rect");
        const place = { class: `place ${finding.severity}`, "data-finding": finding.id, x: x0 - 2, y: top - 2, width: x1 - x0 + 4, height: bottom - top + 4 };
        for (const [key, value] of Object.entries(place)) made.setAttribute(key, value);
        over.prepend(made);
      }
    }
    for (const [id, text] of Object.entries(html || {})) if ($(id)) $(id).innerHTML = text; // escaped by the server's templates
    select(chosen, true);
  }

  function choose(event) {
    if (event.target.closest("a[data-page-link]")) {
      event.preventDefault();
      showPage(Number(event.target.closest("a").dataset.pageLink));
      return;
    }
    const shows = event.target.closest("[data-show-finding]");
    if (shows) { event.preventDefault(); select({ finding: shows.dataset.showFinding }); return; }
    const go = event.target.closest("[data-go]");
    if (go) { select({ figure: go.dataset.go }); return; }
    const figure = event.target.closest("[data-figure]");
    if (figure) { if (figure.matches("td")) figure.focus({ preventScroll: true }); select({ figure: figure.dataset.figure }); return; }
    const item = event.target.closest("[data-finding]");
    if (item && (item.matches("li") || item.matches("rect"))) { select({ finding: item.dataset.finding }); return; }
    const claim = event.target.closest("[data-claim]");
    if (claim) { select(claim.dataset.finding ? { finding: claim.dataset.finding } : { claim: claim.dataset.claim }); }
  }

  function showPage(number) {
    const page = $(`page-${number}`);
    if (page) { pages.scrollTop += page.getBoundingClientRect().top - pages.getBoundingClientRect().top - 4; }
  }

  // What a box on the page is, where the pointer rests on it.
  pages.addEventListener("mouseover", (event) => {
    const box = event.target.closest("rect");
    let text = "";
    if (box && box.dataset.figure) {
      const figure = juesuan.data.figures[box.dataset.figure];
      text = figure ? `${figure.table} ${figure.row} · ${figure.column}  ${figure.printed}` : "";
    } else if (box && box.dataset.finding) text = juesuan.data.findings.find((one) => one.id === box.dataset.finding)?.message || "";
    hint.hidden = !text;
    hint.textContent = text;
  });
  pages.addEventListener("mousemove", (event) => {
    hint.style.left = `${Math.min(event.clientX + 14, innerWidth - hint.offsetWidth - 8)}px`;
    hint.style.top = `${Math.min(event.clientY + 16, innerHeight - hint.offsetHeight - 8)}px`;
  });
  pages.addEventListener("mouseleave", () => { hint.hidden = true; });
  scroll.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("td.n");
    if (cell && !cell.title) {
      const figure = juesuan.data.figures[cell.dataset.figure];
      if (figure && figure.note) cell.title = figure.note;
    }
  });

  document.addEventListener("click", choose);
  document.addEventListener("juesuan:judged", (event) => redraw(event.detail));
  document.addEventListener("juesuan:language", () => select(chosen, true));
  detail.addEventListener("mouseleave", () => light(null));

  Object.assign(juesuan, { select, back, light, showPage, chosen: () => chosen, el });

  // #figure=… and #finding=… lead here from the index and from other programs.
  const wanted = /^#(figure|finding)=(.+)$/.exec(location.hash);
  if (wanted) select({ [wanted[1]]: decodeURIComponent(wanted[2]) });
})();
