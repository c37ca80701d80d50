// What the index and the page of a document share: elements, the two languages. Nothing here makes HTML out of text.
"use strict";
window.juesuan = (() => {
  const root = document.documentElement;

  function el(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "click") made.addEventListener("click", value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
    return made;
  }

  // Words in both languages; the style shows one.
  function both(zh, en) {
    const made = document.createDocumentFragment();
    made.append(el("span", { class: "zh" }, zh), el("span", { class: "en", lang: "en" }, en));
    return made;
  }

  const english = () => root.lang.startsWith("en");
  const say = (zh, en) => (english() ? en : zh);

  function speak(language) {
    root.lang = language === "en" ? "en" : "zh-CN";
    for (const name of ["title", "placeholder", "aria-label"]) {
      for (const one of document.querySelectorAll(`[data-${name}-zh]`)) {
        one.setAttribute(name, one.getAttribute(`data-${name}-${english() ? "en" : "zh"}`));
      }
    }
    document.dispatchEvent(new CustomEvent("juesuan:language"));
  }

  // A browser may keep nothing of a file opened from the disk.
  function keep(key, value) {
    try { localStorage.setItem(`juesuan.${key}`, value); } catch { /* then it is forgotten */ }
  }
  function kept(key) {
    try { return localStorage.getItem(`juesuan.${key}`); } catch { return null; }
  }

  const data = JSON.parse(document.getElementById("data").textContent);
  document.getElementById("language").addEventListener("click", () => {
    speak(english() ? "zh" : "en");
    keep("language", english() ? "en" : "zh");
  });
  speak(kept("language") || (english() ? "en" : "zh"));

  return { data, el, both, say, english, keep, kept };
})();
