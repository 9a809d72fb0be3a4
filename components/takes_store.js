// Takes are kept in the browser only where its owner said so: then there is a text under KEY, and
// what a visit adds goes into it. Of each take the version changed last stands.
const KEY = "cwk-stream.takes", LONGEST = 2.5e6;

function read() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}
function write(text) {
  if (text.length > LONGEST) return false;
  try { localStorage.setItem(KEY, text); return true; } catch { return false; /* full or forbidden */ }
}
// What a text holds, or nothing if it holds anything else.
function stored(text) {
  try {
    const found = JSON.parse(text);
    const takes = new Map(found.takes.map((take) => [take.id, take]));
    return found.schema === 1 ? { frames: found.frames === true, takes } : undefined;
  } catch { return undefined; }
}
function setAside() {
  const text = read();
  if (text === null) return;
  localStorage.removeItem(KEY); // first, or there may be no room for both
  try { localStorage.setItem(`${KEY}.set-aside.${new Date().toISOString()}`, text); } catch { /* no room */ }
  write('{"schema":1,"frames":false,"takes":[]}');
}
// Returns whether there was room.
function keep(said) {
  const text = read();
  if (text === null && !said.keep) return true;
  const kept = text === null ? { frames: false, takes: new Map() } : stored(text);
  if (!kept) return true; // the server has been told, and will have it set aside
  for (const take of said.takes) {
    if (!(kept.takes.get(take.id)?.changed_ms >= take.changed_ms)) kept.takes.set(take.id, take);
  }
  for (const id of said.gone) kept.takes.delete(id);
  const frames = said.frames ?? kept.frames;
  const next = JSON.stringify({ schema: 1, frames, takes: [...kept.takes.values()] });
  return next === text || write(next);
}

export default function ({ data, setTriggerValue }) {
  const said = JSON.parse(new TextDecoder().decode(data));
  const tab = (window.cwkStreamTakes ??= {});
  const first = tab.visit !== said.visit;
  if (first) Object.assign(tab, { visit: said.visit, told: "", setAside: 0 });
  const before = first ? read() : undefined;

  if (said.set_aside > tab.setAside) {
    tab.setAside = said.set_aside;
    setAside();
  }
  if (said.keep === false) {
    try { localStorage.removeItem(KEY); } catch { /* forbidden: nothing is kept anyway */ }
  }
  const full = !keep(said);
  const tell = (more) => {
    const text = read(), found = text === null ? undefined : stored(text);
    const held = Object.fromEntries([...(found?.takes ?? [])].map(([id, take]) => [id, take?.changed_ms]));
    const news = { visit: said.visit, keeps: text !== null, frames: found?.frames ?? false, full, held };
    const told = JSON.stringify(news);
    if (told === tab.told && !more) return;
    tab.told = told;
    setTriggerValue("kept", { ...news, ...more });
  };
  const trusted = (text) => (text.length > LONGEST ? "" : text);
  if (typeof before === "string") tell({ text: trusted(before) });
  else if (!first || said.keep) tell();

  const elsewhere = (event) => {
    if (event.key === KEY) tell({ elsewhere: true, ...(event.newValue === null ? {} : { text: trusted(event.newValue) }) });
  };
  addEventListener("storage", elsewhere);
  return () => removeEventListener("storage", elsewhere);
}
