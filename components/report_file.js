// The report as a file. The server writes it without the learner's own words, which it never hears;
// the browser puts in the field notes that it keeps on the clip, and saves the whole.
export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".report-file");
  home.lang = told.language;
  const [button, status] = home.children;
  button.textContent = told.words.button;
  button.onclick = () => {
    button.disabled = true;
    setTriggerValue("asked", true);
  };
  if (told.address && told.address !== home.saved) {
    save(told).then(
      () => (status.textContent = ""),
      () => (status.textContent = told.words.failed),
    ).finally(() => (button.disabled = false));
  }
  home.saved = told.address;
}

async function save({ address, file, clip, mark, words }) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const note = read().find((one) => one.clip === clip);
  // A function, because in a text a dollar sign would mean something.
  const whole = (await answer.text()).replace(mark, () => (note ? section(note, words.notes) : ""));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([whole], { type: "text/html" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Set as text, so that nothing a learner writes is markup. Its first line is the name of the clip.
function section({ said }, title) {
  const part = document.createElement("section"), head = document.createElement("h2");
  part.setAttribute("aria-labelledby", "notes");
  Object.assign(head, { id: "notes", textContent: title });
  const lines = said.split("\n").slice(1).filter((line) => line.trim());
  part.append(head, ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  return part.outerHTML;
}
