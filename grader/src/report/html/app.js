"use strict";
// What the page does beyond being read. How things stand after each step was worked out by the
// grader (`playback.rs`); here it is only shown. Text from the data becomes text, never markup.
(() => {
  const root = document.documentElement;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const kept = {
    get: (key) => { try { return localStorage.getItem("racecourse-" + key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem("racecourse-" + key, value); } catch { /* not kept, then */ } },
  };
  root.classList.add("js");

  // Light, dark, or as the system has it.
  const themes = ["auto", "light", "dark"];
  const themeButton = one("[data-theme-button]");
  const setTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    themeButton.textContent = "Theme: " + theme;
    kept.set("theme", theme);
  };
  setTheme(themes.includes(kept.get("theme")) ? kept.get("theme") : "auto");
  themeButton.addEventListener("click", () => {
    const now = root.dataset.theme || "auto";
    setTheme(themes[(themes.indexOf(now) + 1) % themes.length]);
  });

  for (const time of all("time[data-at]")) {
    const at = new Date(Number(time.dataset.at));
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  }

  // One failure's stepper.
  class Stepper {
    constructor(data, view) {
      this.data = data;
      this.view = view;
      this.root = one("[data-stepper]", view);
      this.states = this.unfold();
      this.steps = all("tr.step", this.root);
      this.entries = all(".log li", this.root);
      this.range = one("[data-range]", this.root);
      this.kit = one("[data-kit]", this.root);
      this.link = one("[data-link]", this.root);
      this.allKit = data.rows.every((row) => row.k);
      this.at = -1;
      // Only without a script does the browser itself go to a step.
      for (const row of this.steps) row.removeAttribute("id");
      this.listen();
      this.hideKit(true);
    }

    // The data tells what each step changed; this is how it is, step by step.
    unfold() {
      let now = { L: {}, O: {} };
      return this.data.rows.map((row) => {
        now = { L: { ...now.L, ...row.L }, O: { ...now.O, ...row.O }, changed: row.O || {} };
        return now;
      });
    }

    listen() {
      for (const button of all("[data-go]", this.root)) {
        button.addEventListener("click", () => this.go(button.dataset.go));
      }
      this.range.addEventListener("input", () => this.show(this.shown[Number(this.range.value)]));
      if (this.kit) this.kit.addEventListener("change", () => { this.hideKit(!this.kit.checked); this.show(this.nearest(this.at)); });
      this.steps.forEach((row, index) => row.addEventListener("click", (event) => {
        event.preventDefault();
        this.show(index);
      }));
    }

    hideKit(hide) {
      const hidden = hide && !this.allKit;
      this.root.classList.toggle("hide-kit", hidden);
      this.shown = this.data.rows.map((_, index) => index).filter((index) => !(hidden && this.data.rows[index].k));
      this.range.max = String(this.shown.length - 1);
      // What stands across all columns must not be wider than they are.
      const columns = 2 + this.data.lanes.filter((lane) => !(hidden && lane.kit)).length;
      for (const cell of all(".gap td, .end td", this.root)) cell.colSpan = columns;
    }

    // The shown row that stands for this one.
    nearest(index) {
      const before = this.shown.filter((row) => row <= index);
      return before.length ? before[before.length - 1] : this.shown[0];
    }

    go(where) {
      const place = this.shown.indexOf(this.at);
      const last = this.shown.length - 1;
      const to = {
        first: 0,
        last,
        back: Math.max(place - 1, 0),
        next: Math.min(place + 1, last),
        mistake: this.shown.indexOf(this.nearest(this.data.mistake)),
      }[where];
      this.show(this.shown[to]);
    }

    // The row of the step with this number; a step of the kit's brings the kit's own out.
    goToNumber(number) {
      const rows = this.data.rows;
      let index = rows.length - 1;
      while (index > 0 && rows[index].n > number) index -= 1;
      if (!this.shown.includes(index) && this.kit) {
        this.kit.checked = true;
        this.hideKit(false);
      }
      this.show(index);
    }

    show(index, quiet) {
      this.at = index;
      const row = this.data.rows[index];
      this.showRow(index);
      this.showSource(index);
      this.showActors(index);
      this.showObjects(index);
      this.showLog(row.n);
      const place = this.shown.indexOf(index);
      this.range.value = String(place);
      this.range.setAttribute("aria-valuetext", "step " + row.n + " of " + this.data.total);
      one("[data-count]", this.root).textContent = "step " + row.n;
      for (const [name, at] of [["first", 0], ["back", 0], ["next", this.shown.length - 1], ["last", this.shown.length - 1]]) {
        one(`[data-go="${name}"]`, this.root).setAttribute("aria-disabled", String(place === at));
      }
      one("[data-say]", this.root).textContent = "Step " + row.n + ". " + row.say;
      const address = "#" + this.data.id + "/step-" + row.n;
      this.link.setAttribute("href", address);
      if (!quiet) setAddress(address);
    }

    showRow(index) {
      this.steps.forEach((row, place) => {
        const current = place === index;
        row.classList.toggle("current", current);
        if (current) row.setAttribute("aria-current", "step");
        else row.removeAttribute("aria-current");
        const link = one("a", row);
        const hadFocus = document.activeElement && this.steps.some((other) => other.contains(document.activeElement));
        // Tab comes to the current step only; the arrows lead on from there.
        link.tabIndex = current ? 0 : -1;
        if (current && hadFocus) link.focus({ preventScroll: true });
      });
      reveal(this.steps[index], one(".lanes", this.root));
    }

    showSource(index) {
      for (const line of all(".line.here", this.root)) line.classList.remove("here");
      for (const who of all(".who", this.root)) who.textContent = "";
      const figures = all("figure", this.root);
      const lanes = this.states[index].L;
      const running = this.data.rows[index].l;
      const lineOf = (place) => place && figures[place[0]] && all(".line", figures[place[0]])[place[1] - 1];
      const order = Object.keys(lanes).map(Number).sort((a, b) => (b === running) - (a === running) || a - b);
      for (const lane of order) {
        const [word, , place] = lanes[lane];
        const line = lineOf(place);
        if (!line || word === "ended" || word === "nothing") continue;
        one(".who", line).append(this.chip(lane, word));
      }
      const here = lanes[running] && lanes[running][2];
      // Only the file that matters now; the learner's as long as none does.
      const file = here ? here[0] : 0;
      figures.forEach((figure, place) => { figure.hidden = place !== file; });
      const line = lineOf(here);
      if (line) {
        line.classList.add("here");
        reveal(line, one(".code", figures[file]));
      }
    }

    chip(lane, word) {
      const chip = make("span", "chip l" + (lane % 6) + " " + word, this.data.lanes[lane].name);
      chip.title = this.data.lanes[lane].name + (word === "runs" ? " runs" : word === "waits" ? " waits" : "");
      return chip;
    }

    showActors(index) {
      const lanes = this.states[index].L;
      const list = one(".actors", this.root);
      list.textContent = "";
      // Of many, those who are under way stand first; the others share a line.
      const many = this.data.lanes.length > 6;
      const others = { nothing: [], ended: [] };
      this.data.lanes.forEach((lane, place) => {
        const [word, said, at] = lanes[place] || ["nothing", "has not begun"];
        if (many && word in others) {
          others[word].push(lane.name);
          return;
        }
        const item = make("li", lane.kit ? "kit" : "");
        item.append(this.chip(place, word));
        const about = make("span", "about");
        if (at && word !== "ended") {
          const file = at[0] === 0 ? "line " : one(`figure[data-file="${at[0]}"] figcaption`, this.root).textContent + ":";
          about.append(make("b", "", file + at[1]), " ");
        }
        about.append(said);
        item.append(about);
        list.append(item);
      });
      if (others.ended.length) list.append(make("li", "empty", "Ended: " + others.ended.join(", ")));
      if (others.nothing.length) list.append(make("li", "empty", "Not begun: " + others.nothing.join(", ")));
    }

    showObjects(index) {
      const { O: objects, changed } = this.states[index];
      const list = one(".props", this.root);
      list.textContent = "";
      const used = Object.keys(objects).map(Number).sort((a, b) => a - b);
      for (const object of used) {
        const [name, kind] = this.data.objects[object];
        const what = make("dt", "", name);
        if (!name.includes(kind)) what.title = kind;
        list.append(what);
        list.append(make("dd", object in changed ? "new" : "", objects[object].join("; ")));
      }
      if (!used.length) list.append(make("dd", "empty", "Nothing has been used yet."));
    }

    showLog(number) {
      let last;
      for (const entry of this.entries) {
        const step = Number(entry.dataset.step);
        entry.hidden = step > number;
        entry.classList.toggle("new", step === number);
        if (!entry.hidden) last = entry;
      }
      if (last) reveal(last, last.parentElement);
    }
  }

  // Scrolls within the box only; the page stays where it is.
  function reveal(element, box) {
    const outer = box.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    const above = inner.top - outer.top - 48;
    const below = inner.bottom - outer.bottom + 24;
    if (above < 0 || below > 0) {
      box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    }
  }

  const setAddress = (address) => history.replaceState(null, "", address);

  // The views: the board, and each check. One is shown at a time.
  const views = all("[data-view]");
  const links = all("nav a");
  const steppers = new Map();
  for (const data of JSON.parse(one("#data").textContent)) {
    const view = document.getElementById(data.id);
    if (view) steppers.set(view, new Stepper(data, view));
  }
  let current = null;

  function open(view) {
    current = view;
    for (const other of views) other.hidden = other !== view;
    for (const link of links) {
      if (link.hash === "#" + view.id) {
        link.setAttribute("aria-current", "page");
        const list = one("nav ul");
        list.scrollLeft = link.offsetLeft - list.offsetLeft - 16;
      }
      else link.removeAttribute("aria-current");
    }
    const stepper = steppers.get(view);
    if (stepper && stepper.at < 0) stepper.show(stepper.shown[0], true);
    document.title = "Racecourse: " + (view.id === "board" ? "the board" : view.id);
  }

  // `#foobar/threads`, `#foobar/threads/step-12`.
  function follow(hash) {
    let name;
    try { name = decodeURIComponent(hash.replace(/^#/, "")); } catch { return false; }
    const [, id, step] = name.match(/^(.*?)(?:\/step-(\d+))?$/);
    const view = views.find((other) => other.id === id);
    if (!view) return false;
    open(view);
    if (step && steppers.has(view)) {
      steppers.get(view).goToNumber(Number(step));
      one("[data-stepper]", view).scrollIntoView({ block: "start" });
    }
    return true;
  }

  const failures = links.filter((link) => "failed" in link.dataset)
    .map((link) => document.getElementById(link.hash.slice(1)));

  function turn(by) {
    if (!failures.length) return;
    const place = failures.indexOf(current);
    const to = place < 0 ? (by > 0 ? 0 : failures.length - 1) : (place + by + failures.length) % failures.length;
    open(failures[to]);
    const stepper = steppers.get(failures[to]);
    setAddress("#" + failures[to].id + (stepper ? "/step-" + stepper.data.rows[stepper.at].n : ""));
    window.scrollTo(0, 0);
    failures[to].focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (follow(link.hash)) {
      event.preventDefault();
      setAddress(link.hash);
      if (link.closest("nav, .board")) {
        window.scrollTo(0, 0);
        current.focus({ preventScroll: true });
      }
    }
  });
  window.addEventListener("hashchange", () => follow(location.hash));

  // The keys.
  const help = one("dialog");
  const keysWork = one("[data-keys]");
  keysWork.checked = kept.get("keys") !== "off";
  keysWork.addEventListener("change", () => kept.set("keys", keysWork.checked ? "on" : "off"));
  one("[data-help-button]").addEventListener("click", () => help.showModal());
  const steps = { ArrowRight: "next", ArrowLeft: "back", Home: "first", End: "last", m: "mistake" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open || !keysWork.checked) return;
    const onRange = event.target.type === "range";
    const stepper = steppers.get(current);
    if (stepper && event.key in steps && !(onRange && event.key !== "m")) stepper.go(steps[event.key]);
    else if (event.key === "j") turn(1);
    else if (event.key === "k") turn(-1);
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  if (!follow(location.hash)) open(failures[0] || views[1] || views[0]);
})();
