// A figure on the page, in the text and in its row are one thing: choosing one shows the others.
"use strict";

const panel = document.querySelector("#figure");
const row = (id) => document.getElementById("r-" + id);

function choose(id) {
  for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
  for (const one of document.querySelectorAll(`[data-mention="${CSS.escape(id)}"]`)) {
    if (!one.closest("tr") || one.tagName === "TR") one.classList.add("chosen");
  }
  const told = row(id);
  panel.hidden = !told;
  if (!told) return;
  panel.querySelector("strong").textContent = "“" + told.querySelector("th").textContent + "”";
  panel.querySelector("a").href = "#r-" + id;
  panel.querySelector("dl").replaceChildren(...[...told.querySelectorAll("td")].filter((cell) => cell.textContent).map((cell) => {
    const pair = document.createElement("div"), name = document.createElement("dt"), value = document.createElement("dd");
    name.textContent = cell.dataset.title;
    value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    pair.append(name, value);
    return pair;
  }));
}

function show(id) {
  // Within their own panes, and the page no farther than it takes.
  for (const one of document.querySelectorAll(".sheet .chosen rect, .text .chosen")) one.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const one = event.target.closest("a[data-mention]") ?? event.target.closest(".text [data-mention]");
  if (!one || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = one.getAttribute("href") ?? "#r-" + one.dataset.mention;
  if (!link.startsWith("#")) return; // A cited document that is held.
  event.preventDefault();
  choose(one.dataset.mention);
  if (one.closest("tr")) show(one.dataset.mention);
  history.replaceState(null, "", link);
});

const named = /^#[mr]-(.+)$/.exec(decodeURIComponent(location.hash));
const first = named ? named[1] : document.querySelector(".text .chosen")?.dataset.mention;
if (first) { choose(first); show(first); }
