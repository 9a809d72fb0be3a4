// Signing in: what is typed here goes from the browser to the account's server, and never to the app's.
// All words come as data and are set as text, never as markup.
const CODE = /^\d{6}$/, AGAIN_S = 60, VERIFIER = "cwk-stream.verifier";

// What one text field is asked for, by name.
const FIELDS = {
  email: { type: "email", autocomplete: "email", maxLength: 254 },
  code: { type: "text", autocomplete: "one-time-code", inputMode: "numeric", maxLength: 6 },
  password: { type: "password", autocomplete: "current-password" },
  new_password: { type: "password", autocomplete: "new-password" },
};

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (mark) => ({ "+": "-", "/": "_", "=": "" })[mark]);
}
// A host may show the app inside a frame of its own; no provider lets itself be shown in one.
function topmost() {
  try { return top.location.href && top; } catch { return window; }
}
async function leaveFor(server, provider) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(48)));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  sessionStorage.setItem(VERIFIER, verifier);
  const { origin, pathname } = topmost().location;
  const asked = new URLSearchParams({ provider, redirect_to: origin + pathname, code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: "s256" });
  topmost().location.assign(`${server.url}/auth/v1/authorize?${asked}`);
}
async function comeBack(server, { code, error }) {
  const verifier = sessionStorage.getItem(VERIFIER);
  sessionStorage.removeItem(VERIFIER);
  if (error) throw new Refusal(error);
  if (!verifier) throw new Refusal("flow_state_not_found");
  return sessionIn(await ask(server, "token?grant_type=pkce", { body: { auth_code: code, code_verifier: verifier } }));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const said = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".account");
  home.send = setTriggerValue;
  home.said = said;
  home.lang = said.language;
  if (home.shown === said.language) return;
  home.shown = said.language;
  home.onkeydown = (event) => event.stopPropagation(); // Streamlit listens for single letters
  const way = home.way ?? { step: "email", email: "" };
  step(home, way);
  if ((said.returned.code || said.returned.error) && tab.returned !== said.visit) {
    tab.returned = said.visit;
    attempt(home, way, async () => welcome(home, await comeBack(said.server, said.returned)));
  }
}

const words = (home) => home.said.words;

function sentence(home, refusal) {
  const known = words(home).trouble;
  return known[refusal.code ?? refusal.message] ?? known.refused;
}
function welcome(home, session) {
  return locked(() => {
    tab.entered = session.access;
    keepSession(session);
    handOver(home.send, home.said.visit, session);
  });
}
async function attempt(home, way, work) {
  const form = home.querySelector("form"), status = home.querySelector(".status");
  for (const it of form.elements) it.disabled = true;
  status.textContent = words(home).waiting;
  try {
    await work();
    if (home.way === way) status.textContent = words(home).signed_in;
  } catch (refusal) {
    for (const it of form.elements) it.disabled = false;
    home.querySelector(".status").textContent = sentence(home, refusal);
    home.querySelector("input")?.focus();
  }
}

// Draw one step; `way` is what is known so far: {step, email, type}.
function step(home, way, told = "") {
  const first = home.way === undefined;
  home.way = way;
  const say = words(home), { server, language } = home.said;
  const status = make("p", { className: "status", textContent: told, aria: { role: "status" } });
  const go = (next, text) => step(home, { ...way, ...next }, text);
  const codeSent = (type) => go({ step: "code", type, sent_s: now_s() }, say.code_sent.replace("{email}", way.email));
  const steps = {
    email: { fields: ["email"], submit: say.send_code, others: [[say.with_password, () => go({ step: "password" })]],
      work: async () => { await ask(server, "otp", { body: { email: way.email, create_user: true, data: { language } } }); codeSent("email"); } },
    code: { fields: ["code"], submit: say.sign_in, others: [[say.other_address, () => go({ step: "email" })], [say.send_again, () => again()]],
      work: async (given) => {
        const session = sessionIn(await ask(server, "verify", { body: { email: way.email, token: given.code, type: way.type } }));
        if (way.type === "recovery") go({ step: "new_password", session });
        else await welcome(home, session);
      } },
    password: { fields: ["email", "password"], submit: say.sign_in,
      others: [[say.create, () => submit("create")], [say.forgot, () => submit("forgot")], [say.with_code, () => go({ step: "email" })]],
      work: async (given, what) => {
        const { email } = way, { password } = given;
        if (what === "forgot") {
          await ask(server, "recover", { body: { email } });
          codeSent("recovery");
        } else if (what === "create") {
          const answer = await ask(server, "signup", { body: { email, password, data: { language } } });
          if (answer.access_token) await welcome(home, sessionIn(answer)); else codeSent("signup");
        } else await welcome(home, sessionIn(await ask(server, "token?grant_type=password", { body: { email, password } })));
      } },
    new_password: { fields: ["new_password"], submit: say.set_password, others: [],
      work: async (given) => {
        await ask(server, "user", { method: "PUT", token: way.session.access, body: { password: given.new_password } });
        await welcome(home, way.session);
      } },
  };
  const { fields, submit: label, others, work } = steps[way.step];
  const inputs = fields.map((name) => make("input", { name, required: true, value: name === "email" ? way.email : "", ...FIELDS[name] }));
  const labels = inputs.map((input) => make("label", {}, make("span", { textContent: say[input.name] }), input));
  const submit = (what) => {
    const given = Object.fromEntries(inputs.map((input) => [input.name, input.type === "password" ? input.value : input.value.trim()]));
    if (given.code !== undefined) given.code = given.code.replace(/\D/g, "");
    way.email = given.email ?? way.email;
    const wrong = inputs.find((input) => !(what === "forgot" && input.name === "password")
      && (input.name === "code" ? !CODE.test(given.code) : !input.checkValidity()));
    if (wrong) {
      status.textContent = say[`needs_${wrong.name}`];
      wrong.focus();
    } else attempt(home, way, () => work(given, what));
  };
  const again = () => {
    const wait_s = Math.ceil(way.sent_s + AGAIN_S - now_s());
    if (wait_s > 0) { status.textContent = say.wait.replace("{seconds}", wait_s); return; }
    const path = { email: "otp", recovery: "recover", signup: "resend" }[way.type];
    const more = { email: { create_user: true, data: { language } }, signup: { type: "signup" } }[way.type];
    attempt(home, way, async () => { await ask(server, path, { body: { email: way.email, ...more } }); codeSent(way.type); });
  };
  const row = make("p", { className: "row" }, make("button", { type: "submit", className: "main", textContent: label }),
    ...others.map(([text, onclick]) => button(text, onclick)));
  const providers = ["email", "password"].includes(way.step) && window.crypto?.subtle ? home.said.providers : [];
  const elsewhere = providers.map((name) => button(say.provider.replace("{name}", { google: "Google", github: "GitHub" }[name]),
    () => attempt(home, way, () => leaveFor(server, name).then(() => new Promise(() => {})))));
  const form = make("form", { noValidate: true, onsubmit: (event) => { event.preventDefault(); submit(""); } },
    ...labels, row, ...(elsewhere.length ? [make("p", { className: "row", ariaLabel: say.or }, ...elsewhere)] : []), status);
  home.replaceChildren(form);
  if (!first) inputs[0].focus();
}
