// Predictions, checks and the quiz. All words come as data and are set as text, never as markup.
// Answers are judged here at once and again on the server, which keeps them.

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".asking");
  home.asking ??= new Asking(home, (answer) => setTriggerValue("answer", answer));
  home.asking.hear(told);
}

class Asking {
  constructor(home, send) {
    this.home = home;
    this.send = send;
    this.given = {}; // the latest answer to each question, as a string
    this.own = new Set(); // what was answered here: the server only repeats it
    this.open = "end"; // the question of the quiz that is shown, or its end
    this.touched = false;
    this.answered = 0; // when
    this.drawn = "";
    this.told = { items: [] };
    this.status = make("p", { role: "status", className: "unseen" });
    this.stage = make("div", {});
    home.append(this.stage, this.status);
    // Streamlit listens for single letters, and takes a field in here for none.
    home.addEventListener("keydown", (event) => event.stopPropagation());
  }

  hear(told) {
    this.told = told;
    for (const item of told.items) {
      const known = told.given[item.id];
      if (known !== undefined && !this.own.has(item.id)) this.given[item.id] = known;
    }
    if (told.kind === "quiz" && !this.touched) this.open = this.nextOpen();
    const seen = JSON.stringify([told.items, told.words, this.given, this.open]);
    if (seen !== this.drawn) this.draw();
  }

  nextOpen() {
    return this.told.items.find((item) => this.given[item.id] === undefined)?.id ?? "end";
  }

  draw(focus) {
    const { kind, items, words } = this.told;
    const single = kind !== "quiz";
    this.drawn = JSON.stringify([items, words, this.given, this.open]);
    this.home.lang = this.told.language;
    this.home.dataset.kind = kind;
    const shown = single ? items[0] : items.find((item) => item.id === this.open);
    const parts = single ? [make("p", { className: "label" }, words.label)] : [this.steps()];
    parts.push(shown ? this.question(shown) : this.end());
    this.stage.replaceChildren(...parts);
    if (focus) this.stage.querySelector(`[data-focus="${focus}"]`)?.focus();
  }

  // The numbers of the quiz: where one is, and where one has been.
  steps() {
    const { items, words } = this.told;
    const steps = items.map((item, index) => {
      const state = this.state(item);
      const button = make("button", {
        type: "button",
        className: `step ${state}`,
        onclick: () => this.go(item.id, `step-${item.id}`),
        ariaLabel: `${item.title}: ${words[state]}`,
      }, String(index + 1));
      button.dataset.focus = `step-${item.id}`;
      if (item.id === this.open) button.ariaCurrent = "step";
      return make("li", {}, button);
    });
    return make("ol", { className: "steps", ariaLabel: words.steps }, ...steps);
  }

  state(item) {
    const given = this.given[item.id];
    return given === undefined ? "open" : isRight(item, given) ? "right" : "wrong";
  }

  go(id, focus) {
    this.touched = true;
    this.open = id;
    this.draw(focus);
  }

  question(item) {
    const { kind, words } = this.told;
    const given = this.given[item.id];
    const answered = given !== undefined;
    const form = make("form", { noValidate: true });
    const options = item.type === "number"
      ? [this.field(item, given)]
      : shuffled(item).map((choice) => this.choice(item, choice, given));
    const first = options[0].querySelector("input");
    first.dataset.focus = "answer";
    const title = kind === "quiz" ? [make("span", { className: "label" }, item.title)] : [];
    form.append(
      make("fieldset", {}, make("legend", {}, ...title, make("span", {}, item.prompt)), ...options),
    );
    if (item.type === "several" && !answered) {
      form.querySelector("legend").append(make("span", { className: "label" }, words.several));
    }
    if (answered) form.append(this.feedback(item, given));
    const buttons = answered ? this.onward(item) : [submit(words.submit)];
    form.append(make("p", { className: "trouble", hidden: true }), make("div", { className: "row" }, ...buttons));
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!answered) this.answer(item, form);
    };
    return form;
  }

  choice(item, choice, given) {
    const answered = given !== undefined;
    const chosen = answered && ids(given).includes(choice.id);
    const input = make("input", {
      type: item.type === "several" ? "checkbox" : "radio",
      name: item.id,
      value: choice.id,
      checked: chosen,
      disabled: answered,
    });
    const text = make("span", {}, choice.text);
    const label = make("label", {}, input, text);
    const box = make("div", { className: "choice" }, label);
    if (answered) {
      const { words } = this.told;
      const marks = [chosen ? words.yours : "", choice.right ? words.rightChoice : ""];
      const said = marks.filter(Boolean).join(" · ");
      if (said) text.append(make("span", { className: "mark" }, said));
      if (choice.why) box.append(make("p", { className: "why" }, choice.why));
      box.classList.toggle("is-right", Boolean(choice.right));
      box.classList.toggle("is-chosen", chosen);
    }
    return box;
  }

  field(item, given) {
    const input = make("input", {
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      name: item.id,
      value: given ?? "",
      disabled: given !== undefined,
    });
    return make("label", { className: "number" },
      make("span", {}, this.told.words.number), input, make("span", {}, item.unit));
  }

  feedback(item, given) {
    const { kind, words } = this.told;
    const after = make("div", { className: "feedback" });
    if (kind !== "predict") after.append(make("p", { className: "verdict" }, this.verdict(item, given)));
    after.append(make("p", {}, item.explain));
    if (item.look) after.append(make("p", {}, make("a", { href: `#${item.section}` }, item.look)));
    return after;
  }

  verdict(item, given) {
    const { words } = this.told;
    if (isRight(item, given)) return words.isRight;
    return item.type === "number" ? `${words.isWrong} ${words.answerIs} ${item.said}` : words.isWrong;
  }

  onward(item) {
    const { kind, items, words } = this.told;
    if (kind === "predict") return [];
    const again = button(words.again, "again", () => this.retry([item]));
    if (kind === "check") return [again];
    const next = this.nextOpen();
    const said = next === "end" ? words.results : words.next;
    const onward = () => {
      // Whoever pressed twice has not read what became of the answer.
      if (Date.now() - this.answered > 400) this.go(next, next === "end" ? "end" : "answer");
    };
    return [button(said, "next", onward, "main"), again];
  }

  retry(items) {
    for (const { id } of items) {
      delete this.given[id];
      this.own.add(id);
    }
    this.status.textContent = "";
    this.go(items[0].id, "answer");
  }

  answer(item, form) {
    const { kind, words } = this.told;
    const given = replied(item, form);
    if (given === null) {
      const trouble = form.querySelector(".trouble");
      trouble.textContent = item.type === "number" ? words.noNumber : words.noChoice;
      trouble.hidden = false;
      this.status.textContent = trouble.textContent;
      form.querySelector("input")?.focus();
      return;
    }
    this.given[item.id] = given;
    this.own.add(item.id);
    this.touched = true;
    this.answered = Date.now();
    this.send({ id: item.id, given });
    this.draw(kind === "quiz" ? "next" : "again");
    if (kind === "predict") focusOn(this.stage.querySelector(".feedback"));
    this.status.textContent = [...this.stage.querySelectorAll(".is-chosen .why, .feedback p")]
      .map((said) => said.textContent).join(" ");
  }

  end() {
    const { items, words, scores } = this.told;
    const right = items.filter((item) => this.state(item) === "right").length;
    const title = make("p", { className: "score", tabIndex: -1 }, scores[right]);
    title.dataset.focus = "end";
    const review = items.map((item) => this.review(item));
    const again = button(words.allAgain, "all-again", () => this.retry(items));
    return make("div", {}, title, make("ol", { className: "review" }, ...review),
      make("div", { className: "row" }, again));
  }

  review(item) {
    const { words } = this.told;
    const given = this.given[item.id];
    const state = this.state(item);
    const line = make("li", { className: state }, make("p", { className: "asked" }, item.prompt));
    line.append(make("p", {}, make("b", {}, words[state]),
      given === undefined ? "" : ` · ${words.yours}: ${spoken(item, given)}`));
    if (state === "wrong") line.append(make("p", {}, `${words.answerIs} ${rightAnswer(item)}`));
    if (given !== undefined) line.append(make("p", {}, item.explain));
    const look = make("a", { href: `#${item.section}` }, item.look);
    const retry = button(words.again, `again-${item.id}`, () => this.retry([item]));
    line.append(make("p", { className: "row" }, look, ...(state === "right" ? [] : [retry])));
    return line;
  }
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== ""));
  return element;
}

function button(text, focus, onclick, className = "") {
  const made = make("button", { type: "button", className, onclick }, text);
  made.dataset.focus = focus;
  return made;
}

function submit(text) {
  return make("button", { type: "submit", className: "main" }, text);
}

function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

const ids = (given) => given.split(",");

function isRight(item, given) {
  if (item.type === "number") return Math.abs(Number(given) - item.answer) <= item.tolerance + 1e-9;
  const right = item.choices.filter((choice) => choice.right).map((choice) => choice.id);
  return ids(given).sort().join() === right.sort().join();
}

const spoken = (item, given) =>
  item.type === "number"
    ? `${given} ${item.unit}`.trim()
    : item.choices.filter((choice) => ids(given).includes(choice.id)).map((choice) => choice.text).join("; ");

const rightAnswer = (item) =>
  item.type === "number"
    ? item.said
    : item.choices.filter((choice) => choice.right).map((choice) => choice.text).join("; ");

function replied(item, form) {
  if (item.type === "number") return number(form.elements[item.id].value, item.unit);
  const chosen = [...form.querySelectorAll("input:checked")].map((input) => input.value);
  return chosen.length ? chosen.sort().join() : null;
}

// What people type: "1,024", "0,59", "59 %", "96 frames".
function number(typed, unit) {
  let plain = typed.normalize("NFKC").trim();
  if (unit && plain.endsWith(unit)) plain = plain.slice(0, -unit.length);
  plain = plain.replace(/[%\s]/g, "");
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) plain = plain.replaceAll(",", "");
  plain = plain.replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? String(Number(plain)) : null;
}

// The same order for one learner, another for the next.
function shuffled(item) {
  return [...item.choices].sort((one, other) => place(item, one) - place(item, other));
}

function place(item, choice) {
  let hash = 2166136261;
  for (const letter of `${seed()} ${item.id} ${choice.id}`) {
    hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  }
  return Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
}

function seed() {
  const fresh = () => String(Math.random());
  window.streamSeed ??= fresh();
  try {
    const kept = localStorage.getItem("stream.seed") ?? window.streamSeed;
    localStorage.setItem("stream.seed", kept);
    return kept;
  } catch {
    return window.streamSeed; // no storage: another order at the next visit
  }
}
