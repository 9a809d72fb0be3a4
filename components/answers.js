// What an answer is, and whether it is right. Choices are known by their ids, joined by commas.

const ids = (given) => given.split(",");

const rightIds = (item) => item.choices.filter((choice) => choice.right).map((choice) => choice.id);

function isRight(item, given) {
  if (item.type === "number") return Math.abs(Number(given) - item.answer) <= item.tolerance + 1e-9;
  return ids(given).sort().join() === rightIds(item).sort().join();
}

function inWords(item, given) {
  if (item.type === "number") return `${given} ${item.unit}`.trim();
  const chosen = item.choices.filter((choice) => ids(given).includes(choice.id));
  return chosen.map((choice) => choice.text.replaceAll("*", "")).join("; ");
}

const rightAnswer = (item) =>
  inWords(item, item.type === "number" ? String(item.answer) : rightIds(item).join());

// The answer that stands in `form`, or null if there is none yet.
function reply(item, form) {
  if (item.type === "number") return number(form.elements[item.id].value, item.unit);
  const chosen = [...form.querySelectorAll("input:checked")].map((input) => input.value);
  return chosen.length ? chosen.sort().join() : null;
}

// What people type: "1,024", "0,59", "59 %", "96 frames".
function number(typed, unit) {
  let plain = typed.normalize("NFKC").trim();
  if (unit && plain.toLowerCase().endsWith(unit.toLowerCase())) plain = plain.slice(0, -unit.length);
  plain = plain.replace(/[%\s]/g, "");
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) plain = plain.replaceAll(",", "");
  plain = plain.replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? String(Number(plain)) : null;
}

// The same order for one learner, another for the next.
function shuffled(item) {
  const place = (choice) => hash(`${seed()} ${item.id} ${choice.id}`);
  return [...item.choices].sort((one, other) => place(one) - place(other));
}

function hash(text) {
  let mixed = 2166136261;
  for (const letter of text) mixed = Math.imul(mixed ^ letter.codePointAt(0), 16777619);
  return Math.imul(mixed ^ (mixed >>> 15), 2246822519) >>> 0;
}

function seed() {
  window.streamSeed ??= String(Math.random());
  try {
    const kept = localStorage.getItem("cwk-stream.seed") ?? window.streamSeed;
    localStorage.setItem("cwk-stream.seed", kept);
    return kept;
  } catch {
    return window.streamSeed; // no storage: another order at the next visit
  }
}
