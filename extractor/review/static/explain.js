// The panel under the tables: what a figure is, every identity it stands in, and their addends with their signs.
"use strict";
(() => {
  const { el, both, say } = juesuan;
  const MOST = 14; // terms that are shown before somebody asks for all

  const PROOFS = {
    proved: ["已核", "Proved", "勾稽关系证实，位置也确定", "a sum that holds covers it, and its place is pinned"],
    unproved: ["未核", "Unproved", "没有勾稽关系能证实", "no sum proves it"],
    disputed: ["存疑", "Disputed", "所在的勾稽关系不成立，或各种读法不一致", "a sum that it stands in fails, or readings differ"],
    repaired: ["复读", "Read again", "扫描件复读后相符", "read again from the scan; so the sums hold"],
    confirmed: ["已确认", "Confirmed", "有人看过原页，确认读数无误", "a person has looked at the page and confirmed it"],
    corrected: ["已更正", "Corrected", "有人对照原页更正了读数", "a person has corrected the reading from the page"],
  };
  const GRADES = { fail: ["✕ 不符", "✕ fails"], tail: ["≈ 尾差", "≈ rounding"], exact: ["✓ 相符", "✓ holds"], not_checkable: ["– 无法核", "– cannot"] };
  // 万元 in the unit that is printed, where that has no more digits than are kept.
  const FACTORS = { 万元: 1n, 千元: 10n, 元: 10000n };
  const RANK = { fail: 0, tail: 1, exact: 2, not_checkable: 3 };

  // Exact decimal strings, added as whole numbers: a float would lose a fen of a large budget.
  function units(text) {
    const [whole, decimals = ""] = text.replace("-", "").split(".");
    const value = BigInt(whole + decimals.padEnd(8, "0").slice(0, 8));
    return text.startsWith("-") ? -value : value;
  }
  function shown(value) {
    const text = (value < 0n ? -value : value).toString().padStart(9, "0");
    const decimals = text.slice(-8).replace(/0+$/, "").padEnd(2, "0");
    return `${value < 0n ? "-" : ""}${text.slice(0, -8).replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
  }
  const money = (text, unit) => (text === null || text === undefined ? "—" : shown(units(text) * (FACTORS[unit] || 1n)));

  function amountOf(id, unit) {
    const figure = juesuan.data.figures[id];
    return figure.amount === null && figure.state === "blank" ? say("空白", "blank") : money(figure.amount, unit);
  }

  // The unit in which a sum is read: that of its figures, where all are printed in one.
  function unitOf(ids) {
    const found = new Set(ids.map((id) => juesuan.data.figures[id]?.unit).filter(Boolean));
    const [unit] = found;
    return found.size === 1 && FACTORS[unit] ? unit : "万元";
  }

  let index = new Map(); // figure -> numbers of the checks it stands in
  function turnOver() {
    index = new Map();
    juesuan.data.checks.forEach((check, number) => {
      const named = new Set(check.figures);
      for (const sum of check.sums || []) for (const [, id] of sum.terms) named.add(id);
      for (const id of named) index.set(id, [...(index.get(id) || []), number]);
    });
  }
  turnOver();
  document.addEventListener("juesuan:judged", turnOver);

  const name = (id) => {
    const figure = juesuan.data.figures[id];
    return figure ? `${figure.row} · ${figure.column}` : id;
  };

  function terms(sum, own) {
    const list = el("ul", { class: "terms" });
    const parts = sum.terms.slice(0, -1);
    const [, wholeId] = sum.terms[sum.terms.length - 1];
    // Of a sum that holds, noughts say nothing; of one that fails, one of them may be what is missing.
    const fails = juesuan.units(sum.off) !== 0n;
    const counts = (id) => juesuan.data.figures[id] && units(juesuan.data.figures[id].amount || "0") !== 0n;
    const said = parts.filter(([, id]) => fails || counts(id) || id === own);
    const left = parts.length - said.length;
    const unit = unitOf(sum.terms.map(([, id]) => id));
    const hidden = said.length > MOST ? said.length - MOST + 1 : 0;
    const line = (mark, id, amount, extra) => el("li", { class: extra || "" },
      el("span", { class: `mark ${mark === "−" ? "minus" : ""}` }, mark),
      el("button", { type: "button", class: "label", "data-go": id, title: name(id) },
        (id.split("/")[0] !== wholeId.split("/")[0] ? `${id.split("/")[0]} ` : "") + name(id)),
      el("span", { class: "amount" }, amount));
    said.forEach(([sign, id], k) => {
      const one = line(sign > 0 ? "+" : "−", id, amountOf(id, unit), "");
      if (hidden && k >= MOST - 1) one.hidden = true;
      list.append(one);
    });
    if (hidden) {
      const more = el("li", {}, el("span"), el("button", { type: "button", class: "label", click: (event) => {
        for (const one of list.children) one.hidden = false;
        event.currentTarget.closest("li").remove();
        event.stopPropagation();
      } }, both(`还有 ${hidden} 项…`, `${hidden} more…`)), el("span"));
      for (const one of more.children) one.style.display = "";
      list.append(more);
    }
    if (left) {
      list.append(el("li", { class: "small" }, el("span"), el("span", {}, both(`另有 ${left} 项为 0 或空白`, `${left} more are nought or blank`)), el("span")));
    }
    const total = parts.reduce((sofar, [sign, id]) => {
      const amount = juesuan.data.figures[id]?.amount;
      return amount ? sofar + BigInt(sign) * units(amount) : sofar;
    }, 0n);
    const printed = juesuan.data.figures[wholeId]?.amount;
    const off = total - (printed ? units(printed) : 0n);
    list.append(el("li", { class: "rule" }, el("span", { class: "mark" }, "="),
      el("span", { class: "label" }, both("各项合计", "Sum of these")), el("span", { class: "amount" }, `${shown(total * FACTORS[unit])} ${unit}`)));
    list.append(line(sum.most ? "≤" : "", wholeId, money(printed, unit)));
    if (off !== 0n && !sum.most) {
      const missing = off < 0n;
      list.append(el("li", { class: "off" }, el("span"),
        el("span", {}, missing ? both("合计比它少", "The sum is short by") : both("合计比它多", "The sum is over by")),
        el("span", { class: "amount off" }, shown((off < 0n ? -off : off) * FACTORS[unit]))));
    }
    return list;
  }

  function checkItem(number, own, open) {
    const check = juesuan.data.checks[number];
    const item = el("li", { class: `sum ${check.grade}`, "data-check": number });
    const inside = el("div", { class: "inside" });
    for (const sum of check.sums || []) inside.append(terms(sum, own));
    if (!check.sums && check.figures.length) {
      const list = el("ul", { class: "terms" });
      const unit = unitOf(check.figures);
      for (const id of check.figures) {
        list.append(el("li", {}, el("span", { class: "mark" }, id === own ? "•" : ""),
          el("button", { type: "button", class: "label", "data-go": id }, `${id.split("/")[0]} ${name(id)}`),
          el("span", { class: "amount" }, `${amountOf(id, unit)} ${unit}`)));
      }
      if (check.expected !== undefined && check.found !== undefined && check.text) {
        list.append(el("li", {}, el("span", { class: "mark" }, "文"), el("span", {}, both("文字说的是", "The text says")),
          el("span", { class: "amount" }, `${money(check.found, unit)} ${unit}`)));
      }
      inside.append(list);
    }
    const words = check.where && !check.message.includes(check.where) ? `${check.message}（${check.where}）` : check.message;
    const head = el("button", { type: "button", "aria-expanded": open ? "true" : "false", click: () => {
      inside.hidden = !inside.hidden;
      head.setAttribute("aria-expanded", String(!inside.hidden));
      juesuan.light(inside.hidden ? null : number);
    } }, el("span", { class: "grade" }, both(...GRADES[check.grade])), el("span", {}, words), el("span", { class: "code" }, check.id));
    inside.hidden = !open;
    item.append(head, inside);
    item.addEventListener("mouseenter", () => juesuan.light(number));
    item.addEventListener("focusin", () => juesuan.light(number));
    return item;
  }

  function sums(numbers, own) {
    const sorted = [...numbers].sort((a, b) => RANK[juesuan.data.checks[a].grade] - RANK[juesuan.data.checks[b].grade] || a - b);
    const list = el("ol", { class: "sums" });
    sorted.forEach((number, k) => list.append(checkItem(number, own, k === 0 || juesuan.data.checks[number].grade === "fail")));
    return list;
  }

  const closer = () => el("button", { type: "button", class: "close", title: say("关上（Esc）", "Close (Esc)"), click: () => juesuan.select({}) },
    "×", el("span", { class: "sr" }, both("关上", "Close")));

  function figurePanel(id) {
    const figure = juesuan.data.figures[id];
    const proof = PROOFS[figure.proof] || PROOFS.unproved;
    const numbers = index.get(id) || [];
    const blank = figure.state === "blank";
    const made = document.createDocumentFragment();
    made.append(el("header", {},
      el("span", { class: "named" }, `${figure.table} ${figure.row} · ${figure.column}`),
      el("span", { class: "value" }, blank ? say("空白", "blank") : figure.printed, el("span", { class: "small" }, ` ${figure.unit}`)),
      figure.unit !== "万元" && figure.amount ? el("span", { class: "small" }, `= ${money(figure.amount)} `, both("万元", "×10,000 yuan")) : null,
      el("span", { class: "proof", "data-proof": figure.proof }, both(proof[0], proof[1])),
      closer()));
    const facts = el("p", { class: "small" }, both(proof[2], proof[3]));
    if (figure.page) facts.append(" · ", el("a", { href: `#page-${figure.page}`, "data-page-link": figure.page }, both(`第 ${figure.page} 页`, `page ${figure.page}`)));
    if (figure.scan) {
      const sure = figure.confidence === null ? "" : ` ${Math.round(100 * figure.confidence)}%`;
      facts.append(" · ", both(`由图片识别${sure}`, `read from a picture${sure}`));
    }
    if (figure.first) facts.append(" · ", both(`首次读作 ${figure.first}`, `first read as ${figure.first}`));
    made.append(facts);
    const told = juesuan.data.findings.filter((one) => one.figures.includes(id));
    for (const one of told) {
      made.append(el("p", { class: "small" }, el("a", { href: "#found", "data-show-finding": one.id }, one.message)));
    }
    if (numbers.length) made.append(sums(numbers, id));
    else made.append(el("p", { class: "small" }, both("没有勾稽关系用到它。", "No identity speaks of it.")));
    return made;
  }

  function claimPanel(id) {
    const claim = juesuan.data.claims[id];
    const made = document.createDocumentFragment();
    made.append(el("header", {}, el("span", { class: "value" }, `“${claim.quote}”`),
      el("a", { class: "small", href: `#page-${claim.page}`, "data-page-link": claim.page }, both(`第 ${claim.page} 页`, `page ${claim.page}`)), closer()));
    for (const one of juesuan.data.findings.filter((told) => claim.findings.includes(told.id))) {
      made.append(el("p", { class: "small" }, one.message));
    }
    if (claim.checks.length) made.append(sums(claim.checks, ""));
    return made;
  }

  function findingPanel(id) {
    const finding = juesuan.data.findings.find((one) => one.id === id);
    const made = document.createDocumentFragment();
    if (!finding) return made;
    made.append(el("header", {}, el("span", { class: "named" }, finding.message), closer()));
    if (finding.todo && finding.todo !== finding.message) made.append(el("p", { class: "small" }, finding.todo));
    const cause = finding.cause && juesuan.data.findings.find((one) => one.id === finding.cause);
    if (cause) {
      made.append(el("p", { class: "small" }, both("随这一处而来：", "It follows from: "), el("a", { href: "#found", "data-show-finding": cause.id }, cause.message)));
    }
    const near = [...new Set(finding.figures.flatMap((one) => index.get(one) || []))].filter((k) =>
      juesuan.data.checks[k].grade === "fail" && juesuan.data.checks[k].id === finding.check);
    const own = near.filter((k) => finding.message.includes(juesuan.data.checks[k].message));
    if (near.length) made.append(sums(own.length ? own : near, ""));
    else if (finding.figures.length) {
      const list = el("ul", { class: "terms" });
      for (const one of finding.figures) {
        list.append(el("li", {}, el("span"), el("button", { type: "button", class: "label", "data-go": one }, `${one.split("/")[0]} ${name(one)}`),
          el("span", { class: "amount" }, juesuan.data.figures[one].printed || "—")));
      }
      made.append(list);
    }
    return made;
  }

  Object.assign(juesuan, { figurePanel, claimPanel, findingPanel, FACTORS, unitOf, checksOf: (id) => index.get(id) || [], nameOf: name, units, shown });
})();
