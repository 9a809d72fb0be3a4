// The end of a lesson: the note on the exercise, and "done reading".

// The note stays in this browser; the server hears how long it is.
class Exercise extends View {
  shows() {
    return [this.desk.told.language, this.desk.told.exercised];
  }

  parts() {
    const { words, desk } = this;
    const key = `cwk-stream.note.${desk.told.lesson}`;
    const note = make("textarea", { rows: 5, value: kept(key), name: "note" });
    note.oninput = () => keep(key, note.value);
    const looked = make("input", { type: "checkbox", checked: desk.told.exercised });
    const done = make("button", { type: "submit", className: "main" }, words.exerciseDone);
    done.dataset.focus = "done";
    const form = make("form", { noValidate: true },
      make("label", { className: "note" }, make("span", {}, words.note), note),
      make("label", { className: "looked" }, looked, make("span", {}, words.looked)),
      make("div", { className: "row" }, done));
    const said = make("p", {}, desk.told.exercised ? words.exerciseIsDone : "");
    form.append(said);
    form.onsubmit = (event) => {
      event.preventDefault();
      const letters = note.value.trim().length;
      const enough = letters >= desk.told.letters;
      said.textContent = !enough ? words.noteShort : !looked.checked ? words.notLooked : words.exerciseIsDone;
      this.status.textContent = said.textContent;
      if (enough && looked.checked) desk.say("exercise", { letters });
      else (enough ? looked : note).focus();
    };
    return [form];
  }
}

// A section was read once it was in sight; what was missed is named.
class Reading extends View {
  shows() {
    return [this.desk.told.language, this.desk.told.read];
  }

  parts() {
    const { words, desk } = this;
    const said = make("p", { tabIndex: -1 }, desk.told.read ? words.isRead : "");
    said.dataset.focus = "said";
    const done = button(words.read, "read", () => {
      const missed = Object.keys(desk.told.sections).filter((id) => !desk.seen.has(id));
      desk.say("read", [...desk.seen]);
      done.hidden = !missed.length;
      const links = missed.map((id) => make("li", {}, link(id, desk.told.sections[id])));
      said.textContent = missed.length ? words.missed : words.isRead;
      missing.replaceChildren(...links);
      this.status.textContent = said.textContent;
      if (!missed.length) this.focus("said");
    }, "main");
    done.hidden = desk.told.read;
    const missing = make("ul", {});
    return [done, said, missing];
  }
}

function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // No storage, or none left: the note stands as long as the page does.
  }
}
