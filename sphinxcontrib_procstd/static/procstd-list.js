/* Lists of processes: a field that filters, menus for columns of few values, heads that sort. Without this script the
   list is whole and in the author's order. */
(function () {
  "use strict";
  const MOST = 12; // values of a column that still make a menu
  const fold = (text) => text.normalize("NFKC").toLowerCase().trim();
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const textOf = (row, place) => (row.cells[place] ? row.cells[place].textContent.trim() : "");

  function enhance(box, number) {
    const tables = [...box.querySelectorAll("table.procstd-list")];
    const rows = tables.flatMap((table) => [...table.tBodies[0].rows].map((row) => ({ row, table, text: fold(row.textContent) })));
    const heads = [...tables[0].tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const menus = [];
    const id = `procstd-list-${number}`;
    const field = make("input", { type: "search", id, autocomplete: "off", placeholder: box.dataset.filter });
    const bar = make("div", { className: "procstd-list-bar" }, make("label", { htmlFor: id, className: "procstd-visually-hidden", textContent: box.dataset.filter }), field);
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", box.dataset.filter);
    heads.forEach((head, place) => {
      const values = [...new Set(rows.map(({ row }) => textOf(row, place)))].filter(Boolean).sort((a, b) => a.localeCompare(b, document.documentElement.lang || undefined));
      const links = rows.some(({ row }) => row.cells[place] && row.cells[place].querySelector("a"));
      if (links || values.length < 2 || values.length > MOST || values.length > rows.length / 2) return;
      const menu = make("select", {}, make("option", { value: "", textContent: `${head}: ${box.dataset.all}` }), ...values.map((value) => make("option", { value, textContent: value })));
      menu.setAttribute("aria-label", head);
      menu.dataset.place = place;
      menus.push(menu);
      bar.append(menu);
    });
    const status = make("output", { className: "procstd-list-count" });
    status.setAttribute("aria-live", "polite");
    bar.append(status);
    const show = () => {
      const wanted = fold(field.value).split(/\s+/).filter(Boolean);
      const shown = new Set();
      for (const { row, text } of rows) {
        row.hidden = !(wanted.every((word) => text.includes(word)) && menus.every((menu) => !menu.value || textOf(row, Number(menu.dataset.place)) === menu.value));
        if (!row.hidden) shown.add(textOf(row, 0));
      }
      for (const table of tables) {
        const empty = [...table.tBodies[0].rows].every((row) => row.hidden);
        const holder = table.closest(".procstd-list-box");
        holder.hidden = empty;
        const before = holder.previousElementSibling;
        if (before && before.classList.contains("rubric")) before.hidden = empty;
      }
      const all = new Set(rows.map(({ row }) => textOf(row, 0))).size;
      status.textContent = shown.size ? box.dataset.count.replace("{shown}", shown.size).replace("{all}", all) : box.dataset.none;
    };
    bar.addEventListener("input", show);
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target === field) { field.value = ""; show(); }
    });
    box.prepend(bar);
    show();
    tables.forEach(sortable);
  }

  function sortable(table) {
    const order = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      const button = make("button", { type: "button", className: "procstd-sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].sort((a, b) => order.compare(textOf(a, place), textOf(b, place)) * (down ? -1 : 1));
        body.append(...rows);
      });
    });
  }

  const start = () => document.querySelectorAll(".procstd-lists[data-filter]").forEach(enhance);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
