// The gateway of the test stack: /auth/v1 is Supabase Lite, /rest/v1 the real PostgREST, one address, as on Supabase.
// Settings come as JSON in $STACK. What Lite 0.10 does unlike Supabase is put right here, each with its reason.
import fs from "node:fs";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { serve } from "@hono/node-server";

const settings = JSON.parse(process.env.STACK);

// Python's models want ISO 8601: "2026-11-22 18:25:04.53+00" becomes "2026-11-22T18:25:04.53+00:00".
const iso = (time) => time.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
// Lite hands over JSON as text; a second encoding would make a string of it.
const once = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const connection = createPostgresConnection({
  url: settings.database,
  postgresOptions: {
    max: 10,
    onnotice() {},
    types: {
      timestamptz: { to: 1184, from: [1184], serialize: (value) => value, parse: iso },
      jsonb: { to: 3802, from: [3802], serialize: once, parse: JSON.parse },
    },
  },
});
connection.rlsState = "active"; // or its first request would grant everything to everybody

const github = { enabled: true, client_id: "id", secret: "secret", url: settings.provider };
const app = new App({
  connection,
  auth: {
    enabled: true,
    enable_signup: true,
    jwt_secret: settings.jwt_secret,
    jwt_expiry: settings.jwt_expiry_s,
    publishable_key: settings.key,
    secret_key: settings.secret_key,
    site_url: settings.site,
    additional_redirect_urls: ["http://127.0.0.1:*/**", "http://localhost:*/**"],
    email: { enable_confirmations: settings.confirm },
    external: { github },
  },
  api: { external_url: settings.url },
  options: {
    drivers: {
      email: {
        async send({ to, subject, text }) {
          fs.appendFileSync(settings.mail, `${JSON.stringify({ to, subject, text })}\n`);
        },
      },
    },
  },
});

async function auth(request, path) {
  const again = (body, url = request.url) => app.fetch(
    new Request(url, { method: request.method, headers: request.headers, body }),
    { peerAddress: null },
  );
  if (!["/auth/v1/verify", "/auth/v1/otp"].includes(path) || request.method !== "POST") {
    return app.fetch(request, { peerAddress: null });
  }
  const asked = await request.json();
  if (path === "/auth/v1/otp") {
    // Whom Lite makes an account for a code, it forgets what the request says of them: make it here, as Supabase does.
    // Whoever has an account already is refused, and keeps what they said the first time.
    const { email, data, create_user } = asked;
    const made = { email, data, password: crypto.randomUUID() };
    if (data && create_user) await again(JSON.stringify(made), new URL("/auth/v1/signup", request.url));
    return again(JSON.stringify(asked));
  }
  if (asked.type !== "email") return again(JSON.stringify(asked));
  // Supabase knows "email" for every code; Lite has two words for it.
  const answer = await again(JSON.stringify({ ...asked, type: "magiclink" }));
  return answer.ok ? answer : again(JSON.stringify({ ...asked, type: "signup" }));
}

async function rest(request, path, search) {
  if (request.headers.get("apikey") !== settings.key) {
    return Response.json({ message: "Invalid API key" }, { status: 401 });
  }
  const headers = new Headers(request.headers);
  for (const name of ["apikey", "host", "connection", "content-length"]) headers.delete(name);
  if (headers.get("authorization") === `Bearer ${settings.key}`) headers.delete("authorization");
  const body = ["GET", "HEAD"].includes(request.method) ? undefined : await request.arrayBuffer();
  const answer = await fetch(settings.postgrest + path + search, { method: request.method, headers, body });
  const kept = new Headers(answer.headers);
  for (const name of ["content-encoding", "transfer-encoding"]) kept.delete(name);
  return new Response(answer.body, { status: answer.status, headers: kept });
}

const OPEN = { "access-control-allow-origin": "*", "access-control-allow-headers": "apikey, authorization, content-type", "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE" };

async function handle(request) {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: OPEN });
  const { pathname, search } = new URL(request.url);
  const answer = pathname.startsWith("/rest/v1")
    ? await rest(request, pathname.slice("/rest/v1".length), search)
    : await auth(request, pathname);
  const headers = new Headers(answer.headers);
  headers.set("access-control-allow-origin", "*");
  return new Response(answer.body, { status: answer.status, headers });
}

serve({ fetch: handle, hostname: "127.0.0.1", port: Number(new URL(settings.url).port) });
