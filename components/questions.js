// Questions at their places: a prediction, a check, the quiz.

class Questions extends View {
  shows() {
    return [this.desk.told.language, this.items().map((item) => [item, this.desk.given[item.id]]), this.open];
  }

  question(item, title) {
    const given = this.desk.given[item.id];
    const answered = given !== undefined;
    const legend = make("legend", {}, make("span", { className: "label" }, title), ...stressed(item.prompt));
    const options = item.type === "number"
      ? [this.field(item, given)]
      : shuffled(item).map((choice) => this.choice(item, choice, given));
    options[0].querySelector("input").dataset.focus = "answer";
    if (item.type === "several") legend.append(make("span", { className: "label" }, this.words.several));
    const after = answered
      ? [this.feedback(item, given), make("div", { className: "row" }, ...this.onward(item))]
      : [make("p", { className: "trouble", hidden: true }), submit(this.words[this.submit])];
    const form = make("form", { noValidate: true }, make("fieldset", {}, legend, ...options), ...after);
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!answered) this.take(item, form);
    };
    return form;
  }

  choice(item, { id, text, right, why }, given) {
    const answered = given !== undefined;
    const chosen = answered && ids(given).includes(id);
    const input = make("input", {
      type: item.type === "several" ? "checkbox" : "radio",
      name: item.id,
      value: id,
      checked: chosen,
      disabled: answered,
    });
    const said = make("span", {}, ...stressed(text));
    const box = make("div", { className: "choice" }, make("label", {}, input, said));
    if (!answered) return box;
    const marks = [chosen && this.words.yours, right && this.words.rightChoice].filter(Boolean);
    if (marks.length) said.append(make("span", { className: "mark" }, marks.join(" · ")));
    if (why) box.append(make("p", { className: "why" }, ...stressed(why)));
    box.classList.toggle("is-right", right);
    box.classList.toggle("is-chosen", chosen);
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
    return make("label", { className: "number" }, this.words.number, input, item.unit);
  }

  feedback(item, given) {
    const after = make("div", { className: "feedback", tabIndex: -1 });
    after.dataset.focus = "feedback";
    if (item.section) after.append(make("p", { className: "verdict" }, this.verdict(item, given)));
    after.append(make("p", {}, ...stressed(item.explain)));
    if (item.section) after.append(make("p", {}, link(item.section, item.look)));
    return after;
  }

  verdict(item, given) {
    if (isRight(item, given)) return this.words.isRight;
    const { isWrong, answerIs } = this.words;
    return item.type === "number" ? `${isWrong} ${answerIs} ${rightAnswer(item)}` : isWrong;
  }

  take(item, form) {
    const given = reply(item, form);
    if (given === null) {
      const trouble = form.querySelector(".trouble");
      trouble.textContent = this.words[item.type === "number" ? "noNumber" : "noChoice"];
      trouble.hidden = false;
      this.status.textContent = trouble.textContent;
      form.querySelector("input").focus();
      return;
    }
    this.answeredAt = Date.now();
    this.desk.answer(item, given);
    this.draw(this.focusAfter);
    const said = this.stage.querySelectorAll(".is-chosen .why, .feedback p:not(:has(a))");
    this.status.textContent = [...said].map((one) => one.textContent).join(" ");
  }

  retry(...items) {
    // Whoever pressed twice has not read what became of the answer.
    if (Date.now() - (this.answeredAt ?? 0) < 400) return;
    items.forEach((item) => this.desk.forget(item));
    this.status.textContent = "";
    this.open = items[0].id;
    this.draw("answer");
  }
}

class Single extends Questions {
  guess = this.asked.includes(" predict "); // which is made once
  submit = this.guess ? "guess" : "check";
  focusAfter = this.guess ? "feedback" : "again";

  items() {
    return [this.item];
  }

  parts() {
    return [this.question(this.item, this.words[this.guess ? "predictLabel" : "checkLabel"])];
  }

  onward(item) {
    return this.guess ? [] : [button(this.words.again, "again", () => this.retry(item))];
  }
}

// One question at a time; after the last the review of all.
class Quiz extends Questions {
  submit = "check";
  focusAfter = "next";

  items() {
    return this.desk.told.quiz.map((id) => this.desk.told.items[id]);
  }

  next() {
    return this.items().find((item) => this.desk.state(item) === "open")?.id ?? "end";
  }

  refresh() {
    if (!this.touched) this.open = this.next();
    super.refresh();
  }

  parts() {
    const item = this.items().find(({ id }) => id === this.open);
    return [this.steps(), item ? this.question(item, item.title) : this.end()];
  }

  go(id, focus) {
    this.touched = true;
    this.open = id;
    this.draw(focus);
  }

  take(item, form) {
    this.touched = true;
    super.take(item, form);
  }

  retry(...items) {
    this.touched = true;
    super.retry(...items);
  }

  steps() {
    const steps = this.items().map((item, index) => {
      const state = this.desk.state(item);
      const focus = `step ${item.id}`;
      const step = button(String(index + 1), focus, () => this.go(item.id, focus), `step ${state}`);
      step.ariaLabel = `${item.title}: ${this.words[state]}`;
      if (item.id === this.open) step.ariaCurrent = "step";
      return make("li", {}, step);
    });
    return make("ol", { className: "steps", ariaLabel: this.words.steps }, ...steps);
  }

  onward(item) {
    const next = this.next();
    const end = next === "end";
    const go = () => {
      if (Date.now() - (this.answeredAt ?? 0) > 400) this.go(next, end ? "end" : "answer");
    };
    const { results, next: more, again } = this.words;
    return [button(end ? results : more, "next", go, "main"), button(again, "again", () => this.retry(item))];
  }

  end() {
    const items = this.items();
    const right = items.filter((item) => this.desk.state(item) === "right").length;
    const score = make("p", { className: "score", tabIndex: -1 }, this.desk.told.scores[right]);
    score.dataset.focus = "end";
    const all = button(this.words.allAgain, "all", () => this.retry(...items));
    const review = make("ol", { className: "review" }, ...items.map((item) => this.review(item)));
    return make("div", {}, score, review, make("div", { className: "row" }, all));
  }

  review(item) {
    const { words } = this;
    const state = this.desk.state(item);
    const given = this.desk.given[item.id];
    const line = make("li", { className: state }, make("p", { className: "asked" }, ...stressed(item.prompt)));
    const verdict = make("p", {}, make("b", {}, words[state]));
    line.append(verdict);
    if (given !== undefined) {
      verdict.append(` · ${words.yours}: ${inWords(item, given)}`);
      if (state === "wrong") line.append(make("p", {}, `${words.answerIs} ${rightAnswer(item)}`));
      line.append(make("p", {}, ...stressed(item.explain)));
    }
    const again = button(words.again, `again ${item.id}`, () => this.retry(item));
    const onward = make("p", { className: "row" }, link(item.section, item.look));
    if (state !== "right") onward.append(again);
    line.append(onward);
    return line;
  }
}

function submit(text) {
  return make("div", { className: "row" }, make("button", { type: "submit", className: "main" }, text));
}
