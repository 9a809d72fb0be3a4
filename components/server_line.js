// What an element asks of the server, each time under a name of its own, until that is answered. The
// answer comes with the data of a later run, for which the element looks again by itself: the server
// never waits for anybody, and a page that asks nothing costs nothing.
const LOOK_MS = 300, LOOK_MOST_MS = 2000, AGAIN_MS = 5000, GIVE_UP_MS = 40000;

// Resolves to "" if all went well, else to the sentence that says what did not.
function ask(home, question) {
  const { line } = home;
  const id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return new Promise((resolve) => {
    line.open.set(id, { question, resolve, begun: Date.now(), sent: Date.now() });
    line.send("ask", { visit: line.visit, id, ...question });
    lookSoon(home, LOOK_MS);
  });
}

function hear(home, told, send) {
  const line = (home.line ??= { open: new Map() });
  const another = line.visit && line.visit !== told.visit;
  Object.assign(line, { send, visit: told.visit, busy: told.busy, lost: told.words.lost });
  for (const [id, it] of line.open) {
    if (!another && !(id in told.answers)) continue;
    line.open.delete(id);
    it.resolve(another ? line.lost : told.answers[id]);
  }
  lookSoon(home, LOOK_MS);
}

function lookSoon(home, wait) {
  const { line } = home;
  clearTimeout(line.timer);
  if (!line.busy && !line.open.size) return;
  line.timer = setTimeout(() => {
    if (!home.isConnected) return;
    const now = Date.now();
    let again = false;
    for (const [id, it] of line.open) {
      if (now - it.begun > GIVE_UP_MS) {
        line.open.delete(id);
        it.resolve(line.lost);
      } else if (!line.busy && now - it.sent > AGAIN_MS) { // it may have been swallowed on the way; the server does it once
        it.sent = now;
        again = true;
        line.send("ask", { visit: line.visit, id, ...it.question });
      }
    }
    if (!again) line.send("ask", { visit: line.visit, id: `look ${now}`, do: "look" });
    lookSoon(home, Math.min(wait * 1.5, LOOK_MOST_MS));
  }, wait);
}
