/* Keeps the ticks of a checklist in this browser, one store for each process and version; shows how far one is. */
(() => {
  "use strict";
  for (const [place, list] of document.querySelectorAll(".procstd-checklist").entries()) {
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    const same = [...document.querySelectorAll(".procstd-checklist")].slice(0, place);
    const count = same.filter((other) => other.dataset.key === list.dataset.key).length;
    const key = `procstd-checklist:${list.dataset.key}${count ? `:${count}` : ""}`;
    const bar = document.createElement("div");
    const progress = document.createElement("progress");
    const said = document.createElement("span");
    const reset = document.createElement("button");
    bar.className = "procstd-check-bar";
    progress.max = boxes.length;
    said.setAttribute("role", "status");
    reset.type = "button";
    reset.textContent = list.dataset.reset;
    bar.append(progress, said, reset);

    const show = () => {
      const done = boxes.filter((box) => box.checked).length;
      const text = list.dataset.progress.replace("{done}", done).replace("{all}", boxes.length);
      progress.value = done;
      progress.setAttribute("aria-label", text);
      said.textContent = text;
    };
    const read = () => {
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        return Array.isArray(kept) ? kept : [];
      } catch {
        return []; // a store that is closed or damaged: the list still works, it only forgets
      }
    };
    const keep = () => {
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      try {
        if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
        else localStorage.removeItem(key);
      } catch {
        /* nothing is kept */
      }
      show();
    };
    const ticked = new Set(read());
    for (const box of boxes) {
      box.checked = ticked.has(box.value);
      box.addEventListener("change", keep);
    }
    reset.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      keep();
    });
    const before = list.querySelector(".procstd-check-group");
    list.insertBefore(bar, before);
    show();
  }
})();
