/* The list of processes: a field and menus that filter. Without this script the list is whole. */
(function () {
  "use strict";
  const bar = document.querySelector(".portal-filter");
  if (!bar) return;
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const rows = [...document.querySelectorAll("#processes tbody tr")].map((row) => ({ row, text: fold(row.textContent) }));
  const field = bar.querySelector("input"), menus = [...bar.querySelectorAll("select")], status = bar.querySelector("output");
  const show = () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !(wanted.every((word) => text.includes(word)) && menus.every((menu) => !menu.value || row.dataset[menu.name] === menu.value));
      shown += row.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll("#processes .portal-group")) group.hidden = !group.querySelector("tbody tr:not([hidden])");
    status.textContent = bar.dataset.count.replace("{shown}", shown).replace("{all}", rows.length);
  };
  bar.addEventListener("input", show);
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.hidden = false;
  show();
})();
