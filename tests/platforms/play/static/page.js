"use strict";
// Two halves that are fetched anew when something changed. What somebody is typing stays where it is.
const kept = (name, value) => value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value);
const hash = new URLSearchParams(location.hash.slice(1));
let who = hash.get("who") || kept("who") || "ann";
const query = (given) => new URLSearchParams(given).toString();

function note(text) {
  const place = document.getElementById("note");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(note.timer);
  note.timer = setTimeout(() => place.classList.remove("shown"), 3500);
}

async function act(what, given) {
  const answer = await fetch(`/do/${what}`, { method: "POST", body: JSON.stringify({ who, ...given }) });
  const said = await answer.json();
  if (said.note) note(said.note);
  if (said.form) openForm(said.form);
}

class Half {
  constructor(name) {
    this.name = name;
    this.root = document.getElementById(name);
    this.pane = this.root.querySelector(".pane");
    this.box = this.root.querySelector("textarea");
    this.list = this.root.querySelector(".proposals");
    this.replyTo = this.root.querySelector(".reply-to");
    this.reply = null;
    this.chosen = -1;
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("change", (event) => this.changed(event));
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.propose([]), 150));
    this.root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  }
  get where() { return hash.get(this.name) || kept(`${this.name}.${who}`) || ""; }
  set where(value) { hash.delete(this.name); kept(`${this.name}.${who}`, value); }

  async draw() {
    if (this.root.querySelector("select:focus")) return;
    const answer = await fetch(`/pane/${this.name}?${query({ who, where: this.where })}`);
    const html = await answer.text();
    this.nameBox(html);
    if (html === this.last) return;
    const feed = this.pane.querySelector(".feed");
    const below = !feed || this.moved || feed.scrollHeight - feed.scrollTop - feed.clientHeight < 60;
    const at = feed ? feed.scrollTop : 0;
    this.last = html;
    this.moved = false;
    this.pane.innerHTML = html;
    for (const time of this.pane.querySelectorAll("time[datetime]")) {
      const day = new Date(time.getAttribute("datetime"));
      time.title = day.toLocaleString();
    }
    const now = this.pane.querySelector(".feed");
    now.scrollTop = below ? now.scrollHeight : at;
    for (const image of now.querySelectorAll("img")) image.onload = () => { if (below) now.scrollTop = now.scrollHeight; };
    this.place = this.pane.querySelector("section").dataset.place;
  }

  nameBox(html) {
    const title = new DOMParser().parseFromString(html, "text/html").querySelector("section > header").firstChild.textContent;
    this.box.placeholder = `Message ${title} as ${who[0].toUpperCase()}${who.slice(1)}`;
  }

  async clicked(event) {
    const from = event.target.closest("[data-go],[data-press],[data-reply],[data-edit],[data-delete],[data-menu],[data-start],.reply-to,.proposals li");
    if (!from) return;
    const message = from.closest("[data-message]")?.dataset.message;
    const given = { where: this.place, message };
    if (from.dataset.go) { this.where = from.dataset.go; this.moved = true; this.setReply(null); return this.draw(); }
    if (from.dataset.press !== undefined) {
      from.disabled = true;
      await act(`${this.name}-press`, { ...given, id: from.dataset.press });
      from.disabled = false;
    }
    if (from.dataset.start) await act(`${this.name}-start`, given);
    if (from.dataset.menu) await act(`${this.name}-menu`, { ...given, name: from.dataset.menu });
    if (from.dataset.delete) await act(`${this.name}-delete`, given);
    if (from.dataset.reply) this.setReply(message, from.closest("article").querySelector(".text")?.textContent);
    if (from.dataset.edit) {
      const text = prompt("New text", from.closest("article").querySelector(".text").textContent);
      if (text) await act(`${this.name}-edit`, { ...given, text });
    }
    if (from.matches(".reply-to")) this.setReply(null);
    if (from.matches(".proposals li")) this.take(from.dataset.text);
    this.draw();
  }

  async changed(event) {
    const select = event.target.closest("[data-select]");
    if (!select || !select.value) return;
    const message = select.closest("[data-message]").dataset.message;
    select.blur();
    await act(`${this.name}-select`, { where: this.place, message, id: select.dataset.select, value: select.value });
    this.draw();
  }

  setReply(message, text) {
    this.reply = message;
    this.replyTo.hidden = !message;
    this.replyTo.textContent = message ? `Replying to: ${(text || "").slice(0, 70)}   ✗` : "";
    if (message) this.box.focus();
  }

  async typed() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
    const text = this.box.value;
    if (!text.startsWith("/")) return this.propose([]);
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const answer = await fetch(`/propose/${this.name}?${query({ who, where: this.place, text })}`);
      if (this.box.value === text) this.propose(await answer.json());
    }, 80);
  }

  propose(entries) {
    this.chosen = entries.length ? 0 : -1;
    this.list.hidden = !entries.length;
    this.list.replaceChildren(...entries.map((one, number) => {
      const line = document.createElement("li");
      line.dataset.text = one.text;
      const name = document.createElement("b"), help = document.createElement("span");
      name.textContent = one.label;
      help.textContent = one.help;
      line.append(name, help);
      line.classList.toggle("chosen", number === 0);
      return line;
    }));
  }

  take(text) {
    this.box.value = text;
    this.box.focus();
    this.typed();
  }

  key(event) {
    const lines = [...this.list.children];
    if (lines.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : -1) + lines.length) % lines.length;
      lines.forEach((line, number) => line.classList.toggle("chosen", number === this.chosen));
      lines[this.chosen].scrollIntoView({ block: "nearest" });
    } else if (lines.length && event.key === "Tab") {
      event.preventDefault();
      this.take(lines[this.chosen].dataset.text);
    } else if (event.key === "Escape") {
      this.propose([]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  async send() {
    const text = this.box.value;
    if (!text.trim()) return;
    this.box.value = "";
    this.typed();
    this.propose([]);
    const reply = this.reply;
    this.setReply(null);
    this.moved = true;
    await act(`${this.name}-say`, { where: this.place, text, reply });
    this.draw();
  }
}

const halves = ["discord", "telegram"].map((name) => new Half(name));
const dialog = document.getElementById("form");

function openForm(html) {
  dialog.querySelector("form").innerHTML = html;
  dialog.returnValue = "";
  dialog.showModal();
}
dialog.addEventListener("close", () => {
  if (dialog.returnValue !== "send") return;
  const fields = Object.fromEntries(new FormData(dialog.querySelector("form")));
  act("discord-submit", { fields });
});

async function program() {
  const said = await (await fetch("/program")).json();
  const place = document.getElementById("program");
  place.classList.toggle("runs", said.runs);
  place.querySelector("span").textContent = `bot ${said.state}`;
  document.querySelector("#output pre").textContent = said.said.join("\n") || "It has said nothing.";
}
function draw() { halves.forEach((half) => half.draw()); program(); }
function be(name) {
  who = name;
  kept("who", name);
  for (const one of document.querySelectorAll("[data-who]")) one.classList.toggle("chosen", one.dataset.who === who);
  halves.forEach((half) => { half.moved = true; half.setReply(null); });
  draw();
}
function show(side) {
  kept("side", side);
  for (const one of document.querySelectorAll("[data-side]")) one.classList.toggle("chosen", one.dataset.side === side);
  for (const half of halves) half.root.classList.toggle("chosen", half.name === side);
}

document.getElementById("people").addEventListener("click", (event) => { if (event.target.dataset.who) { hash.delete("who"); be(event.target.dataset.who); } });
document.getElementById("sides").addEventListener("click", (event) => { if (event.target.dataset.side) show(event.target.dataset.side); });
document.getElementById("restart").addEventListener("click", (event) => { event.stopPropagation(); act("restart", {}); });
document.getElementById("program").addEventListener("click", () => { const place = document.getElementById("output"); place.hidden = !place.hidden; });
const steps = document.getElementById("steps");
document.getElementById("first").addEventListener("click", () => { steps.hidden = !steps.hidden; });
steps.addEventListener("click", (event) => {
  if (!event.target.dataset.step) return;
  be(event.target.dataset.step);
  show("discord");
  halves[0].take(event.target.textContent);
});
document.getElementById("market").addEventListener("submit", (event) => {
  event.preventDefault();
  const box = event.target.querySelector("input");
  if (box.value.trim()) act("line", { text: box.value.trim() });
  box.value = "";
});
const events = new EventSource("/events");
events.onmessage = draw;
show(hash.get("side") || kept("side") || "discord");
be(who);
