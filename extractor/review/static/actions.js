// What a person says of the figure or the finding that is chosen: confirm, correct, accept, undo. Judged at once.
"use strict";
(() => {
  const { el, both, say, keep, kept } = juesuan;
  const $ = (id) => document.getElementById(id);
  const name = document.body.dataset.document;
  const actions = $("actions"); // it stands below the heading of what is chosen, which is made anew each time
  const api = `/api/documents/${encodeURIComponent(name)}/`;
  const KEYS = { "": ["这个数", "This figure"], "@code": ["本行编码", "The row's code"], "@label": ["本行名称", "The row's name"] };
  let token = "", chosen = {}, undoable = false;

  const session = fetch("/api/session").then((answer) => answer.json()).then((found) => {
    token = found.token;
    if (!kept("who") && found.who) keep("who", found.who);
  });

  const told = el("div", { id: "told", role: "status", "aria-live": "polite", hidden: true });
  document.body.append(told);

  async function post(action, said) {
    await session;
    const busy = [...actions.querySelectorAll("button")];
    for (const one of busy) one.disabled = true;
    try {
      const answer = await fetch(api + action, {
        method: "POST", body: JSON.stringify(said), headers: { "Content-Type": "application/json", "X-Juesuan-Token": token },
      });
      const found = await answer.json();
      if (!answer.ok) { tell([el("p", { class: "bad" }, [found.error, found.hint].filter(Boolean).join("。"))]); return false; }
      undoable = found.undo;
      if (renamed(found.judged.data.figures)) { // rows have other names now, and figures other ids: the page is made anew
        sessionStorage.setItem("told", JSON.stringify(found.change));
        location.reload();
        return true;
      }
      document.dispatchEvent(new CustomEvent("juesuan:judged", { detail: found.judged }));
      for (const [table, [verdict, zh, en]] of Object.entries(found.verdicts)) judgedTable(table, verdict, zh, en);
      tell(changed(found.change));
      return true;
    } catch {
      tell([el("p", { class: "bad" }, both("没有送到：程序已停止？", "Not sent: has the program ended?"))]);
      return false;
    } finally {
      for (const one of busy) one.disabled = false;
      $("undo").disabled = !undoable;
    }
  }

  // The verdict of a table, on its tab and over it.
  function judgedTable(table, verdict, zh, en) {
    for (const tab of document.querySelectorAll("a.to-table")) if (tab.textContent.trim() === table) tab.dataset.verdict = verdict;
    const chip = document.querySelector(`.table[data-table="${CSS.escape(table)}"] h3 .v`);
    if (chip) {
      chip.dataset.verdict = verdict;
      chip.replaceChildren(both(zh, en));
    }
  }

  const renamed = (figures) => Object.entries(figures).some(([id, one]) => juesuan.data.figures[id]?.row !== one.row);

  // What a word changed, in words; each figure leads to its place.
  function changed(change) {
    const out = [];
    const statuses = { verified: ["通过", "verified"], inconsistent: ["不符", "inconsistent"], doubtful: ["存疑", "doubtful"] };
    if (change.status[0] !== change.status[1]) {
      const [from, to] = change.status.map((one) => statuses[one] || [one, one]);
      out.push(el("p", { class: change.status[1] === "verified" ? "good" : "bad" }, both(`结论由“${from[0]}”变为“${to[0]}”`, `from ${from[1]} to ${to[1]}`)));
    }
    const figures = (found, zh, en, kind) => {
      if (!found.count) return;
      out.push(el("p", { class: kind }, both(`${found.count} 个数${zh}`, `${found.count} figures ${en}`), " ",
        ...found.figures.slice(0, 5).map((id) => el("button", { type: "button", "data-go": id }, juesuan.data.figures[id]?.printed || id))));
    };
    figures(change.proved, "得到证实", "became proved", "good");
    figures(change.lost, "失去证实", "lost their proof", "bad");
    const list = (found, zh, en, kind) => {
      if (!found.length) return;
      out.push(el("details", { class: kind }, el("summary", {}, both(`${found.length} ${zh}`, `${found.length} ${en}`)), el("ul", {}, ...found.map((one) => el("li", {}, one)))));
    };
    list(change.holds, "条勾稽关系现在相符", "sums hold now", "good");
    list(change.fails, "条勾稽关系现在不符", "sums fail now", "bad");
    list(change.settled, "处疑问或不符消除", "findings are gone", "good");
    list(change.new, "处新的疑问或不符", "new findings", "bad");
    if (!out.length) out.push(el("p", {}, both("已记下，其余没有变化。", "Written down; nothing else changed.")));
    return out;
  }

  function tell(lines) {
    told.hidden = false;
    told.replaceChildren(...lines, el("button", { type: "button", class: "close", click: () => { told.hidden = true; } }, both("知道了", "OK")));
  }

  // The form below what is chosen.
  function field(id, zh, en, value, attributes) {
    const input = el("input", { id, autocomplete: "off", maxlength: "500", ...attributes });
    input.value = value || "";
    return el("label", {}, el("span", {}, both(zh, en)), input);
  }
  const signed = () => {
    const who = $("act-who").value.trim();
    if (!who) { tell([el("p", { class: "bad" }, both("请先写上姓名", "Sign first"))]); $("act-who").focus(); return null; }
    keep("who", who);
    return { who, why: $("act-why").value.trim() };
  };

  function ofFigure(id) {
    const figure = juesuan.data.figures[id];
    const place = el("select", { id: "act-place" }, ...Object.entries(KEYS).map(([key, words]) => el("option", { value: key }, say(...words))));
    const at = () => (place.value ? id.replace(/[^/]+$/, place.value) : id);
    const printed = field("act-printed", "原文是", "Printed", figure.printed || "（空）", { size: "18" });
    place.addEventListener("change", async () => {
      const answer = await fetch(`${api}read?figure=${encodeURIComponent(at())}`);
      if (answer.ok) $("act-printed").value = (await answer.json()).printed;
    });
    const correct = () => { const by = signed(); if (by) post("correct", { figure: at(), printed: $("act-printed").value, signed_off: $("act-signed").checked, ...by }); };
    const confirm = () => { const by = signed(); if (by) post("confirm", { figure: at(), ...by }); };
    const form = el("form", { id: "act" },
      el("div", { class: "line" }, el("label", {}, el("span", {}, both("更正", "Of")), place), printed,
        el("button", { type: "submit", id: "act-correct" }, both("更正", "Correct")),
        el("button", { type: "button", id: "act-confirm", click: confirm }, both("读数无误", "Confirm"))),
      signature(),
      figure.proof === "corrected" || figure.proof === "confirmed"
        ? el("button", { type: "button", id: "act-undo", click: () => post("undo", { figure: at() }) }, both("撤销对它的更正或确认", "Take back what was said of it")) : null);
    form.addEventListener("submit", (event) => { event.preventDefault(); correct(); });
    return form;
  }

  function signature() {
    return el("div", { class: "line" }, field("act-who", "署名", "Signed", kept("who"), { size: "8" }), field("act-why", "原因", "Why", "", { size: "20" }),
      el("label", {}, el("input", { id: "act-signed", type: "checkbox" }), both("已经第二人签核", "signed off by a second person")));
  }

  // A row's code or name that a doubt is about: what it is read as, to be confirmed or corrected.
  function ofKey(id) {
    const input = el("input", { class: "key", autocomplete: "off", maxlength: "500", size: "24", "data-key": id });
    fetch(`${api}read?figure=${encodeURIComponent(id)}`).then(async (answer) => { if (answer.ok) input.value = (await answer.json()).printed; });
    const said = (action, more) => () => { const by = signed(); if (by) post(action, { figure: id, ...more(), ...by }); };
    return el("div", { class: "line" },
      el("label", {}, el("span", {}, both(id.endsWith("@code") ? "编码是" : "名称是", id.endsWith("@code") ? "Code" : "Name")), input),
      el("button", { type: "button", class: "correct", click: said("correct", () => ({ printed: input.value, signed_off: $("act-signed").checked })) }, both("更正", "Correct")),
      el("button", { type: "button", class: "confirm", click: said("confirm", () => ({})) }, both("读得不错", "Confirm")));
  }

  function ofFinding(id) {
    const finding = juesuan.data.findings.find((one) => one.id === id);
    if (!finding || finding.severity === "info") return null;
    const form = el("form", { id: "act" }, ...finding.keys.slice(0, 20).map(ofKey), signature(),
      finding.accepted
        ? el("button", { type: "button", id: "act-undo", click: () => post("undo", { finding: id }) }, both("撤销接受", "Take the acceptance back"))
        : el("button", { type: "submit", id: "act-accept" }, both("接受这条发现（写明原因）", "Accept this finding, with a reason")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const by = signed();
      if (by) post("accept", { finding: id, ...by });
    });
    return form;
  }

  function show() {
    let form = null;
    if (chosen.figure && juesuan.data.figures[chosen.figure]) form = ofFigure(chosen.figure);
    else if (chosen.finding) form = ofFinding(chosen.finding);
    actions.replaceChildren(...(form ? [form] : []));
    const heading = $("explained").firstElementChild;
    if (heading && form) heading.after(actions);
    $("undo").disabled = !undoable;
  }

  document.addEventListener("juesuan:select", (event) => { chosen = event.detail; show(); });
  document.addEventListener("juesuan:language", show);
  document.addEventListener("juesuan:undo", (event) => {
    event.preventDefault();
    if (undoable) post("undo", {});
  });
  fetch(`${api}state`).then((answer) => answer.json()).then((found) => { undoable = Boolean(found.undo); $("undo").disabled = !undoable; });
  const before = sessionStorage.getItem("told");
  if (before) {
    sessionStorage.removeItem("told");
    tell(changed(JSON.parse(before)));
  }
  if (juesuan.chosen) { chosen = juesuan.chosen(); show(); }
  juesuan.act = { post };
})();
