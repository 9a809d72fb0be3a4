// Where field notes on clips are kept in the browser. Nobody vouches for what is there.
const KEY = "cwk-stream.field-notes", MOST = 50, LONGEST = 4000;

function get(key) {
  try { return localStorage.getItem(key) ?? ""; } catch { return ""; }
}
function isText(value) {
  return typeof value === "string" && value.length <= LONGEST;
}
// What is no note is left out.
function read() {
  try {
    const kept = JSON.parse(get(KEY) || "[]");
    return kept.filter((one) => isText(one?.clip) && isText(one.reading) && isText(one.filled) && isText(one.said)
      && typeof one.answers === "object" && one.answers);
  } catch { return []; }
}
