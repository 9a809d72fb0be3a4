// Field notes on a clip are written and kept in the browser; the server hears how many letters of
// their own somebody wrote. All words come as data and are set as text, never as markup.
function set(key, text) {
  try { localStorage.setItem(key, text); } catch { /* full or forbidden: it stands as long as the page does */ }
}
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".report");
  home.send = setTriggerValue;
  const shown = JSON.stringify({ ...told, done: false });
  home.mark?.(told.done);
  if (home.shown === shown) return;
  home.shown = shown;
  home.lang = told.language;
  draw(home, told);
}

function draw(home, told) {
  const { words } = told;
  const before = read().find((one) => one.clip === told.clip);
  let filled = before?.filled ?? "";
  const asked = told.questions.map(({ id, title }) => {
    const options = told.answers.map((answer) =>
      make("label", {}, make("input", { type: "radio", name: id, value: answer.id }), make("span", { textContent: answer.title })));
    const frame = make("input", { type: "number", name: `${id}-frame`, min: 0, max: told.last, step: 1, inputMode: "numeric" });
    return make("fieldset", {}, make("legend", { textContent: title }), ...options,
      make("label", { className: "frame" }, make("span", { textContent: words.frame }), frame));
  });
  const reading = make("textarea", { name: "reading", rows: 5, maxLength: LONGEST });
  const status = make("p", { className: "status", textContent: told.done ? words.done : "" });
  status.setAttribute("role", "status");
  const fill = make("button", { type: "button", textContent: words.fill });
  const form = make("form", { noValidate: true }, ...asked,
    make("label", {}, make("span", { textContent: words.reading }), reading),
    make("p", { className: "note", textContent: words.reading_hint }),
    make("p", { className: "row" }, make("button", { type: "submit", textContent: words.keep }), fill), status);

  const put = (answers) => {
    for (const { id } of told.questions) {
      const { answer, frame } = answers[id] ?? {};
      if (told.answers.some((one) => one.id === answer)) form.elements[id].value = answer;
      form.elements[`${id}-frame`].value = Number.isInteger(frame) ? frame : "";
    }
  };
  const answers = () => Object.fromEntries(told.questions.map(({ id }) => {
    const frame = form.elements[`${id}-frame`].value;
    return [id, { answer: form.elements[id].value, frame: frame === "" ? null : Math.round(Number(frame)) }];
  }));
  const said = (given) => [told.name, ...told.questions.map(({ id, title }) => {
    const { answer, frame } = given[id];
    const from = frame === null ? "" : ` (${words.frame} ${frame})`;
    return `${title} ${told.answers.find((one) => one.id === answer)?.title ?? "?"}${from}`;
  }), reading.value.trim()].join("\n");
  // The numbers of the analysis are no words of one's own.
  const own = () => reading.value.replace(filled, "").trim().length;

  fill.onclick = () => {
    put(told.found);
    if (!reading.value.includes(told.budget)) reading.value = `${told.budget}\n${reading.value.replace(filled, "").trim()}`;
    filled = told.budget;
    reading.focus();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const given = answers(), text = said(given);
    const others = read().filter((one) => one.clip !== told.clip);
    const earlier = read().find((one) => one.clip === told.clip)?.said;
    const one = { clip: told.clip, name: told.name, answers: given, reading: reading.value, filled, said: text.slice(0, LONGEST) };
    set(KEY, JSON.stringify([one, ...others].slice(0, MOST)));
    // The note of the lesson's exercise is the learner's: only an empty one, or ours, is written.
    const note = get(told.note);
    if (!note.trim() || note === earlier) set(told.note, one.said);
    const open = told.questions.find(({ id }) => !given[id].answer);
    const letters = own();
    status.textContent = open ? words.unanswered : letters < told.letters ? words.short : words.kept;
    if (open) form.elements[open.id][0].focus();
    else if (letters < told.letters) reading.focus();
    else home.send("exercise", { letters });
  };
  home.mark = (done) => { if (done && !status.textContent) status.textContent = words.done; };
  // Streamlit listens for single letters, and takes a field in here for none.
  home.onkeydown = (event) => event.stopPropagation();
  reading.value = before?.reading ?? "";
  put(before?.answers ?? {});
  home.replaceChildren(form);
}
