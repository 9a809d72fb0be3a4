// All that a lesson asks, drawn at the places its text left for it. One element serves them all,
// because each element costs every run of the page. Every place gets a shadow root, so neither
// React nor the styles of the page reach in. All words come as data and are set as text, never as
// markup. Answers are judged here at once and again on the server, which keeps them.

const AGAIN_MS = 3000;

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const desk = (parentElement.desk ??= new Desk(parentElement.querySelector("style").textContent));
  desk.send = setTriggerValue;
  desk.hear(told);
  const watch = new MutationObserver(() => desk.fill());
  watch.observe(document.body, { childList: true, subtree: true });
  addEventListener("scroll", desk.look, { capture: true, passive: true });
  return () => {
    watch.disconnect();
    removeEventListener("scroll", desk.look, { capture: true });
  };
}

// What all places of a lesson share: what was asked, answered and seen.
class Desk {
  constructor(css) {
    this.sheet = new CSSStyleSheet();
    this.sheet.replaceSync(css);
    this.given = {}; // the latest answer to each question, as a string
    this.own = new Set(); // what was answered here: the server only repeats it
    this.seen = new Set(); // the sections that were in sight
    this.unheard = []; // what was said, numbered, until the server says that it has heard it
    this.last = 0;
    this.said_ms = 0;
    this.look = () => this.lookAround();
  }

  hear(told) {
    this.told = told;
    this.unheard = this.unheard.filter(({ n }) => n > told.heard);
    // Lost on the way, or with the server that had heard it.
    if (this.unheard.length && Date.now() - this.said_ms > AGAIN_MS) this.repeat();
    for (const [id, given] of Object.entries(told.given)) {
      if (!this.own.has(id)) this.given[id] = given;
    }
    this.look();
    this.fill();
    this.refresh();
  }

  // React may put a new node in the place of an old one, or another place into the same node.
  fill() {
    for (const node of document.querySelectorAll(`[data-asked^="${this.told.lesson} "]`)) {
      const { asked } = node.dataset;
      if (node.view?.desk === this && node.view.asked === asked) continue;
      const kind = asked.split(" ")[1];
      const View = { predict: Single, check: Single, quiz: Quiz, exercise: Exercise, reading: Reading }[kind];
      node.view = new View(this, node, asked);
      node.view.refresh();
    }
  }

  refresh() {
    for (const node of document.querySelectorAll("[data-asked]")) {
      if (node.view?.desk === this) node.view.refresh();
    }
  }

  answer(item, given) {
    this.given[item.id] = given;
    this.own.add(item.id);
    this.say("answer", { id: item.id, given });
  }

  // All that was not heard yet: of two messages during one run of the page, the later one counts.
  say(kind, told) {
    // By the clock, so that another desk of this visit goes on counting; not by it alone, for it may be set back.
    this.last = Math.max(Date.now(), this.last + 1, this.told.heard + 1);
    this.unheard.push({ n: this.last, kind, told });
    this.repeat();
  }

  repeat() {
    this.said_ms = Date.now();
    this.send("said", this.unheard);
  }

  forget(item) {
    delete this.given[item.id];
    this.own.add(item.id);
  }

  state(item) {
    const given = this.given[item.id];
    return given === undefined ? "open" : isRight(item, given) ? "right" : "wrong";
  }

  lookAround() {
    for (const id of Object.keys(this.told.sections)) {
      const box = document.querySelector(`.section-${id}, .st-key-section-${id}`)?.getBoundingClientRect();
      if (box?.height && box.top < innerHeight && box.bottom > 0) this.seen.add(id);
    }
  }
}

// One place. It is drawn anew when what it shows has changed, and only then: so focus stays.
class View {
  constructor(desk, node, asked) {
    Object.assign(this, { desk, asked });
    const root = node.shadowRoot ?? node.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [desk.sheet];
    this.stage = make("div", { className: `stage ${asked.split(" ")[1]}` });
    this.status = make("p", { className: "unseen" });
    this.status.setAttribute("role", "status");
    root.replaceChildren(this.stage, this.status);
    // Streamlit listens for single letters and takes a field in here for none.
    root.addEventListener("keydown", (event) => event.stopPropagation());
  }

  get item() {
    return this.desk.told.items[this.asked.slice(this.asked.indexOf(" ") + 1)];
  }

  get words() {
    return this.desk.told.words;
  }

  refresh() {
    const shown = JSON.stringify(this.shows());
    if (shown === this.shown) return;
    this.shown = shown;
    this.stage.lang = this.desk.told.language;
    const focused = this.stage.getRootNode().activeElement?.dataset.focus;
    this.stage.replaceChildren(...this.parts());
    if (focused) this.focus(focused);
  }

  draw(focus) {
    this.desk.refresh();
    this.focus(focus);
  }

  focus(name) {
    this.stage.querySelector(`[data-focus="${name}"]`)?.focus({ preventScroll: name === "said" });
  }
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// The words of an author, who may stress some with *asterisks*.
function stressed(text) {
  const parts = text.split(/\*([^*]+)\*/);
  return parts.map((part, index) => (index % 2 ? make("em", {}, part) : part));
}

function button(text, focus, onclick, className = "") {
  const made = make("button", { type: "button", className, onclick }, text);
  made.dataset.focus = focus;
  return made;
}

// A section of this page, or of the lesson at another address.
function link(section, text) {
  return make("a", { href: section.includes("#") ? section : `#${section}` }, text);
}
