// The first page of a review: files are dropped, sent one by one, and watched while they are read.
"use strict";
(() => {
  const { data, el, both, say } = juesuan;
  const $ = (id) => document.getElementById(id);
  const MANY = 200;
  let token = "", documents = data.documents, seen = 0;
  const items = new Map();
  const sending = { total: 0, done: 0 };

  const session = fetch("/api/session").then((answer) => answer.json()).then((found) => { token = found.token; });

  function trouble(text) {
    $("trouble").hidden = !text;
    $("trouble").textContent = text || "";
  }

  // What was dropped: files, and the files of folders to the bottom.
  async function filesOf(entry) {
    if (entry.isFile) return new Promise((found, failed) => entry.file((file) => found([file]), failed));
    const reader = entry.createReader(), out = [];
    for (;;) {
      const part = await new Promise((found, failed) => reader.readEntries(found, failed));
      if (!part.length) return out;
      for (const one of part) out.push(...await filesOf(one));
    }
  }

  async function send(files) {
    await session;
    const pdfs = [...files].filter((file) => /\.pdf$/i.test(file.name));
    if (!pdfs.length) { trouble(say("其中没有 PDF 文件", "There is no PDF among these")); return; }
    trouble("");
    sending.total += pdfs.length;
    show();
    for (const file of pdfs) {
      try {
        const answer = await fetch(`/api/files?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers: { "X-Juesuan-Token": token } });
        if (!answer.ok) {
          const said = await answer.json().catch(() => ({}));
          trouble(`${file.name}：${said.error || answer.status}${said.hint ? `。${said.hint}` : ""}`);
        }
      } catch { trouble(`${file.name}：${say("没有送到", "could not be sent")}`); }
      sending.done += 1;
      ask();
    }
  }

  const drop = $("drop");
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map(filesOf))).flat() : event.dataTransfer.files;
    send(files);
  });
  $("pick").addEventListener("click", () => $("files").click());
  $("pick-folder").addEventListener("click", () => $("folder").click());
  for (const id of ["files", "folder"]) $(id).addEventListener("change", () => { send($(id).files); });

  // How far it is: asked for while anything goes on.
  let timer = 0, asking = false;
  async function ask() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    let busy = sending.done < sending.total, answer = null;
    try {
      answer = await (await fetch(`/api/progress?after=${seen}`)).json();
      for (const one of answer.files) items.set(one.number, one);
      // What is done stays done; the next answer needs no more of it.
      while (items.get(seen + 1)?.state === "done") seen += 1;
      busy = busy || answer.busy;
      if (answer.error) trouble(answer.error);
    } catch { trouble(say("程序已停止；请重新运行 juesuan review", "The program has ended; run juesuan review again")); }
    asking = false;
    show();
    if (busy && answer) timer = setTimeout(ask, 700);
    else if (answer && items.size && !busy) refresh();
  }

  const STATES = { waiting: ["等候", "waiting"], reading: ["读取中", "reading"] };
  const lines = new Map(); // what is shown of each, made anew only where it changed: a link must not go while it is clicked
  function line(one) {
    const key = JSON.stringify([one, document.documentElement.lang]);
    if (lines.get(one.number)?.key !== key) lines.set(one.number, { key, node: made(one) });
    return lines.get(one.number).node;
  }
  function made(one) {
    const name = one.document ? el("a", { href: `/documents/${encodeURIComponent(one.document)}/` }, one.name) : el("span", {}, one.name);
    const state = one.status ? el("span", { class: `status ${one.status}` }, both(...data.statuses[one.status]))
      : el("span", { class: "chip" }, both(...STATES[one.state]), one.seconds ? ` ${one.seconds} s` : "");
    return el("li", { "data-state": one.state, "data-number": one.number }, state, el("span", { class: "name" }, name), el("span", { class: "why" }, one.message || one.verdict || ""));
  }

  function show() {
    const all = [...items.values()];
    const done = all.filter((one) => one.state === "done").length;
    const total = Math.max(all.length, 0) + Math.max(sending.total - sending.done, 0);
    $("reading").hidden = !total;
    $("bar").value = total ? done / total : 0;
    $("counts").textContent = `${done} / ${total}`;
    const open = all.filter((one) => one.state !== "done"), ended = all.filter((one) => one.state === "done").reverse();
    const nodes = [...open, ...ended].slice(0, MANY).map(line);
    if (nodes.length !== $("queue").children.length || nodes.some((node, k) => $("queue").children[k] !== node)) $("queue").replaceChildren(...nodes);
  }

  async function refresh() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
      documents = JSON.parse(page.getElementById("data").textContent).documents;
      list();
    } catch { /* the list stays as it was */ }
  }

  const plain = (text) => text.toLowerCase().replace(/\s/g, "");
  function list() {
    const wanted = $("find").value.split(/\s+/).map(plain).filter(Boolean);
    const found = documents.filter((one) => {
      const text = plain([one.entity, one.source, one.fiscal_year, one.verdict_words, one.reasons].join(" "));
      return wanted.every((word) => text.includes(word));
    });
    $("rows").replaceChildren(...found.slice(0, MANY).map((one) => {
      const name = one.entity || one.source;
      const people = [one.corrected !== "0" && one.corrected ? say(`更正 ${one.corrected}`, `${one.corrected} corrected`) : "", one.confirmed !== "0" && one.confirmed ? say(`确认 ${one.confirmed}`, `${one.confirmed} confirmed`) : ""];
      return el("tr", { "data-document": one.document, "data-status": one.status },
        el("td", {}, one.fiscal_year), el("td", {}, one.document ? el("a", { href: `/documents/${encodeURIComponent(one.document)}/` }, name) : name,
          one.status === "verified" ? null : el("div", { class: "why" }, one.reasons)),
        el("td", {}, el("span", { class: `status ${one.status}` }, data.statuses[one.status] ? both(...data.statuses[one.status]) : one.status)),
        el("td", {}, people.filter(Boolean).join(" ")), el("td", {}, one.source));
    }));
    $("none").hidden = documents.length > 0;
    $("shown").textContent = found.length > MANY ? `${MANY} / ${found.length}` : String(found.length);
  }
  $("find").addEventListener("input", list);
  document.addEventListener("juesuan:language", () => { list(); show(); });
  list();
  ask();
})();
