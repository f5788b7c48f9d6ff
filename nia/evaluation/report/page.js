"use strict";
// Narrows the report down. Without it, everything is there and opens and closes by itself.
(() => {
  const at = (id) => document.getElementById(id);
  const all = [...document.querySelectorAll(".conversation")];
  const texts = new Map(all.map((one) => [one, one.textContent.toLowerCase()]));
  const shown = () => all.filter((one) => !one.hidden);
  const narrow = () => {
    const words = at("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const language = at("language").value;
    for (const one of all) {
      const fits = words.every((word) => texts.get(one).includes(word));
      one.hidden = !fits || (language !== "" && one.dataset.language !== language);
    }
    at("count").textContent = `${shown().length} of ${all.length} shown`;
  };
  const open = (wanted) => () => { for (const one of shown()) one.open = wanted; };
  at("tools").addEventListener("submit", (event) => event.preventDefault());
  at("filter").addEventListener("input", narrow);
  at("language").addEventListener("change", narrow);
  at("open").addEventListener("click", open(true));
  at("close").addEventListener("click", open(false));
  at("tools").hidden = false;
  narrow();
})();
