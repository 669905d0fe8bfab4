// Makes the pages quick; none of it is needed to read or decide.
(() => {
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Menus are <details>: close them on a click elsewhere and on Escape.
  document.addEventListener("click", (event) => {
    for (const menu of $$("details.rw-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = $("details.rw-menu[open]");
    if (menu) {
      menu.open = false;
      $("summary", menu).focus();
    }
  });

  // Small actions named in the markup.
  document.addEventListener("click", (event) => {
    const action = event.target.closest("[data-action]")?.dataset.action;
    if (action === "fold-nav") {
      const narrow = root.classList.toggle("rw-narrow");
      document.cookie = `rw.nav=${narrow ? "narrow" : "wide"};path=/;max-age=31536000;samesite=lax`;
      window.dispatchEvent(new Event("resize"));
    }
    if (action === "close-toast") event.target.closest(".rw-toast")?.remove();
    if (action === "open-dialog") $(event.target.closest("[data-dialog]").dataset.dialog)?.showModal();
    if (action === "close-dialog") event.target.closest("dialog")?.close();
    if (action === "close-pane" && root.classList.contains("rw-pane-open")) {
      event.preventDefault();
      closePane();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
    if (event.target.matches("[data-check-all]"))
      for (const box of $$(event.target.dataset.checkAll)) box.checked = event.target.checked;
  });
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // Keys. Never while typing, never with a modifier that belongs to the browser.
  const typing = (element) => element.matches("input,textarea,select,[contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $("dialog[open]")) return;
    if (event.key === "/") {
      event.preventDefault();
      $("#search")?.focus();
      return;
    }
    if (event.key === "?") {
      const sheet = $("#keys");
      if (sheet) sheet.showModal();
      return;
    }
    const list = $("#inbox-list");
    if (!list) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
      return;
    }
    if (event.key === "Escape") return closePane();
    const control = $(`#pane [data-key="${CSS.escape(event.key)}"]`);
    if (control) {
      event.preventDefault();
      control.matches("textarea,input,select,summary") ? focusOn(control) : control.click();
    }
  });
  const focusOn = (control) => {
    if (control.matches("summary")) control.parentElement.open = true;
    control.focus();
  };
  const move = (step) => {
    const rows = $$("#inbox-list .rw-row");
    const at = rows.findIndex((row) => row.classList.contains("active"));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (!next || next === rows[at]) return;
    const link = $("a.rw-row-link", next);
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    link.click();
  };
  const closePane = () => {
    const pane = $("#pane");
    if (!pane || !root.classList.contains("rw-pane-open")) return;
    root.classList.remove("rw-pane-open");
    $("#inbox-list .rw-row.active a")?.focus();
  };

  if (window.matchMedia("(max-width: 61.99rem)").matches)
    for (const part of $$("details[data-fold-on-phone]")) part.open = false;

  // Partial answers.
  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.request.headers["Accept-Language"] = root.lang;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const pane = $("#pane");
    const shown = pane && $("[data-mention]", pane)?.dataset.mention;
    for (const row of $$("#inbox-list .rw-row")) row.classList.toggle("active", row.dataset.id === shown);
    root.classList.toggle("rw-pane-open", Boolean(shown) && pane.dataset.wanted === "1");
    expireToasts();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a.rw-row-link")) $("#pane")?.setAttribute("data-wanted", "1");
  }, true);
  document.addEventListener("htmx:error", () => toast($("#toasts").dataset.failed, "danger"));

  const toast = (text, kind) => {
    const box = document.createElement("div");
    box.className = `rw-toast rw-toast-${kind}`;
    box.textContent = text;
    $("#toasts").append(box);
    expireToasts();
  };
  const expireToasts = () => {
    for (const box of $$(".rw-toast:not([data-timed])")) {
      box.dataset.timed = "1";
      const leave = () => (box.matches(":hover,:focus-within") ? setTimeout(leave, 2000) : box.remove());
      setTimeout(leave, 12000);
    }
  };
  expireToasts();
  if ($("#pane [data-mention]") && $("#pane")?.dataset.wanted === "1") root.classList.add("rw-pane-open");
})();
